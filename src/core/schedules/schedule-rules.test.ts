import { describe, expect, it } from 'vitest';
import { nightly } from '../../testing/fleets/schedules';
import { scheduleNameOf } from '../backups/schedule-name';
import type { ScheduleDraft } from './schedule';
import { makeScheduleDescription, scheduleMarkOf } from './schedule-mark';
import { scheduleProblems } from './schedule-rules';
import { slotShortage, slotsNeeded } from './slot-sum';
import { tidyDraft } from './tidy-draft';

const DRAFT = nightly({
  servers: 'all',
  zone: 'Europe/Amsterdam',
  keep: { newest: 3, daily: 0, weekly: 0, monthly: 0 },
});
const NOW = Date.parse('2026-11-27T12:00Z');
const problems = (changes: Partial<ScheduleDraft>) =>
  scheduleProblems(tidyDraft({ ...DRAFT, ...changes }), NOW, ['Weekly']).map(
    ({ field, code }) => `${field}: ${code}`,
  );

describe('what makes no sense in a schedule', () => {
  it.each<[Partial<ScheduleDraft>, string[]]>([
    [{}, []],
    [{ name: ' \u200b\ud83d ' }, ['name: name']],
    [{ name: 'x'.repeat(61) }, ['name: nameLong']],
    [{ name: 'x'.repeat(60) }, []],
    [{ name: 'Nightly [keep]' }, ['name: nameBrackets']],
    [{ name: 'weekly' }, ['name: nameTaken']],
    [{ servers: [] }, ['servers: servers']],
    [{ when: { kind: 'hours', every: 5, minute: 0 } }, ['when: hours']],
    [{ when: { kind: 'hours', every: 6, minute: 60 } }, ['when: minute']],
    [{ when: { kind: 'daily', time: '24:00' } }, ['when: time']],
    [{ when: { kind: 'weekly', days: [], time: '02:00' } }, ['when: days']],
    [{ when: { kind: 'weekly', days: [8], time: '02:00' } }, ['when: days']],
    [{ when: { kind: 'monthly', day: 29, time: '02:00' } }, ['when: monthDay']],
    [{ when: { kind: 'monthly', day: 'last', time: '02:00' } }, []],
    [{ when: { kind: 'cron', pattern: '0 2 30 2 *' } }, ['when: cronNever']],
    [{ zone: 'Europe/Atlantis' }, ['zone: zone']],
    [{ keep: { newest: 0, daily: 1, weekly: 0, monthly: 0 } }, ['keep: newest']],
    [{ keep: { newest: 10, daily: 0, weekly: 0, monthly: 0 } }, ['keep: slots']],
    [{ keep: { newest: 10, daily: 0, weekly: 0, monthly: 0 }, makesRoomFirst: true }, []],
    [{ catchUpHours: 169 }, ['catchUp: catchUp']],
    [{ name: '', zone: '', servers: [] }, ['name: name', 'servers: servers', 'zone: zone']],
  ])('%j', (changes, expected) => {
    expect(problems(changes)).toEqual(expected);
  });

  it('stores each server and day once, and the name as it is seen', () => {
    const tidy = tidyDraft({
      ...DRAFT,
      name: '  Ni\u200bghtly  ',
      servers: [1, '1', 2],
      when: { kind: 'weekly', days: [7, 1, 7], time: '02:00' },
    });
    expect(tidy).toMatchObject({ name: 'Nightly', servers: ['1', 2], when: { days: [1, 7] } });
  });
});

describe('slots', () => {
  it('need what is kept, and one while the next one is made', () => {
    expect(slotsNeeded(DRAFT)).toBe(4);
    expect(slotsNeeded({ ...DRAFT, makesRoomFirst: true })).toBe(3);
    // The only good one never makes room.
    expect(slotsNeeded({ keep: { ...DRAFT.keep, newest: 1 }, makesRoomFirst: true })).toBe(2);
  });

  it('are refused with the arithmetic', () => {
    const keep = { newest: 7, daily: 4, weekly: 3, monthly: 0 };
    expect(slotShortage({ keep, makesRoomFirst: true }, 4)).toEqual({
      sum: '7 + 4 + 3',
      need: 14,
      total: 10,
      others: 4,
    });
    expect(slotShortage(DRAFT, 7)).toEqual({ sum: '3 + 1', need: 4, total: 10, others: 7 });
    expect(slotShortage(DRAFT, 6)).toBeNull();
  });
});

describe('the mark', () => {
  it('gives its name to what only shows that', () => {
    const description = makeScheduleDescription('Nightly', '7k2m');
    expect(scheduleNameOf({ type: 'manual', description })).toBe('Nightly');
    expect(scheduleNameOf({ type: 'manual', description: `[keep] ${description}` })).toBe('Nightly');
    expect(scheduleNameOf({ type: 'manual', description: 'Nightly' })).toBeUndefined();
  });

  it.each([
    [makeScheduleDescription('Nightly', '7k2m'), { name: 'Nightly', scheduleId: '7k2m' }],
    [`[keep] ${makeScheduleDescription('Vóór · elf', '0abc')}`, { name: 'Vóór · elf', scheduleId: '0abc' }],
    ['[schedule:7k2m]', { name: '', scheduleId: '7k2m' }],
    ['Nightly', null],
    ['[schedule:7K2M]', null],
  ])('%j', (description, mark) => {
    expect(scheduleMarkOf({ type: 'manual', description })).toEqual(mark);
    expect(scheduleMarkOf({ type: 'automatic', description })).toBeNull();
  });
});
