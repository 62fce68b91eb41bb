import { describe, expect, it } from 'vitest';
import { automatic, daily, FAILED, manual, NOW, series } from '../../testing/fleets/protection';
import { appliedExpectation, strictestOf } from '../agreements/agreement';
import type { Backup } from '../backups/backup';
import { DAY_MS } from '../lib/time-units';
import type { Expectation } from './expectation';
import { protectionOf } from './protection';
import { historyOf } from './protection-history';

const NOTHING: Expectation = {
  maxAgeHours: null,
  freeDays: [],
  timeZone: 'UTC',
  minGood: null,
  reachBackDays: null,
};

const judge = (rules: Partial<Expectation>, ...backups: readonly Backup[]) =>
  protectionOf(historyOf(backups), NOW, appliedExpectation({ ...NOTHING, ...rules }));
const stateOf = (rules: Partial<Expectation>, ...backups: readonly Backup[]) =>
  judge(rules, ...backups).state;

describe('an agreed age', () => {
  it.each([
    ['within it, whatever is usual', { maxAgeHours: 50 }, daily(49), 'protected'],
    ['just reached', { maxAgeHours: 26 }, daily(26), 'protected'],
    ['beyond it, although within the usual interval', { maxAgeHours: 12 }, daily(13), 'late'],
    ['beyond twice of it', { maxAgeHours: 12 }, daily(25), 'missed'],
    ['kept by a manual backup', { maxAgeHours: 12 }, [...daily(49), manual(3)], 'protected'],
    ['never old', { maxAgeHours: 240 }, [manual(200)], 'protected'],
    ['late without any rhythm', { maxAgeHours: 100 }, [manual(110)], 'late'],
    [
      'failing once it is broken',
      { maxAgeHours: 20 },
      [...series(5, 24, 26), automatic(2, FAILED)],
      'failing',
    ],
    [
      'not failing by one failure while it holds',
      { maxAgeHours: 30 },
      [...series(5, 24, 26), automatic(2, FAILED)],
      'protected',
    ],
    [
      'failing by two in a row',
      { maxAgeHours: 90 },
      [...series(5, 24, 50), automatic(26, FAILED), automatic(2, FAILED)],
      'failing',
    ],
    // NOW is a Thursday, 15:45 UTC: of 136 hours, 48 are a weekend.
    ['without the weekend', { maxAgeHours: 88, freeDays: [6, 7] }, daily(136), 'protected'],
    ['with the weekend', { maxAgeHours: 88 }, daily(136), 'late'],
    ['with the days of its zone, UTC', { maxAgeHours: 88, freeDays: [6, 7] }, daily(112), 'protected'],
    // In Auckland it is Friday already, and the newest was made on a Sunday there.
    [
      'with the days of its zone',
      { maxAgeHours: 88, freeDays: [6, 7], timeZone: 'Pacific/Auckland' },
      daily(112),
      'late',
    ],
  ] satisfies [string, Partial<Expectation>, Backup[], string][])('%s', (_name, rules, backups, state) => {
    expect(stateOf(rules, ...backups)).toBe(state);
  });

  it('is the reason, whether it holds or not', () => {
    expect(judge({ maxAgeHours: 26 }, ...daily(3)).reasons[0]).toMatchObject({
      code: 'agreedAge',
      isKept: true,
    });
    expect(judge({ maxAgeHours: 12 }, ...daily(13)).reasons[0]).toMatchObject({
      code: 'agreedAge',
      maxAgeHours: 12,
      isKept: false,
    });
  });
});

describe('an agreed number and reach', () => {
  it.each([
    ['enough good ones', { minGood: 6 }, daily(3), 'protected'],
    ['too few', { minGood: 7 }, daily(3), 'tooFew'],
    ['failed ones do not count', { minGood: 6 }, [...series(5, 24, 3), automatic(30, FAILED)], 'tooFew'],
    ['reaches back', { reachBackDays: 5 }, daily(3), 'protected'],
    ['does not reach back', { reachBackDays: 6 }, daily(3), 'shortReach'],
    ['a late one is late first', { minGood: 7, reachBackDays: 9, maxAgeHours: 1 }, daily(1.5), 'late'],
    ['no backup is none, whatever is agreed', { minGood: 1, reachBackDays: 1, maxAgeHours: 1 }, [], 'never'],
    ['nothing good is unprotected', { minGood: 1 }, [automatic(2, FAILED)], 'unprotected'],
  ] satisfies [string, Partial<Expectation>, Backup[], string][])('%s', (_name, rules, backups, state) => {
    expect(stateOf(rules, ...backups)).toBe(state);
  });

  it('states what was agreed and what is there', () => {
    const { reasons } = judge({ minGood: 7, reachBackDays: 30 }, ...daily(3));
    expect(reasons[0]).toEqual({ code: 'agreedCount', minGood: 7, goodCount: 6, isKept: false });
    expect(reasons).toContainEqual({
      code: 'agreedReach',
      reachBackDays: 30,
      reachMs: 5 * DAY_MS + 3 * 3_600_000,
      isKept: false,
    });
  });
});

describe('the size that people accepted', () => {
  it('becomes the usual one: the backup is good, and so are similar ones', () => {
    const big = series(6, 24, 51);
    const small = [automatic(27, { sizeMb: 100 }), automatic(3, { sizeMb: 104 })];
    const isSuspicious = (acceptedId: string | null) =>
      historyOf([...big, ...small], acceptedId)
        .slice(-2)
        .map(({ suspicion }) => suspicion !== null);
    expect(isSuspicious(null)).toEqual([true, true]);
    expect(isSuspicious('automatic-27')).toEqual([false, false]);
    expect(isSuspicious('automatic-3')).toEqual([true, false]);
    expect(isSuspicious('gone')).toEqual([true, true]);
  });

  it('does not make a much smaller backup good', () => {
    const backups = [...series(6, 24, 51), automatic(27, { sizeMb: 100 }), automatic(3, { sizeMb: 4 })];
    expect(historyOf(backups, 'automatic-27').at(-1)?.suspicion).toEqual({ sizeMb: 4, medianMb: 100 });
  });
});

describe('the strictest of several', () => {
  it('is determined rule by rule, with the days off of the shortest age', () => {
    const a = { ...NOTHING, maxAgeHours: 24, freeDays: [7], minGood: 2 } as const;
    const b = { ...NOTHING, maxAgeHours: 48, freeDays: [6], minGood: 5, reachBackDays: 30 } as const;
    expect(strictestOf([a, b])).toEqual({ ...a, minGood: 5, reachBackDays: 30 });
    expect(strictestOf([b, a])).toEqual(strictestOf([a, b]));
    expect(strictestOf([])).toBeNull();
  });
});
