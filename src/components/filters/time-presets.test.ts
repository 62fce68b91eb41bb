import { afterEach, describe, expect, it, vi } from 'vitest';
import { englishFormat, enterZone } from '../../testing/format';
import { dayBefore, LAST_WEEKDAYS, PERIODS, rangeOfPreset, timeChoiceOf } from './time-presets';

afterEach(() => {
  vi.unstubAllEnvs();
});

const HOUR = 3_600_000;

describe('time presets', () => {
  it.each([
    // Thursday 16 January 2025
    ['day0', '2025-01-16', '2025-01-16'],
    ['day1', '2025-01-15', '2025-01-15'],
    ['day2', '2025-01-14', '2025-01-14'],
    ['day7', '2025-01-09', '2025-01-09'],
    ['last24h', '2025-01-15', null],
    ['last7', '2025-01-10', null],
    ['last30', '2024-12-18', null],
  ])('%s is from %s to %s', (name, from, to) => {
    expect(rangeOfPreset(name, '2025-01-16')).toEqual({ from, to });
  });

  it.each(['any', 'custom', 'day8', ''])('%j is none', (name) => {
    expect(rangeOfPreset(name, '2025-01-16')).toBeNull();
  });

  it('are recognised by their days, as long as the days still match', () => {
    for (const name of ['day0', 'day1', ...[...PERIODS, ...LAST_WEEKDAYS].map((preset) => preset.name)]) {
      const range = rangeOfPreset(name, '2025-03-02') ?? { from: null, to: null };
      expect(timeChoiceOf(range, '2025-03-02')).toBe(name);
    }
    expect(timeChoiceOf({ from: null, to: null }, '2025-03-02')).toBe('any');
    expect(timeChoiceOf({ from: '2025-02-24', to: '2025-03-01' }, '2025-03-02')).toBe('custom');
    expect(timeChoiceOf({ from: null, to: '2025-03-02' }, '2025-03-02')).toBe('custom');
  });

  it('chosen yesterday, gives the same day today under its new name', () => {
    const chosen = rangeOfPreset('day1', '2025-03-02') ?? { from: null, to: null };
    expect(timeChoiceOf(chosen, '2025-03-03')).toBe('day2');
    expect(timeChoiceOf(chosen, '2025-03-09')).toBe('custom');
  });

  it('"last …" covers every weekday once, without yesterday', () => {
    const weekdays = LAST_WEEKDAYS.map(({ firstBack }) =>
      new Date(`${dayBefore('2025-01-16', firstBack)}T00:00:00Z`).getUTCDay(),
    );
    expect(weekdays).toEqual([2, 1, 0, 6, 5, 4]);
  });
});

describe('a chosen day', () => {
  it.each([
    // [zone, now, preset, day, first moment, hours]
    ['UTC', '2025-01-16T00:00:00Z', 'day1', '2025-01-15', '2025-01-15T00:00:00Z', 24],
    ['Europe/Amsterdam', '2025-01-15T23:30:00Z', 'day0', '2025-01-16', '2025-01-15T23:00:00Z', 24],
    // The clocks changed yesterday: 23 and 25 hours.
    ['Europe/Amsterdam', '2025-03-30T22:30:00Z', 'day1', '2025-03-30', '2025-03-29T23:00:00Z', 23],
    ['Europe/Amsterdam', '2025-10-26T23:30:00Z', 'day1', '2025-10-26', '2025-10-25T22:00:00Z', 25],
    // Just after midnight after a long day, "24 hours ago" is still yesterday.
    ['Europe/Amsterdam', '2025-10-27T00:30:00Z', 'day2', '2025-10-25', '2025-10-24T22:00:00Z', 24],
    ['America/St_Johns', '2025-03-10T02:00:00Z', 'day0', '2025-03-09', '2025-03-09T03:30:00Z', 23],
    ['Australia/Lord_Howe', '2025-10-05T14:00:00Z', 'day1', '2025-10-05', '2025-10-04T13:30:00Z', 23.5],
    // The day began at 01:00.
    ['America/Santiago', '2025-09-09T15:00:00Z', 'day2', '2025-09-07', '2025-09-07T04:00:00Z', 23],
    ['Pacific/Auckland', '2025-04-08T11:00:00Z', 'day2', '2025-04-06', '2025-04-05T11:00:00Z', 25],
  ])('in %s at %s, %s is %s, from %s, %d hours long', (zone, now, preset, day, start, hours) => {
    enterZone(zone);
    const format = englishFormat('local');
    expect(rangeOfPreset(preset, format.dayKey(now))).toEqual({ from: day, to: day });
    expect(format.dayStartMs(day)).toBe(Date.parse(start));
    expect(format.dayEndMs(day) - format.dayStartMs(day)).toBe(hours * HOUR);
  });
});
