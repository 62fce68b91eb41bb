import { describe, expect, it } from 'vitest';
import { aBackup, backupArbitrary } from '../../testing/fleets/backups';
import { goodBackups } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { type Backup, backupPhase, expiryOf } from '../backups/backup';
import { isKept } from '../backups/keep-mark';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { isRecentSafetyBackup } from '../restore/safety-backup';
import { deleteThenCreateRefusal, slotCandidate } from './slot-candidate';

const NOW_MS = Date.parse('2025-01-16T12:00:00.000Z');
const ago = (ms: number) => new Date(NOW_MS - ms).toISOString();
const SERVER_ID = 12345;

/** Ten good manual backups, three days apart; the newest is number 1, the oldest number 10. */
const TEN = Array.from({ length: 10 }, (_, index) =>
  aBackup({ id: index + 1, createdAt: ago((index + 1) * 3 * DAY_MS) }),
);
const change = (changes: Readonly<Record<number, Partial<Backup>>>, more: readonly Backup[] = []) => [
  ...TEN.map((backup) => ({ ...backup, ...changes[Number(backup.id)] })),
  ...more,
];
const changeAll = (changes: Partial<Backup>, except: readonly number[] = []) =>
  TEN.map((backup) => (except.includes(Number(backup.id)) ? backup : { ...backup, ...changes }));
const automatic = (ageMs: number, changes: Partial<Backup> = {}) =>
  aBackup({ id: 'auto', type: 'automatic', createdAt: ago(ageMs), expiresAt: ago(-9 * DAY_MS), ...changes });
/** A good one that never expires and may not go itself, so that it is never the one proposed. */
const lasting = (ageMs: number, changes: Partial<Backup> = {}) =>
  aBackup({ id: 'lasting', createdAt: ago(ageMs), description: '[keep]', ...changes });
const KEEP = { description: '[keep]' };
const SAFETY = { description: '[pre-restore of #501] [op a1]' };
const FAILED = { status: 'failed', sizeMb: null };
const RUNNING = { status: 'in_progress', sizeMb: null };

const proposal = (backups: readonly Backup[]) => {
  const { backup, reason } = slotCandidate(backups, SERVER_ID, NOW_MS);
  return [backup?.id ?? null, reason.code];
};

describe('slotCandidate', () => {
  it.each<[string, Backup[], [Backup['id'] | null, string]]>([
    ['nothing while a slot is free', TEN.slice(1), [null, 'slotsFree']],
    ['nothing while only automatic ones make ten', change({ 3: { type: 'automatic' } }), [null, 'slotsFree']],
    ['the oldest where nothing else speaks', TEN, [10, 'oldest']],
    ['a failed one first', change({ 3: FAILED }), [3, 'failed']],
    ['the oldest failed one', change({ 3: FAILED, 6: FAILED, 2: FAILED }), [6, 'failed']],
    ['a failed one without a date', change({ 3: { ...FAILED, createdAt: null } }), [3, 'failed']],
    [
      'a dated failed one rather than an undated',
      change({ 3: FAILED, 9: { ...FAILED, createdAt: null } }),
      [3, 'failed'],
    ],
    ['an empty one after failed ones', change({ 4: { sizeMb: 0 } }), [4, 'empty']],
    ['failed before empty', change({ 4: { sizeMb: 0 }, 2: FAILED }), [2, 'failed']],
    ['one beside a copy that stays', change({}, [lasting(12 * DAY_MS + 24 * HOUR_MS)]), [4, 'redundant']],
    ['not one 24 hours and a second away', change({}, [lasting(13 * DAY_MS + 1000)]), [10, 'oldest']],
    ['one whose neighbour is newer', change({}, [lasting(12 * DAY_MS - HOUR_MS)]), [4, 'redundant']],
    ['not beside a failed neighbour', change({}, [lasting(12 * DAY_MS, FAILED)]), [10, 'oldest']],
    ['not beside an empty neighbour', change({}, [lasting(12 * DAY_MS, { sizeMb: 0 })]), [10, 'oldest']],
    ['not beside a suspicious neighbour', change({}, [lasting(12 * DAY_MS, { sizeMb: 12 })]), [10, 'oldest']],
    ['not beside a neighbour that expires', change({}, [automatic(12 * DAY_MS)]), [10, 'oldest']],
    [
      'not beside a manual neighbour that expires',
      change({}, [lasting(12 * DAY_MS, { expiresAt: ago(-3 * DAY_MS) })]),
      [10, 'oldest'],
    ],
    [
      'not beside a neighbour of which nobody knows whether it expires',
      change({}, [automatic(12 * DAY_MS, { expiresAt: null })]),
      [10, 'oldest'],
    ],
    ["not beside another server's", change({}, [lasting(12 * DAY_MS, { serverId: 7 })]), [10, 'oldest']],
    [
      'the oldest redundant one',
      change({ 5: { createdAt: ago(18 * DAY_MS - HOUR_MS) } }, [lasting(6 * DAY_MS)]),
      [6, 'redundant'],
    ],
    [
      'the redundant one that is not locked',
      change({ 6: KEEP, 5: { createdAt: ago(18 * DAY_MS - HOUR_MS) } }),
      [5, 'redundant'],
    ],
    [
      'not the newest good copy while others can go',
      change({ 2: { ...KEEP, createdAt: ago(3 * DAY_MS + HOUR_MS) } }),
      [10, 'oldest'],
    ],
    ['the newest good copy when only it can go', changeAll(KEEP, [1]), [1, 'oldest']],
    ['no locked one', change({ 10: KEEP, 9: KEEP }), [8, 'oldest']],
    ['no locked one even if it failed', change({ 3: { ...FAILED, ...KEEP } }), [10, 'oldest']],
    ['no running one', change({ 10: RUNNING }), [9, 'oldest']],
    ['none of unknown status', change({ 10: { status: 'archived' } }), [9, 'oldest']],
    ['none without a date', change({ 10: { createdAt: null } }), [9, 'oldest']],
    ['an old safety copy', change({ 10: SAFETY }), [10, 'oldest']],
    [
      'no fresh safety copy',
      change({
        3: { ...SAFETY, ...FAILED, createdAt: ago(DAY_MS) },
        2: SAFETY,
        10: { ...SAFETY, createdAt: ago(6 * DAY_MS + HOUR_MS) },
      }),
      [9, 'oldest'],
    ],
    ['not the last good one', changeAll(RUNNING, [4]), [null, 'allHeld']],
    [
      'the one beside an automatic good copy',
      changeAll(RUNNING, [4]).concat(automatic(DAY_MS)),
      [4, 'oldest'],
    ],
    [
      'not one that an automatic copy about to vanish would be left for',
      changeAll(RUNNING, [4]).concat(automatic(DAY_MS, { expiresAt: ago(0) })),
      [null, 'allHeld'],
    ],
  ])('proposes %s', (_case, backups, expected) => {
    expect(proposal(backups)).toEqual(expected);
    expect(proposal(backups.toReversed())).toEqual(expected);
  });

  it('has the nearest neighbour and its distance', () => {
    const near = lasting(12 * DAY_MS + HOUR_MS, { id: 'near' });
    const far = lasting(12 * DAY_MS - 5 * HOUR_MS, { id: 'far' });
    expect(slotCandidate(change({}, [far, near]), SERVER_ID, NOW_MS)).toEqual({
      backup: TEN[3],
      reason: { code: 'redundant', beside: near, apartMs: HOUR_MS },
    });
  });

  it('says why no backup is proposed', () => {
    const backups = changeAll(KEEP, [1, 2, 3, 4, 5]).map((backup) => {
      if (backup.id === 1) return { ...backup, ...RUNNING };
      if (backup.id === 2) return { ...backup, ...SAFETY };
      if (backup.id === 3) return { ...backup, status: 'pending' };
      return backup.id === 4 || backup.id === 5 ? { ...backup, createdAt: null } : backup;
    });
    expect(slotCandidate(backups, SERVER_ID, NOW_MS)).toEqual({
      backup: null,
      reason: {
        code: 'allHeld',
        holds: { kept: 5, running: 1, recentSafetyBackup: 1, unknownStatus: 1, undated: 2 },
      },
    });
  });
});

describe('deleteThenCreateRefusal', () => {
  it.each<[string, Backup[], Backup['id'], string | null]>([
    ['another good manual copy', TEN, 10, null],
    ['only an automatic good copy besides', [...changeAll(RUNNING, [10]), automatic(DAY_MS)], 10, null],
    ['an id given as text', TEN, '10', null],
    ['no other good copy', changeAll(FAILED, [10]), 10, 'noOtherGood'],
    [
      'another that has expired',
      [TEN[9] ?? aBackup(), automatic(DAY_MS, { expiresAt: ago(0) })],
      10,
      'noOtherGood',
    ],
    [
      'another of a different server',
      [TEN[9] ?? aBackup(), automatic(DAY_MS, { serverId: 7 })],
      10,
      'noOtherGood',
    ],
    ['a failed one where nothing is good', changeAll(FAILED), 10, null],
    ['an empty one where nothing is good', changeAll({ sizeMb: 0 }), 10, null],
    ['one that was locked meanwhile', change({ 10: KEEP }), 10, 'kept'],
    ['one that runs', change({ 10: RUNNING }), 10, 'running'],
    ['one of unknown status', change({ 10: { status: 'archived' } }), 10, 'unknownStatus'],
    ['a fresh safety copy', change({ 1: SAFETY }), 1, 'recentSafetyBackup'],
    ['one that is gone', TEN, 99, 'gone'],
  ])('%s', (_case, backups, giveUpId, expected) => {
    expect(deleteThenCreateRefusal(backups, giveUpId, NOW_MS)).toBe(expected);
  });
});

describe('any ten or more backups', () => {
  const descriptionArbitrary = fc.constantFrom('', '', '', '[keep] x', SAFETY.description);
  const serverArbitrary = fc.uniqueArray(
    fc
      .tuple(backupArbitrary, descriptionArbitrary, fc.nat({ max: 6 }))
      .map(([backup, description, luck]) => ({
        ...backup,
        serverId: luck === 0 ? 7 : SERVER_ID,
        type: luck < 2 ? 'automatic' : 'manual',
        description,
      })),
    { selector: ({ id }) => String(id), minLength: 10, maxLength: 24 },
  );
  const nowArbitrary = fc.integer({ min: 0, max: 400 }).map((hours) => Date.UTC(2025, 0, 15, hours));

  it('proposes only backups that may be deleted', () => {
    fc.assert(
      fc.property(serverArbitrary, nowArbitrary, (backups, nowMs) => {
        const { backup, reason } = slotCandidate(backups, SERVER_ID, nowMs);
        const manual = backups.filter((each) => each.serverId === SERVER_ID && each.type === 'manual');
        if (manual.length < 10) expect(reason.code).toBe('slotsFree');
        if (backup === null) return;
        expect(manual).toContain(backup);
        expect(isKept(backup)).toBe(false);
        expect(isRecentSafetyBackup(backup, nowMs)).toBe(false);
        expect(['completed', 'failed']).toContain(backupPhase(backup));
        const good = goodBackups(backups.filter(({ serverId }) => serverId === SERVER_ID));
        if (good.includes(backup)) expect(good.length).toBeGreaterThan(1);
        if (
          manual.some(
            (each) => each.status === 'failed' && !isKept(each) && !isRecentSafetyBackup(each, nowMs),
          )
        )
          expect(reason.code).toBe('failed');
        if (reason.code === 'redundant') expect(expiryOf(reason.beside).kind).toBe('never');
        const refusal = deleteThenCreateRefusal(backups, backup.id, nowMs);
        // Only where nothing at all is good may the proposal still be refused.
        expect(refusal === null || (refusal === 'noOtherGood' && !good.includes(backup))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('proposes one unless every one is held', () => {
    fc.assert(
      fc.property(serverArbitrary, nowArbitrary, (backups, nowMs) => {
        const { reason } = slotCandidate(backups, SERVER_ID, nowMs);
        if (reason.code !== 'allHeld') return;
        const manual = backups.filter((each) => each.serverId === SERVER_ID && each.type === 'manual');
        const held = Object.values(reason.holds).reduce((sum, count) => sum + count, 0);
        expect(held).toBe(manual.length);
      }),
    );
  });
});
