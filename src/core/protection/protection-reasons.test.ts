import { describe, expect, it } from 'vitest';
import {
  automatic,
  daily,
  FAILED,
  isoAgo,
  judge,
  manual,
  NOW,
  PENDING,
  RUNNING,
  series,
  small,
  UNDATED,
} from '../../testing/fleets/protection';
import type { Backup } from '../backups/backup';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { protectionOf } from './protection';
import { historyOf } from './protection-history';

const codes = (...backups: Backup[]) => judge(...backups).reasons.map(({ code }) => code);

describe('the reasons', () => {
  it.each<readonly [string, Backup[], object]>([
    ['never', [], { code: 'neverBackedUp' }],
    ['never', [manual(0.1, RUNNING), manual(2, RUNNING)], { code: 'firstRunning', startedAt: isoAgo(2) }],
    ['unprotected', [manual(3, PENDING)], { code: 'noneFinished', count: 1 }],
    [
      'unprotected',
      [manual(3, FAILED), manual(4, { sizeMb: 0 })],
      { code: 'noGood', finishedCount: 2, failedCount: 1 },
    ],
    [
      'failing',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED)],
      { code: 'lastAttemptsFailed', count: 2, sinceIso: isoAgo(26) },
    ],
    ['missed', daily(50), { code: 'usualInterval', intervalMs: DAY_MS, newestGoodAgeMs: 50 * HOUR_MS }],
    ['late', daily(41), { code: 'usualInterval', intervalMs: DAY_MS, newestGoodAgeMs: 41 * HOUR_MS }],
    ['old', [manual(200)], { code: 'intervalUnknown', newestGoodAgeMs: 200 * HOUR_MS }],
    ['old', [manual(200, UNDATED)], { code: 'ageUnknown', goodCount: 1 }],
    [
      'failing',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED), manual(1)],
      { code: 'manualInstead', trouble: 'failing', manualAgeMs: HOUR_MS },
    ],
    ['missed', [...daily(50), manual(1)], { code: 'manualInstead', trouble: 'missed', manualAgeMs: HOUR_MS }],
    ['late', [...daily(40), manual(1)], { code: 'manualInstead', trouble: 'late', manualAgeMs: HOUR_MS }],
    [
      'late',
      [...daily(40), small(16), manual(1)],
      { code: 'manualInstead', trouble: 'small', manualAgeMs: HOUR_MS },
    ],
    [
      'missed',
      [...daily(50), small(26), small(2)],
      {
        code: 'suspicious',
        count: 2,
        backupId: 'automatic-2',
        sizeMb: 12,
        medianMb: 4456,
        isAutomatic: false,
      },
    ],
    ['expiring', [automatic(3, { expiresAt: isoAgo(-30) })], { code: 'expiring', iso: isoAgo(-30) }],
    ['protected', daily(3), { code: 'usualInterval', intervalMs: DAY_MS, newestGoodAgeMs: 3 * HOUR_MS }],
    ['protected', [manual(3)], { code: 'intervalUnknown', newestGoodAgeMs: 3 * HOUR_MS }],
  ])('explain %s with the first of them alone', (state, backups, reason) => {
    expect(judge(...backups)).toMatchObject({ state });
    expect(judge(...backups).reasons[0]).toEqual(reason);
  });

  it('are complete and unique, with the explanation first', () => {
    expect(codes(...daily(50), automatic(26, FAILED), automatic(2, FAILED), small(27))).toEqual([
      'lastAttemptsFailed',
      'usualInterval',
      'suspicious',
    ]);
    expect(codes(manual(3), automatic(2, FAILED))).toEqual([
      'intervalUnknown',
      'lastAttemptsFailed',
      'singleGoodCopy',
    ]);
    expect(codes(...daily(3))).toEqual(['usualInterval']);
    expect(codes(manual(3, FAILED))).toEqual(['noGood']);
    expect(codes(manual(3, RUNNING), manual(4, PENDING))).toEqual(['noneFinished']);
    expect(codes(manual(3, PENDING))).toEqual(['noneFinished']);
    expect(codes()).toEqual(['neverBackedUp']);
  });

  it('name the newest suspicious backup since the newest good one, and count them', () => {
    const { reasons } = judge(...daily(40), small(2), small(26), automatic(13, { sizeMb: 100 }));
    expect(reasons).toContainEqual({
      code: 'suspicious',
      count: 3,
      backupId: 'automatic-2',
      sizeMb: 12,
      medianMb: 4456,
      isAutomatic: false,
    });
    expect(codes(...daily(40), small(26), automatic(2))).not.toContain('suspicious');
  });

  it('mention small automatic backups after a good manual one, not the other way round', () => {
    const manuals = [200, 190, 180, 170, 160].map((hours) => manual(hours));
    expect(judge(...daily(40), small(16), manual(2)).reasons).toContainEqual(
      expect.objectContaining({ code: 'suspicious', count: 1, isAutomatic: true }),
    );
    expect(codes(...manuals, ...daily(4), manual(6, { sizeMb: 12 }))).not.toContain('suspicious');
    expect(judge(...manuals, ...daily(4), manual(2, { sizeMb: 12 })).reasons).toContainEqual(
      expect.objectContaining({ code: 'suspicious', backupId: 'manual-2', isAutomatic: false }),
    );
  });

  it('give the age of the automatic backups separately when a manual one is newer', () => {
    expect(judge(...daily(50), manual(1)).reasons).toContainEqual({
      code: 'automaticAge',
      intervalMs: DAY_MS,
      newestGoodAgeMs: 50 * HOUR_MS,
    });
    const empty = daily(3).map((backup) => ({ ...backup, sizeMb: 0 }));
    expect(judge(...empty, manual(1)).reasons).toContainEqual({
      code: 'automaticAge',
      intervalMs: DAY_MS,
      newestGoodAgeMs: null,
    });
  });

  it('mention a settled smaller size while it is new', () => {
    const large = series(30, 24, 100);
    /** One hour after `count` small backups, a day apart. */
    const shrunk = (count: number) => {
      const small = Array.from({ length: count }, (_, at) => automatic(76 - 24 * at, { sizeMb: 2000 }));
      return protectionOf(historyOf([...large, ...small]), NOW - (99 - 24 * count) * HOUR_MS);
    };
    expect(shrunk(1)).toMatchObject({ state: 'protected' });
    expect(shrunk(1).reasons).toContainEqual(expect.objectContaining({ code: 'suspicious', count: 1 }));
    expect(shrunk(2)).toMatchObject({ state: 'missed' });
    expect(shrunk(2).reasons[0]).toMatchObject({ code: 'suspicious', count: 2 });
    expect(shrunk(3)).toMatchObject({ state: 'protected' });
    expect(shrunk(3).reasons).toContainEqual({
      code: 'sizeSettled',
      count: 3,
      sizeMb: 2000,
      medianMb: 4456,
    });
    expect(shrunk(4)).toMatchObject({ state: 'protected' });
    expect(shrunk(4).reasons.map(({ code }) => code)).toEqual(['usualInterval']);
  });

  it('mention that the newest good backup is unusually large', () => {
    const large = { code: 'unusuallyLarge', backupId: 'automatic-3', sizeMb: 20_000, medianMb: 4456 };
    expect(judge(...daily(27), automatic(3, { sizeMb: 20_000 }))).toMatchObject({ state: 'protected' });
    expect(judge(...daily(27), automatic(3, { sizeMb: 20_000 })).reasons).toContainEqual(large);
    expect(judge(...daily(27), automatic(3, { sizeMb: 20_000 }), manual(1)).reasons).toContainEqual(large);
    expect(codes(...daily(51), automatic(27, { sizeMb: 20_000 }), automatic(3))).not.toContain(
      'unusuallyLarge',
    );
  });

  it('mention unreadable values', () => {
    const { reasons } = judge(
      ...daily(3),
      manual(1, PENDING),
      manual(2, UNDATED),
      manual(4, { sizeMb: null }),
    );
    expect(reasons).toContainEqual({ code: 'unknownStatus', count: 1 });
    expect(reasons).toContainEqual({ code: 'undated', count: 1 });
    expect(reasons).toContainEqual({ code: 'sizeUnknown', count: 1 });
  });

  it.each([
    [-0.03, false],
    [-0.04, true],
    [-50, true],
  ])('mention a wrong clock beyond two minutes: %d h', (hoursAgo, isTold) => {
    expect(codes(...daily(3), manual(hoursAgo)).includes('futureDated')).toBe(isTold);
  });
});
