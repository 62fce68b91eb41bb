import { afterEach, describe, expect, it, vi } from 'vitest';
import { dutchFormat, englishFormat, enterZone } from '../../testing/format';
import { fc } from '../../testing/properties';

const HOUR = 3_600_000;

afterEach(() => {
  vi.unstubAllEnvs();
});

const ZONES = [
  'Pacific/Auckland',
  'America/St_Johns',
  'UTC',
  'Europe/Amsterdam',
  'America/Santiago',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
] as const;

describe('dateTime', () => {
  const iso = '2025-01-16T15:45:00Z';

  it.each([
    ['UTC', 'Thu 16 Jan 2025, 15:45', 'do 16 jan. 2025, 15:45'],
    ['Europe/Amsterdam', 'Thu 16 Jan 2025, 16:45', 'do 16 jan. 2025, 16:45'],
    ['Pacific/Auckland', 'Fri 17 Jan 2025, 04:45', 'vr 17 jan. 2025, 04:45'],
    ['America/St_Johns', 'Thu 16 Jan 2025, 12:15', 'do 16 jan. 2025, 12:15'],
    ['Asia/Kathmandu', 'Thu 16 Jan 2025, 21:30', 'do 16 jan. 2025, 21:30'],
  ])('in %s is "%s", "%s"; in UTC the same everywhere', (zone, english, dutch) => {
    enterZone(zone);
    expect(englishFormat('local').dateTime(iso)).toBe(english);
    expect(dutchFormat('local').dateTime(iso)).toBe(dutch);
    expect(englishFormat('utc').dateTime(iso)).toBe('Thu 16 Jan 2025, 15:45 UTC');
    expect(dutchFormat('utc').dateTime(iso)).toBe('do 16 jan. 2025, 15:45 UTC');
    for (const format of [englishFormat('local'), englishFormat('utc')]) {
      expect(format.dateTimeUtc(iso)).toBe('Thu 16 Jan 2025, 15:45 UTC');
      expect(format.dateTime(Date.parse(iso))).toBe(format.dateTime(iso));
    }
  });

  it('shows day, time and filter day of one moment in the same zone', () => {
    enterZone('Pacific/Auckland');
    const parts = ({ date, time, dayKey }: ReturnType<typeof englishFormat>) => [
      date(iso),
      time(iso),
      dayKey(iso),
    ];
    expect(parts(englishFormat('local'))).toEqual(['Fri 17 Jan 2025', '04:45', '2025-01-17']);
    expect(parts(dutchFormat('local'))).toEqual(['vr 17 jan. 2025', '04:45', '2025-01-17']);
    expect(parts(englishFormat('utc'))).toEqual(['Thu 16 Jan 2025', '15:45 UTC', '2025-01-16']);
  });
});

describe('a moment in a row', () => {
  it.each([
    // [zone, moment, now, row, exact]: the weekday is that of the zone, the year stands where it is another.
    ['UTC', '2026-11-24T20:12:00Z', '2026-11-27T12:00:00Z', 'Tue 24 Nov, 20:12', 'Tue 24 Nov 2026, 20:12:00'],
    [
      'Pacific/Auckland',
      '2026-11-24T20:12:00Z',
      '2026-11-27T12:00:00Z',
      'Wed 25 Nov, 09:12',
      'Wed 25 Nov 2026, 09:12:00',
    ],
    [
      'America/St_Johns',
      '2026-11-24T02:00:00Z',
      '2026-11-27T12:00:00Z',
      'Mon 23 Nov, 22:30',
      'Mon 23 Nov 2026, 22:30:00',
    ],
    // The hour that comes twice.
    [
      'Europe/Amsterdam',
      '2026-10-25T00:30:00Z',
      '2026-11-27T12:00:00Z',
      'Sun 25 Oct, 02:30',
      'Sun 25 Oct 2026, 02:30:00',
    ],
    [
      'Europe/Amsterdam',
      '2026-10-25T01:30:00Z',
      '2026-11-27T12:00:00Z',
      'Sun 25 Oct, 02:30',
      'Sun 25 Oct 2026, 02:30:00',
    ],
    // New year has begun in Amsterdam.
    [
      'Europe/Amsterdam',
      '2026-12-31T22:30:00Z',
      '2026-12-31T23:30:00Z',
      'Thu 31 Dec 2026, 23:30',
      'Thu 31 Dec 2026, 23:30:00',
    ],
    [
      'Europe/Amsterdam',
      '2026-12-31T23:15:00Z',
      '2026-12-31T23:30:00Z',
      'Fri 1 Jan, 00:15',
      'Fri 1 Jan 2027, 00:15:00',
    ],
  ])('in %s, %s seen at %s is "%s", to the second "%s"', (zone, moment, now, row, exact) => {
    enterZone(zone);
    const local = englishFormat('local');
    expect(local.rowDateTime(moment, Date.parse(now))).toBe(row);
    expect(local.dateTimeExact(moment)).toBe(exact);
  });

  it('has its UTC in the head of its column; a single moment has it at its end', () => {
    enterZone('Europe/Amsterdam');
    const [local, utc, nl] = [englishFormat('local'), englishFormat('utc'), dutchFormat('utc')];
    const [moment, now] = ['2026-11-24T20:12:00Z', Date.parse('2026-11-27T12:00:00Z')];
    expect([`Created${local.zoneMark}`, local.rowDateTime(moment, now)]).toEqual([
      'Created',
      'Tue 24 Nov, 21:12',
    ]);
    expect([`Created${utc.zoneMark}`, utc.rowDateTime(moment, now)]).toEqual([
      'Created UTC',
      'Tue 24 Nov, 20:12',
    ]);
    expect(nl.rowDateTime(moment, now)).toBe('di 24 nov., 20:12');
    expect([local.time(moment), utc.time(moment)]).toEqual(['21:12', '20:12 UTC']);
    expect([local.timeExact(moment), utc.timeExact(moment)]).toEqual(['21:12:00', '20:12:00 UTC']);
    expect([local.zoneName(), utc.zoneName()]).toEqual(['Europe/Amsterdam', 'UTC']);
  });
});

describe('days', () => {
  it.each([
    // [zone, day, first moment, hours]
    ['UTC', '2025-03-30', '2025-03-30T00:00:00Z', 24],
    ['Europe/Amsterdam', '2025-01-16', '2025-01-15T23:00:00Z', 24],
    ['Europe/Amsterdam', '2025-03-30', '2025-03-29T23:00:00Z', 23],
    ['Europe/Amsterdam', '2025-10-26', '2025-10-25T22:00:00Z', 25],
    ['Pacific/Auckland', '2025-09-28', '2025-09-27T12:00:00Z', 23],
    ['Pacific/Auckland', '2025-04-06', '2025-04-05T11:00:00Z', 25],
    ['America/St_Johns', '2025-03-09', '2025-03-09T03:30:00Z', 23],
    ['America/St_Johns', '2025-11-02', '2025-11-02T02:30:00Z', 25],
    ['Australia/Lord_Howe', '2025-10-05', '2025-10-04T13:30:00Z', 23.5],
    ['Australia/Lord_Howe', '2025-04-06', '2025-04-05T13:00:00Z', 24.5],
    // Clocks change at midnight: 23:00–24:00 comes twice, and a day can begin at 01:00.
    ['America/Santiago', '2025-04-05', '2025-04-05T03:00:00Z', 25],
    ['America/Santiago', '2025-09-07', '2025-09-07T04:00:00Z', 23],
    ['Asia/Beirut', '2025-10-25', '2025-10-24T21:00:00Z', 25],
    ['America/Havana', '2025-11-02', '2025-11-02T04:00:00Z', 25],
    // Leap day, turn of the year.
    ['Europe/Amsterdam', '2024-02-29', '2024-02-28T23:00:00Z', 24],
    ['Europe/Amsterdam', '2024-12-31', '2024-12-30T23:00:00Z', 24],
  ])('%s: %s begins at %s and has %d hours', (zone, day, start, hours) => {
    enterZone(zone);
    const local = englishFormat('local');
    expect(new Date(local.dayStartMs(day)).toISOString()).toBe(new Date(start).toISOString());
    expect(local.dayEndMs(day) - local.dayStartMs(day)).toBe(hours * HOUR);
    const utc = englishFormat('utc');
    expect(utc.dayStartMs(day)).toBe(Date.parse(`${day}T00:00:00Z`));
    expect(utc.dayEndMs(day)).toBe(Date.parse(`${day}T23:59:59.999Z`) + 1);
  });

  it.each(['', 'yesterday', '2025-02-29', '2025-13-01', '2025-00-10', '2025-01-32', '16-01-2025'])(
    '"%s" is no day',
    (day) => {
      for (const format of [englishFormat('local'), englishFormat('utc')]) {
        expect(format.dayStartMs(day)).toBeNaN();
        expect(format.dayEndMs(day)).toBeNaN();
      }
    },
  );

  it.each(ZONES)('%s: every moment lies within the day that is shown for it', (zone) => {
    enterZone(zone);
    const moment = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });
    for (const format of [englishFormat('local'), dutchFormat('utc')]) {
      fc.assert(
        fc.property(moment, (ms) => {
          const day = format.dayKey(ms);
          expect(format.dayStartMs(day)).toBeLessThanOrEqual(ms);
          expect(format.dayEndMs(day)).toBeGreaterThan(ms);
          expect(format.dayKey(format.dayStartMs(day))).toBe(day);
          expect(format.dayKey(format.dayEndMs(day) - 1)).toBe(day);
        }),
      );
    }
  });
});

describe('relative days', () => {
  it('follow the calendar of the chosen time zone', () => {
    enterZone('Pacific/Auckland');
    // 00:30 on the 17th and 23:30 on the 14th in Auckland; 11:30 on the 16th and 10:30 on the 14th in UTC.
    const [now, then] = [Date.parse('2025-01-16T11:30:00Z'), '2025-01-14T10:30:00Z'];
    expect(englishFormat('local').relative(then, now, 'just now')).toBe('3 days ago');
    expect(englishFormat('utc').relative(then, now, 'just now')).toBe('2 days ago');
  });

  it('count calendar days across a clock change', () => {
    enterZone('Europe/Amsterdam');
    const local = englishFormat('local');
    // Noon to noon: 23 hours apart in March, 25 in October.
    const noon = (day: string) => local.dayStartMs(day) + 12 * HOUR;
    expect(local.relative(noon('2025-10-25'), noon('2025-10-27'), 'just now')).toBe('2 days ago');
    expect(local.relative(noon('2025-03-29'), noon('2025-03-31'), 'just now')).toBe('2 days ago');
    // 24.5 hours apart and yet one calendar day: hours, not "today".
    const [start, end] = [local.dayStartMs('2025-10-26'), local.dayEndMs('2025-10-26')];
    expect(local.relative(start, end - HOUR / 2, 'just now')).toBe('24 hours ago');
  });
});
