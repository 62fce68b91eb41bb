import { describe, expect, it } from 'vitest';
import {
  automatic,
  daily,
  FAILED,
  isoAgo,
  judge,
  manual,
  PENDING,
  RUNNING,
  series,
  small,
  UNDATED,
} from '../../testing/fleets/protection';
import type { Backup } from '../backups/backup';
import { HOUR_MS } from '../lib/time-units';
import type { ProtectionState } from './protection-state';

const empties = (count: number) => series(count, 24, 3).map((backup) => ({ ...backup, sizeMb: 0 }));
/** The same backups with this retention. */
const keptFor = (backups: readonly Backup[], hours: number) =>
  backups.map((backup) => ({
    ...backup,
    expiresAt: new Date(Date.parse(backup.createdAt ?? '') + hours * HOUR_MS).toISOString(),
  }));
const expiringIn = (hours: number) => automatic(3, { id: `in-${hours}`, expiresAt: isoAgo(-hours) });

type Row = readonly [name: string, state: ProtectionState, backups: readonly Backup[]];

describe('the state', () => {
  it.each<Row>([
    ['no backup at all', 'never', []],
    ['only a first one still running', 'never', [manual(0.1, RUNNING)]],
    ['several first ones still running', 'never', [manual(0.1, RUNNING), automatic(1, RUNNING)]],

    ['none ended in a status that says how', 'unprotected', [manual(3, PENDING), automatic(2, PENDING)]],
    ['one ended so, and the next one runs', 'unprotected', [manual(3, PENDING), manual(0.1, RUNNING)]],
    ['one finished, which failed', 'unprotected', [manual(3, FAILED)]],
    ['all failed', 'unprotected', [automatic(1, FAILED), automatic(25, FAILED), manual(3, FAILED)]],
    ['the only completed one is empty', 'unprotected', [manual(3, { sizeMb: 0 })]],
    ['all failed and a new attempt runs', 'unprotected', [automatic(1, FAILED), automatic(0, RUNNING)]],

    [
      'the two newest automatic attempts failed',
      'failing',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED)],
    ],
    [
      'they failed early, long before anything is late',
      'failing',
      [...daily(3), automatic(2, FAILED), automatic(1, FAILED)],
    ],
    [
      'two failed and no interval is known',
      'failing',
      [manual(30), automatic(26, FAILED), automatic(2, FAILED)],
    ],
    ['one failed and the newest good one is late', 'failing', [...daily(31), automatic(7, FAILED)]],
    [
      'two failed with a good manual one between them',
      'failing',
      [...daily(50), automatic(26, FAILED), manual(20), automatic(2, FAILED)],
    ],
    [
      'two failed and only a suspicious manual one came after',
      'failing',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED), manual(1, { sizeMb: 0 })],
    ],
    ['failed, and missed as well: the worse of the two', 'failing', [...daily(80), automatic(2, FAILED)]],
    [
      'two failed beside a running third',
      'failing',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED), automatic(0, RUNNING)],
    ],

    ['one failed, but nothing is late yet', 'protected', [...daily(26), automatic(2, FAILED)]],
    ['one failed and no interval is known', 'protected', [manual(30), automatic(2, FAILED)]],
    [
      'a good manual one after the failures makes no automatic one work',
      'failing',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED), manual(1)],
    ],
    [
      'one failed, it is late, and a manual one is fresh',
      'failing',
      [...daily(31), automatic(7, FAILED), manual(1)],
    ],
    [
      'every automatic one failed, and a manual one is good',
      'failing',
      [automatic(26, FAILED), automatic(2, FAILED), manual(1)],
    ],
    ['missed, and a manual one is fresh', 'missed', [...daily(50), manual(0.1)]],
    ['automatic ones that are all empty, and a fresh manual one', 'missed', [...empties(4), manual(0.1)]],
    [
      'only type words that the provider adds later are as good as automatic',
      'protected',
      [...daily(50), automatic(26, FAILED), automatic(2, FAILED), manual(1, { type: 'weekly' })],
    ],
    ['manual ones alone, as ever', 'protected', [manual(1), manual(2, FAILED), manual(3, FAILED)]],
    [
      'a good automatic one came after the failures',
      'protected',
      [...daily(74), automatic(50, FAILED), automatic(26, FAILED), automatic(2)],
    ],
    ['only manual attempts failed', 'protected', [...daily(3), manual(2, FAILED), manual(1, FAILED)]],
    [
      'failed, then completed but suspicious: the newest attempt did not fail',
      'missed',
      [...daily(50), automatic(26, FAILED), small(2)],
    ],

    ['the newest good one older than twice the interval', 'missed', [...daily(48.1)]],
    ['exactly twice', 'late', [...daily(48)]],
    ['older than 1.25 times the interval', 'late', [...daily(30.1)]],
    ['exactly 1.25 times', 'protected', [...daily(30)]],
    ['late by its rhythm, and a manual one is fresh', 'late', [...daily(40), manual(5)]],
    ['late, because the newest one is suspicious', 'late', [...daily(40), small(1)]],
    ['a weekly rhythm within 1.25 weeks', 'protected', [...series(4, 168, 200)]],
    ['a six-hourly rhythm after eight hours', 'late', [...series(9, 6, 8)]],
    ['late, with a new one running', 'late', [...daily(40), automatic(0, RUNNING)]],

    ['a single copy that expires in two days', 'expiring', [expiringIn(48)]],
    ['exactly three days', 'expiring', [expiringIn(72)]],
    ['a little more than three days', 'protected', [expiringIn(72.1)]],
    ['expired, and still listed', 'expiring', [expiringIn(-1)]],
    ['the last to expire counts', 'protected', [expiringIn(48), expiringIn(100)]],
    ['a manual one that stays', 'protected', [expiringIn(48), manual(30)]],
    ['a failed one keeps nothing', 'expiring', [expiringIn(48), manual(30, FAILED)]],
    ['daily, kept for two days: the next is due before', 'protected', keptFor(series(2, 24, 3), 48)],
    ['daily, kept for two days, and the next is a little late', 'protected', keptFor(series(2, 24, 28), 49)],
    ['weekly, kept for a week: gone before the next', 'expiring', keptFor(series(5, 168, 100), 168)],
    ['weekly, kept for eight days', 'protected', keptFor(series(5, 168, 150), 192)],
    [
      'the run before it failed, and the next comes too late',
      'expiring',
      [...keptFor(series(5, 24, 28), 40), automatic(4, FAILED)],
    ],
    [
      'the same, and one is running',
      'protected',
      [...keptFor(series(5, 24, 28), 40), automatic(4, FAILED), automatic(0.1, RUNNING)],
    ],
    ['late as well: the worse of the two', 'late', keptFor(series(5, 24, 40), 60)],
    ['a week old as well', 'expiring', [automatic(200, { expiresAt: isoAgo(-5) })]],
    ['nothing says when it expires', 'protected', [automatic(30, { expiresAt: null })]],

    ['no interval, newest good one older than seven days', 'old', [manual(7 * 24 + 1)]],
    ['no interval, exactly seven days', 'protected', [manual(7 * 24)]],
    ['too few automatic ones for an interval', 'protected', [...series(3, 24, 60)]],

    ['fresh by a daily rhythm', 'protected', [...daily(3)]],
    ['one of unknown size', 'protected', [manual(3, { sizeMb: null })]],
    ['one of unknown status after a good one', 'protected', [...daily(3), automatic(1, PENDING)]],

    ['a good one whose date cannot be read', 'old', [manual(1, UNDATED)]],
    ['an undated good one makes nothing fresh', 'late', [...daily(40), manual(1, UNDATED)]],
    [
      'undated failures are in no streak',
      'protected',
      [...daily(3), automatic(1, { ...FAILED, ...UNDATED }), automatic(2, { ...FAILED, ...UNDATED })],
    ],
    ['a date a little ahead is taken for now', 'protected', [...daily(40), automatic(-3)]],
    ['a date far ahead vouches for nothing', 'late', [...daily(40), automatic(-25)]],
    ['only a date far ahead', 'old', [manual(-25)]],
  ])('%s: %s', (_name, state, backups) => {
    const protection = judge(...backups);
    expect(protection.state).toBe(state);
    expect(protection.needsAttention).toBe(state !== 'protected');
  });
});

describe('the newest good backup', () => {
  it('is the newest completed one that is not suspicious', () => {
    expect(judge(...daily(27), small(3), automatic(2, FAILED), manual(1, RUNNING))).toMatchObject({
      newestGood: automatic(27),
      newestGoodAgeMs: 27 * HOUR_MS,
      goodCount: 6,
    });
  });

  it('is undated only when no other is good', () => {
    expect(judge(manual(1, UNDATED), manual(300)).newestGood).toEqual(manual(300));
    expect(judge(manual(1, UNDATED))).toMatchObject({
      newestGood: manual(1, UNDATED),
      newestGoodAgeMs: null,
    });
  });

  it('is never younger than now', () => {
    expect(judge(manual(-3)).newestGoodAgeMs).toBe(0);
  });
});

describe('a running backup', () => {
  it('is listed newest first, and changes nothing else', () => {
    const running = [automatic(0.2, RUNNING), manual(0.1, RUNNING)];
    const protection = judge(...daily(3), ...running);
    expect(protection.running).toEqual([manual(0.1, RUNNING), automatic(0.2, RUNNING)]);
    const { state, reasons, newestGood, newestGoodAgeMs, goodCount, exposure, storedMb } = judge(...daily(3));
    expect(protection).toMatchObject({
      state,
      reasons,
      newestGood,
      newestGoodAgeMs,
      goodCount,
      exposure,
      storedMb,
    });
  });
});

describe('the exposure', () => {
  it.each<readonly [string, Backup[], object]>([
    ['when the last good copy expires', daily(3), { kind: 'at', iso: isoAgo(3 - 720) }],
    [
      'by expiry, not by age',
      [automatic(3, { expiresAt: isoAgo(-1) }), automatic(9, { expiresAt: isoAgo(-9) })],
      { kind: 'at', iso: isoAgo(-9) },
    ],
    ['never with a good manual copy', [...daily(3), manual(900)], { kind: 'never' }],
    [
      'of good ones only',
      [...daily(3), manual(1, FAILED), manual(2, { sizeMb: 0 })],
      { kind: 'at', iso: isoAgo(3 - 720) },
    ],
    ['past, while an expired copy is still listed', [automatic(800)], { kind: 'at', iso: isoAgo(80) }],
    [
      'a manual one that does expire',
      [manual(3, { expiresAt: isoAgo(-5) })],
      { kind: 'at', iso: isoAgo(-5) },
    ],
    [
      'unknown, where an automatic one tells no date',
      [...daily(3), automatic(1, { expiresAt: null })],
      { kind: 'unknown' },
    ],
    [
      'unknown, where a manual one tells a date that cannot be read',
      [...daily(3), manual(1, { isExpiryUnreadable: true })],
      { kind: 'unknown' },
    ],
    ['at once without a good copy', [manual(3, FAILED)], { kind: 'exposed' }],
    ['at once with nothing', [], { kind: 'exposed' }],
  ])('is %s', (_name, backups, exposure) => {
    expect(judge(...backups).exposure).toEqual(exposure);
  });
});

describe('the stored size', () => {
  it('is the sum of the known sizes; completed ones of unknown size are counted', () => {
    expect(
      judge(
        automatic(1, { sizeMb: 1000 }),
        automatic(2, { sizeMb: 0.5 }),
        automatic(3, { sizeMb: null }),
        manual(4, { status: 'failed', sizeMb: 20 }),
        manual(5, FAILED),
        manual(6, RUNNING),
        manual(7, PENDING),
      ),
    ).toMatchObject({ storedMb: 1020.5, unknownSizeCount: 1 });
  });
});
