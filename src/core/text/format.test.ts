import { describe, expect, it } from 'vitest';
import { dutchFormat, englishFormat, withPlainSpaces } from '../../testing/format';
import { fc } from '../../testing/properties';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const en = englishFormat();
const nl = dutchFormat();

describe('relative', () => {
  const now = Date.parse('2025-01-16T15:45:00Z');

  it.each([
    // [distance from now, English, Dutch]
    [0, 'just now', 'zojuist'],
    [-44 * SECOND, 'just now', 'zojuist'],
    [44 * SECOND, 'just now', 'zojuist'],
    [-45 * SECOND, '1 minute ago', '1 minuut geleden'],
    [45 * SECOND, 'in 1 minute', 'over 1 minuut'],
    [-12 * MINUTE, '12 minutes ago', '12 minuten geleden'],
    [-59 * MINUTE, '59 minutes ago', '59 minuten geleden'],
    // Never "60 minutes ago".
    [-59 * MINUTE - 50 * SECOND, '1 hour ago', '1 uur geleden'],
    [59 * MINUTE + 50 * SECOND, 'in 1 hour', 'over 1 uur'],
    [-HOUR, '1 hour ago', '1 uur geleden'],
    [-12 * HOUR, '12 hours ago', '12 uur geleden'],
    // Yesterday by the calendar, but hours say more while they are few.
    [-23 * HOUR, '23 hours ago', '23 uur geleden'],
    [-DAY, 'yesterday', 'gisteren'],
    [DAY, 'tomorrow', 'morgen'],
    // Calendar days from here on: 39 h 45 min ago is still yesterday, a quarter of an hour more is not.
    [-39 * HOUR - 45 * MINUTE, 'yesterday', 'gisteren'],
    [-40 * HOUR, '2 days ago', 'eergisteren'],
    [-2 * DAY, '2 days ago', 'eergisteren'],
    [2 * DAY, 'in 2 days', 'overmorgen'],
    [31 * DAY, 'in 31 days', 'over 31 dagen'],
    [-59 * DAY, '59 days ago', '59 dagen geleden'],
    [-60 * DAY, '2 months ago', '2 maanden geleden'],
    [-365 * DAY, '12 months ago', '12 maanden geleden'],
    [-729 * DAY, '24 months ago', '24 maanden geleden'],
    [-730 * DAY, '2 years ago', '2 jaar geleden'],
    [1100 * DAY, 'in 3 years', 'over 3 jaar'],
  ])('%i ms from now is "%s", "%s"', (distance, english, dutch) => {
    expect(en.relative(now + distance, now, 'just now')).toBe(english);
    expect(nl.relative(now + distance, now, 'zojuist')).toBe(dutch);
  });

  it("reads the provider's ISO times with any offset", () => {
    expect(en.relative('2025-01-16T04:45:00+01:00', now, 'just now')).toBe('12 hours ago');
    expect(en.relative('2025-01-16T03:45:00Z', now, 'just now')).toBe('12 hours ago');
  });

  it('never confuses past and future, and never says "0" or "60 minutes"', () => {
    const moment = fc.integer({ min: -5000 * DAY, max: 5000 * DAY });
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom(englishFormat('utc'), englishFormat('local')),
        (distance, format) => {
          const text = format.relative(now + distance, now, 'just now');
          if (distance < 0) expect(text).toMatch(/ ago$|^yesterday$|^just now$/);
          else expect(text).toMatch(/^in |^tomorrow$|^just now$/);
          expect(text).not.toMatch(/\b0 |\b60 minutes/);
        },
      ),
    );
  });
});

describe('duration', () => {
  it.each([
    [-5 * SECOND, '0 s', '0 s'],
    [0, '0 s', '0 s'],
    [999, '0 s', '0 s'],
    [SECOND, '1 s', '1 s'],
    [MINUTE - 1, '59 s', '59 s'],
    [MINUTE, '1 min', '1 min'],
    [3 * MINUTE + 12 * SECOND, '3 min 12 s', '3 min 12 s'],
    [HOUR, '1 h', '1 u'],
    [HOUR + 59 * SECOND, '1 h', '1 u'],
    [4 * HOUR + 12 * MINUTE, '4 h 12 min', '4 u 12 min'],
    [4 * HOUR + 12 * MINUTE + 59 * SECOND, '4 h 12 min', '4 u 12 min'],
    [41 * HOUR, '1 d 17 h', '1 d 17 u'],
    // The next smaller unit only: "1 d 5 min" would look exact without being so.
    [DAY + 5 * MINUTE, '1 d', '1 d'],
    [1234 * DAY + 6 * HOUR, '1,234 d 6 h', '1.234 d 6 u'],
    [Number.NaN, '0 s', '0 s'],
  ])('%d ms is "%s", "%s"', (milliseconds, english, dutch) => {
    expect(en.duration(milliseconds)).toBe(english);
    expect(nl.duration(milliseconds)).toBe(dutch);
  });
});

it('shows a time to the second, in the chosen time zone and in UTC', () => {
  expect(en.timeExact('2025-01-16T00:05:09.900Z')).toBe('00:05:09 UTC');
  expect(en.dateTimeExact('2025-01-16T00:05:09.900Z')).toBe('Thu 16 Jan 2025, 00:05:09 UTC');
  expect(en.dateTimeExactUtc('2025-01-16T00:05:09.900Z')).toBe('Thu 16 Jan 2025, 00:05:09 UTC');
  expect(nl.dateTimeExactUtc('2025-01-16T00:05:09.900Z')).toBe('do 16 jan. 2025, 00:05:09 UTC');
});

describe('size', () => {
  it.each([
    [0, '0 MB', '0 MB'],
    [0.000_4, '< 0.1 MB', '< 0,1 MB'],
    [0.4, '0.4 MB', '0,4 MB'],
    [0.97, '1 MB', '1 MB'],
    [1, '1 MB', '1 MB'],
    [4.523, '4.5 MB', '4,5 MB'],
    [512, '512 MB', '512 MB'],
    [999, '999 MB', '999 MB'],
    // Rounding never ends at a thousand of the smaller unit.
    [999.6, '1 GB', '1 GB'],
    [1000, '1 GB', '1 GB'],
    [4523, '4.5 GB', '4,5 GB'],
    [12_060, '12.1 GB', '12,1 GB'],
    [99_940, '99.9 GB', '99,9 GB'],
    [99_960, '100 GB', '100 GB'],
    [412_345, '412 GB', '412 GB'],
    [999_499, '999 GB', '999 GB'],
    [999_600, '1 TB', '1 TB'],
    [1_000_000, '1 TB', '1 TB'],
    [1_540_000, '1.5 TB', '1,5 TB'],
    [999_499_000, '999 TB', '999 TB'],
    [999_600_000, '1 PB', '1 PB'],
    [1_540_000_000, '1.5 PB', '1,5 PB'],
    [1_500_000_000_000, '1,500 PB', '1.500 PB'],
  ])('%d MB is "%s", "%s"', (megabytes, english, dutch) => {
    expect(withPlainSpaces(en.size(megabytes))).toBe(english);
    expect(withPlainSpaces(nl.size(megabytes))).toBe(dutch);
  });

  it('is accurate to five percent, and never 1000 of a smaller unit', () => {
    const factors: Readonly<Record<string, number>> = { MB: 1, GB: 1000, TB: 1e6, PB: 1e9 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000_000_000 }), (megabytes) => {
        const [value = '', unit = ''] = withPlainSpaces(en.size(megabytes)).split(' ');
        const shown = Number(value.replaceAll(',', '')) * (factors[unit] ?? Number.NaN);
        expect(Math.abs(shown - megabytes) / megabytes).toBeLessThan(0.05);
        if (unit !== 'PB') expect(Number(value.replaceAll(',', ''))).toBeLessThan(1000);
      }),
    );
  });

  it('is exact when asked to be', () => {
    expect(en.sizeExact(4523)).toBe('4,523 MB');
    expect(nl.sizeExact(4523)).toBe('4.523 MB');
    expect(nl.sizeExact(0.123_456)).toBe('0,123456 MB');
  });
});

describe('number', () => {
  it.each([
    [0, '0', '0'],
    [1284, '1,284', '1.284'],
    [20_000, '20,000', '20.000'],
    [1.5, '1.5', '1,5'],
  ])('%d is "%s", "%s"', (value, english, dutch) => {
    expect(en.number(value)).toBe(english);
    expect(nl.number(value)).toBe(dutch);
  });

  it('equals Intl.NumberFormat', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeNat(), fc.nat(2000), fc.double()), (value) => {
        expect(en.number(value)).toBe(new Intl.NumberFormat('en-GB').format(value));
        expect(nl.number(value)).toBe(new Intl.NumberFormat('nl').format(value));
      }),
    );
  });
});
