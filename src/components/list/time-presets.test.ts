import { describe, expect, it } from 'vitest';
import { dayBefore, TIME_PRESET_NAMES, TIME_PRESETS, timeChoiceOf } from './time-presets';

describe('time presets', () => {
  it.each([
    ['last24h', '2025-01-15'],
    ['last7', '2025-01-10'],
    ['last30', '2024-12-18'],
  ] as const)('%s begins on the first of its days, today included: %s', (name, from) => {
    expect(dayBefore('2025-01-16', TIME_PRESETS[name])).toBe(from);
  });

  it('are recognised by their range', () => {
    for (const name of TIME_PRESET_NAMES) {
      expect(
        timeChoiceOf({ from: dayBefore('2025-03-02', TIME_PRESETS[name]), to: null }, '2025-03-02'),
      ).toBe(name);
    }
    expect(timeChoiceOf({ from: null, to: null }, '2025-03-02')).toBe('any');
    expect(timeChoiceOf({ from: '2025-02-24', to: '2025-03-02' }, '2025-03-02')).toBe('custom');
  });
});
