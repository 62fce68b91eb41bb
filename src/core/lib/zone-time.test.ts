import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { HOUR_MS } from './time-units';
import { elapsedOutside, isTimeZone, WEEKDAYS } from './zone-time';

const hours = (free: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[], zone: string, from: string, to: string) =>
  elapsedOutside(free, zone, Date.parse(from), Date.parse(to)) / HOUR_MS;

describe('elapsedOutside', () => {
  it.each([
    ['no free days', [], 'UTC', '2025-01-10T00:00:00Z', '2025-01-13T00:00:00Z', 72],
    ['a weekend', [6, 7], 'UTC', '2025-01-10T18:00:00Z', '2025-01-13T06:00:00Z', 12],
    ['a weekend of another zone', [6, 7], 'Asia/Kolkata', '2025-01-10T18:00:00Z', '2025-01-13T06:00:00Z', 12],
    ['begins on a free day', [7], 'Europe/Amsterdam', '2025-01-12T12:00:00Z', '2025-01-13T00:00:00Z', 1],
    ['the Sunday of 23 hours', [7], 'Europe/Amsterdam', '2025-03-29T12:00:00Z', '2025-03-31T12:00:00Z', 25],
    ['the Sunday of 25 hours', [7], 'Europe/Amsterdam', '2025-10-25T12:00:00Z', '2025-10-27T12:00:00Z', 23],
    [
      'half an hour of summer time',
      [7],
      'Australia/Lord_Howe',
      '2025-04-05T00:00:00Z',
      '2025-04-07T00:00:00Z',
      23.5,
    ],
    [
      'a midnight that is skipped',
      [7],
      'America/Sao_Paulo',
      '2018-11-03T12:00:00Z',
      '2018-11-05T12:00:00Z',
      25,
    ],
    ['backwards', [7], 'UTC', '2025-01-13T00:00:00Z', '2025-01-10T00:00:00Z', 0],
  ] as const)('%s', (_name, free, zone, from, to, expected) => {
    expect(hours(free, zone, from, to)).toBe(expected);
  });

  it('is the time that is not on a free day, hour by hour', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Tokyo');
    const start = fc.integer({ min: 0, max: 24 * 365 }).map((hour) => Date.UTC(2025, 0, 1) + hour * HOUR_MS);
    const length = fc.integer({ min: 0, max: 24 * 20 });
    fc.assert(
      fc.property(zones, fc.subarray([...WEEKDAYS]), start, length, (zone, free, fromMs, count) => {
        const name = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone });
        const dayOf = (ms: number) =>
          ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name.format(ms)) + 1;
        const counted = Array.from({ length: count }, (_, hour) => fromMs + hour * HOUR_MS).filter(
          (ms) => !free.some((day) => day === dayOf(ms)),
        ).length;
        expect(elapsedOutside(free, zone, fromMs, fromMs + count * HOUR_MS)).toBe(counted * HOUR_MS);
      }),
      { numRuns: 60 },
    );
  });
});

it('knows a time zone', () => {
  expect([isTimeZone('Europe/Amsterdam'), isTimeZone('UTC'), isTimeZone('Mars/Olympus')]).toEqual([
    true,
    true,
    false,
  ]);
});
