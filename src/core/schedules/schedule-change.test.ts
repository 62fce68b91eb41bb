import { describe, expect, it } from 'vitest';
import { nightly } from '../../testing/fleets/schedules';
import { changesIn, scheduleText } from './logged-schedule';
import type { ScheduleDraft } from './schedule';
import { changeText } from './schedule-change';

const DRAFT = nightly({ servers: [1, 2], keep: { newest: 3, daily: 0, weekly: 0, monthly: 0 } });

describe('what the log says about a changed schedule', () => {
  it.each<[Partial<ScheduleDraft>, string]>([
    [{}, 'Nightly'],
    [{ name: 'Weekdays' }, 'Nightly · name: Nightly → Weekdays'],
    [{ servers: [2, 'b'] }, 'Nightly · servers: +#b −#1'],
    [{ servers: 'all' }, 'Nightly · servers: #1 #2 → *'],
    [{ servers: [2, 1] }, 'Nightly'],
    [
      { servers: Array.from({ length: 15 }, (_, id) => id + 1) },
      'Nightly · servers: +#3 +#4 +#5 +#6 +#7 +#8 +#9 +#10 +#11 +#12 … 3',
    ],
    [
      { when: { kind: 'weekly', days: [1, 5], time: '03:30' }, zone: 'Europe/Amsterdam' },
      'Nightly · when: 02:00 → 30 3 * * 1,5 · zone: UTC → Europe/Amsterdam',
    ],
    [{ keep: { newest: 7, daily: 4, weekly: 0, monthly: 2 } }, 'Nightly · keep: 3 → 7 + 4 d + 2 m'],
    [{ catchUpHours: 12, makesRoomFirst: true }, 'Nightly · catchUp: ≤ 6 h → ≤ 12 h · room: ✗ → ✓'],
  ])('%j', (changes, expected) => {
    expect(changeText(DRAFT, { ...DRAFT, ...changes })).toBe(expected);
  });

  it('can be parsed, whatever the name is', () => {
    const odd = { ...DRAFT, name: 'Web · Shop: EU' };
    const text = changeText(odd, { ...odd, zone: 'UTC+1', catchUpHours: 0 });
    expect(changesIn(text)).toEqual({
      name: 'Web · Shop: EU',
      changes: [
        { field: 'zone', text: 'UTC → UTC+1' },
        { field: 'catchUp', text: '≤ 6 h → ≤ 0 h' },
      ],
    });
    expect(changesIn(scheduleText('Nightly'))).toEqual({ name: 'Nightly', changes: [] });
  });
});
