import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { AMSTERDAM_2025, NOW, serverBackupsArbitrary, UTC_ZONE } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { DAY_KINDS, dayStrip } from './day-strip';
import { historyOf } from './protection-history';
import { usualIntervalMs } from './protection-interval';

function run(iso: string, changes: Partial<Backup> = {}): Backup {
  return aBackup({ id: iso, type: 'automatic', createdAt: new Date(iso).toISOString(), ...changes });
}

function amsterdam(now: string, days: number, backups: readonly Backup[]) {
  return dayStrip(historyOf(backups), {
    nowMs: Date.parse(now),
    days,
    usualIntervalMs: DAY_MS,
    ...AMSTERDAM_2025,
  });
}

describe('when the clock goes forward (Amsterdam, 30 March 2025)', () => {
  const nightly = [
    run('2025-03-28T03:00+01:00'),
    run('2025-03-29T03:00+01:00'),
    run('2025-03-30T03:00+02:00'),
    run('2025-03-31T03:00+02:00'),
  ];
  const cells = (backups: readonly Backup[]) => amsterdam('2025-03-31T12:00+02:00', 4, backups);

  it('has one cell of 23 hours', () => {
    expect(cells(nightly).map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS)).toEqual([24, 24, 23, 24]);
    expect(cells(nightly)[2]?.startMs).toBe(Date.parse('2025-03-30T00:00+01:00'));
  });

  it('has no missed days of a schedule in local time', () => {
    expect(cells(nightly).map(({ kind }) => kind)).toEqual(['good', 'good', 'good', 'good']);
  });

  it('shows the short day as missed when its run is missing', () => {
    const hole = nightly.filter((_, index) => index !== 2);
    expect(cells(hole).map(({ kind }) => kind)).toEqual(['good', 'good', 'missed', 'good']);
  });

  it('puts the minutes around the end of the short day on the right days', () => {
    const edges = [run('2025-03-30T23:59+02:00'), run('2025-03-31T00:00+02:00')];
    expect(cells(edges).map(({ goodAutomatic }) => goodAutomatic)).toEqual([0, 0, 1, 1]);
  });
});

describe('when the clock goes back (Amsterdam, 26 October 2025)', () => {
  const nightly = [
    run('2025-10-25T03:00+02:00'),
    run('2025-10-26T03:00+01:00'),
    run('2025-10-27T03:00+01:00'),
    run('2025-10-28T03:00+01:00'),
  ];
  const cells = (backups: readonly Backup[]) => amsterdam('2025-10-28T12:00+01:00', 4, backups);

  it('has one cell of 25 hours, with both hours from two to three', () => {
    expect(cells([]).map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS)).toEqual([24, 25, 24, 24]);
    const twice = [run('2025-10-26T02:30+02:00'), run('2025-10-26T02:30+01:00')];
    expect(cells(twice).map(({ goodAutomatic }) => goodAutomatic)).toEqual([0, 2, 0, 0]);
  });

  it('has no missed days of a schedule in local time, except those without a run', () => {
    expect(cells(nightly).map(({ kind }) => kind)).toEqual(['good', 'good', 'good', 'good']);
    const hole = nightly.filter((_, index) => index !== 1);
    expect(cells(hole).map(({ kind }) => kind)).toEqual(['good', 'missed', 'good', 'good']);
  });
});

describe('a strip of any backups', () => {
  const zone = fc.constantFrom(UTC_ZONE, AMSTERDAM_2025);
  /** 16 January, and mornings after the clock changed. */
  const shift = fc.constantFrom(
    0,
    Date.parse('2025-03-31T08:00Z') - NOW,
    Date.parse('2025-10-27T00:30Z') - NOW,
  );
  const shifted = (backups: readonly Backup[], shiftMs: number) =>
    backups.map((backup) => ({
      ...backup,
      createdAt:
        backup.createdAt === null ? null : new Date(Date.parse(backup.createdAt) + shiftMs).toISOString(),
      expiresAt:
        backup.expiresAt === null ? null : new Date(Date.parse(backup.expiresAt) + shiftMs).toISOString(),
    }));

  it('has one cell per day without gap or overlap, and counts each backup once', () => {
    fc.assert(
      fc.property(
        serverBackupsArbitrary,
        zone,
        shift,
        fc.integer({ min: 1, max: 60 }),
        (some, local, ms, days) => {
          const backups = shifted(some, ms);
          const nowMs = NOW + ms;
          const intervalMs = usualIntervalMs(historyOf(backups), nowMs);
          const cells = dayStrip(historyOf(backups), { nowMs, days, usualIntervalMs: intervalMs, ...local });
          expect(cells).toHaveLength(days);
          let counted = 0;
          for (const [index, cell] of cells.entries()) {
            expect(cell.endMs - cell.startMs).toBeGreaterThanOrEqual(23 * HOUR_MS);
            expect(cell.endMs - cell.startMs).toBeLessThanOrEqual(25 * HOUR_MS);
            if (index > 0) expect(cell.startMs).toBe(cells[index - 1]?.endMs);
            const { goodAutomatic, goodManual, goodOther, failed, running, suspicious, unknownStatus } = cell;
            counted += goodAutomatic + goodManual + goodOther + failed + running + suspicious + unknownStatus;
          }
          const [first, last] = [cells[0]?.startMs ?? 0, cells.at(-1)?.endMs ?? 0];
          const times = backups.map(({ createdAt }) => Date.parse(createdAt ?? ''));
          expect(counted).toBe(times.filter((atMs) => atMs >= first && atMs < last).length);
          expect(
            dayStrip(historyOf(backups.toReversed()), { nowMs, days, usualIntervalMs: intervalMs, ...local }),
          ).toEqual(cells);
        },
      ),
    );
  });

  it('never hides a failure, and has a reason for each kind', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, zone, (backups, local) => {
        const options = { nowMs: NOW, ...local };
        const intervalMs = usualIntervalMs(historyOf(backups), NOW);
        for (const cell of dayStrip(historyOf(backups), { ...options, usualIntervalMs: intervalMs })) {
          const good = cell.goodAutomatic + cell.goodManual + cell.goodOther;
          const there = good + cell.failed + cell.running + cell.suspicious + cell.unknownStatus;
          expect(DAY_KINDS).toContain(cell.kind);
          const isEmpty = there === 0;
          if (['quiet', 'gone', 'before', 'after'].includes(cell.kind)) expect(isEmpty).toBe(true);
          if (isEmpty) expect(['missed', 'late', 'quiet', 'gone', 'before', 'after']).toContain(cell.kind);
          const goodScheduled = cell.goodAutomatic + cell.goodOther;
          const failedScheduled = cell.failed - cell.failedManual;
          if (cell.kind === 'missed' || cell.kind === 'late') {
            expect(goodScheduled + failedScheduled).toBe(0);
          }
          expect(cell.missedRuns > 0).toBe(cell.kind === 'missed');
          if (cell.kind === 'good') expect(good).toBeGreaterThan(0);
          if (failedScheduled > 0 && goodScheduled === 0) expect(cell.kind).toBe('failed');
          if (cell.failedManual > 0 && cell.goodManual === 0) expect(cell.manualKind).toBe('failed');
          if (cell.kind === 'failed' && failedScheduled === 0) expect(goodScheduled).toBe(0);
          if (cell.kind === 'missed') expect(intervalMs).not.toBeNull();
        }
        const kinds = dayStrip(historyOf(backups), { ...options, usualIntervalMs: null }).map(
          ({ kind }) => kind,
        );
        expect(kinds).not.toContain('missed');
      }),
    );
  });
});
