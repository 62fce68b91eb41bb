import { describe, expect, it } from 'vitest';
import { aBackup, backupsArbitrary } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { restoreLoss } from './restore-loss';

const NOW_MS = Date.parse('2025-01-16T07:12:00.000Z');
const point = aBackup({ id: 501, createdAt: '2025-01-16T03:00:00.000Z' });
const older = aBackup({ id: 499, createdAt: '2025-01-14T10:30:00.000Z' });
const newer = aBackup({ id: 502, type: 'automatic', createdAt: '2025-01-16T04:00:00.000Z' });
const newest = aBackup({ id: 510, createdAt: '2025-01-16T06:00:00.000Z' });
const failed = aBackup({ id: 503, status: 'failed', createdAt: '2025-01-16T05:00:00.000Z' });
const empty = aBackup({ id: 504, sizeMb: 0, createdAt: '2025-01-16T05:30:00.000Z' });
const undated = aBackup({ id: 505, createdAt: null });
const elsewhere = aBackup({ id: 506, serverId: 7, createdAt: '2025-01-16T05:00:00.000Z' });

describe('restoreLoss', () => {
  it('lists what is lost and the newer backups', () => {
    const backups = [point, newer, older, failed, newest, empty, undated, elsewhere];
    expect(restoreLoss(point, backups, NOW_MS)).toEqual({
      lostMs: 4 * HOUR_MS + 12 * MINUTE_MS,
      newerGood: [newest, newer],
      newerOther: [empty, failed],
      undatedCount: 1,
      isNewestGood: false,
      suspicion: null,
      lastGood: null,
    });
  });

  it.each([
    ['the newest', point, [older, point, failed], true],
    ['an older one', older, [older, point], false],
    ['an empty one', empty, [empty, older], false],
    ['one of two made at the same moment', point, [point, { ...newest, createdAt: point.createdAt }], true],
    ['one that a list no longer names', point, [older], false],
    ['one without a date', undated, [undated, older], null],
  ])('%s', (_case, backup, backups, expected) => {
    expect(restoreLoss(backup, backups, NOW_MS).isNewestGood).toBe(expected);
  });

  it.each([
    ['the last good one before it', [older, newer, empty, newest], newer],
    ['the next good one after it where none is before', [empty, newest], newest],
    ['nothing where none is good', [empty, failed], null],
    ['one without a date where no other is good', [empty, undated], undated],
    ["none of another server's", [empty, elsewhere], null],
  ])('offers %s instead of a suspicious one', (_case, backups, lastGood) => {
    expect(restoreLoss(empty, backups, NOW_MS)).toMatchObject({
      suspicion: { sizeMb: 0, medianMb: null },
      lastGood,
    });
  });

  it('has an unknown loss when the date is unknown', () => {
    expect(restoreLoss(undated, [undated, newest], NOW_MS)).toMatchObject({ lostMs: null, newerGood: [] });
  });

  it('never shows a negative loss when a clock is ahead', () => {
    expect(restoreLoss(newest, [newest], NOW_MS - 2 * HOUR_MS).lostMs).toBe(0);
  });

  it('lists each newer backup of the server once, newest first, without the backup itself', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const [backup] = backups;
        if (backup === undefined) return;
        const { newerGood, newerOther } = restoreLoss(backup, backups, NOW_MS);
        const named = [...newerGood, ...newerOther];
        expect(new Set(named).size).toBe(named.length);
        for (const other of named) {
          expect(String(other.serverId)).toBe(String(backup.serverId));
          expect((other.createdAt ?? '') > (backup.createdAt ?? '')).toBe(true);
        }
        for (const list of [newerGood, newerOther]) {
          const dates = list.map(({ createdAt }) => createdAt ?? '');
          expect(dates).toEqual(dates.toSorted().reverse());
        }
      }),
    );
  });
});
