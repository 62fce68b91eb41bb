import { describe, expect, it } from 'vitest';
import {
  automatic,
  FAILED,
  isoAgo,
  manual,
  NOW,
  PENDING,
  RUNNING,
  series,
  UNDATED,
} from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { HOUR_MS } from '../lib/time-units';
import { historyOf } from './protection-history';
import { usualIntervalMs, visibleSinceMs } from './protection-interval';

const hoursOf = (backups: readonly Backup[], nowMs = NOW) => {
  const intervalMs = usualIntervalMs(historyOf(backups), nowMs);
  return intervalMs === null ? null : intervalMs / HOUR_MS;
};
const gaps = (...hours: number[]) => {
  const sums = hours.map((_, index) => hours.slice(0, index + 1).reduce((sum, gap) => sum + gap));
  return [0, ...sums].map((sum) => automatic(1 + sum));
};
const keptFor = (backup: Backup, hoursAgo: number, hours: number) => ({
  ...backup,
  expiresAt: isoAgo(hoursAgo - hours),
});

describe('usualIntervalMs', () => {
  it.each([
    ['the gap of a regular schedule', series(10, 24, 3), 24],
    ['the median: one hole does not count', gaps(24, 72, 24), 24],
    ['the median: an extra run does not count', gaps(24, 24, 0.2, 23.8, 24, 24), 24],
    ['the mean of the middle two of an even number', gaps(30, 30, 40, 40), 35],
    ['six hours', series(5, 6, 1), 6],
    ['twelve hours', series(5, 12, 1), 12],
    ['a week', series(4, 168, 1), 168],
    ['24 h where the clock changed', gaps(24, 23, 24), 24],
    ['a rhythm that is 15 % off', gaps(27.6, 27.6, 27.6), 24],
    ['a rhythm that is 15 % off the other way', gaps(20.4, 20.4, 20.4), 24],
    ['the median itself beyond 15 %', gaps(27.7, 27.7, 27.7), 27.7],
    ['the median itself of an unusual schedule', gaps(1, 1, 1), 1],
    ['nothing of three', series(3, 24, 3), null],
    ['something of four', series(4, 24, 3), 24],
    ['nothing of none', [], null],
    ['nothing when all have one moment', [1, 2, 3, 4].map((id) => automatic(5, { id })), null],
  ])('is %s', (_name, backups, hours) => {
    const found = hoursOf(backups);
    if (hours === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(hours, 6);
  });

  it.each([
    ['manual ones', manual(2)],
    ['failed ones after the newest run', automatic(2, FAILED)],
    ['running ones', automatic(2, RUNNING)],
    ['those of unknown status', automatic(2, PENDING)],
    ['those without a readable date', automatic(2, UNDATED)],
    ['those from far in the future', automatic(-60)],
  ])('does not count %s', (_name, backup) => {
    expect(hoursOf([...series(3, 24, 3), backup])).toBeNull();
    expect(hoursOf([...series(4, 24, 3), backup])).toBe(24);
  });

  it.each([
    ['every second run missing', gaps(24, 48, 24, 48, 48), 24],
    ['one to three missing', gaps(48, 24, 72, 96, 24), 24],
    ['twelve-hourly with holes', gaps(12, 24, 24, 12, 36, 24, 12), 12],
    ['weekly with holes', gaps(168, 336, 336, 168, 336).map((run) => ({ ...run, expiresAt: null })), 168],
    ['a single gap shows no rhythm', gaps(24, 48, 48, 48), 48],
    ['a gap of five times the rhythm is no hole', gaps(24, 120, 120, 120, 24, 120), 120],
    ['a few extra runs of a daily schedule', gaps(6, 24, 24, 24, 24, 24, 24, 24, 6), 24],
    ['a schedule that became slower', gaps(48, 48, 48, 48, 48, 24, 24, 24), 48],
    ['a hole that is not near a multiple', gaps(24, 60, 60, 60, 24), 60],
  ])('recognises a rhythm with holes: %s', (_name, backups, hours) => {
    expect(hoursOf(backups)).toBe(hours);
  });

  it('is the rhythm, whichever runs are missing', () => {
    const rhythm = fc.constantFrom(6, 12, 24);
    // The newest gaps show it, and so do a quarter of all.
    const holes = fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rhythm, holes, (hours, multiples) => {
        const multiplied = [1, 1, ...multiples].map((multiple) => multiple * hours);
        const kept = gaps(...multiplied).map((run) => ({ ...run, expiresAt: null }));
        expect(hoursOf(kept)).toBe(hours);
      }),
    );
  });

  it('counts failed attempts between completed ones', () => {
    const everySecondFails = series(8, 24, 3).map((backup, index) =>
      index % 2 === 0 ? backup : { ...backup, ...FAILED },
    );
    expect(hoursOf(everySecondFails)).toBe(24);
    const threeAndOneFailed = [automatic(3), automatic(27, FAILED), automatic(51), automatic(75)];
    expect(hoursOf(threeAndOneFailed)).toBe(24);
  });

  it('does not take the retry of a failed attempt for a run of its own', () => {
    // Each night at 02:00 fails and is repeated; measured between the completed ones it would be the same.
    const nights = [0, 1, 2, 3, 4].flatMap((day) => [
      automatic(5 + day * 24, FAILED),
      automatic(3.5 + day * 24),
    ]);
    expect(hoursOf(nights)).toBe(24);
  });

  it('counts suspicious ones: the schedule ran', () => {
    expect(hoursOf([...series(3, 24, 27), automatic(3, { sizeMb: 0 })])).toBe(24);
  });

  it('looks no further back than the shortest retention', () => {
    // Dailies kept for a week, weeklies for half a year: beyond a week only weeklies are left.
    const dailies = [1, 2, 3, 4, 5].map((days) => keptFor(automatic(days * 24), days * 24, 7 * 24));
    const weeklies = [2, 3, 4, 5, 6, 7, 8, 9].map((weeks) =>
      keptFor(automatic(weeks * 168), weeks * 168, 180 * 24),
    );
    expect(hoursOf([...dailies, ...weeklies])).toBe(24);
    expect(hoursOf(weeklies)).toBe(168);
    expect(hoursOf([...dailies.slice(0, 3), ...weeklies])).toBeNull();
  });

  it('is that of the newest backups of a thinned history', () => {
    const keptLong = (...days: number[]) =>
      days.map((day) => keptFor(automatic(1 + day * 24), 1 + day * 24, 200 * 24));
    const week = [0, 1, 2, 3, 4, 5, 6];
    expect(hoursOf(keptLong(...week, 13, 20, 27, 34, 41, 48, 55, 62, 69))).toBe(24);
    expect(hoursOf(keptLong(...week, 9, 16, 23, 30, 60, 90, 120, 150))).toBe(24);
    // Two holes among dailies are none.
    expect(hoursOf(keptLong(0, 1, 2, 3, 4, 5, 8, 9, 12, 13, 14))).toBe(24);
    // A few extra runs are no new rhythm.
    expect(hoursOf([automatic(1), automatic(1.2), automatic(1.4), ...series(10, 24, 2)])).toBe(24);
  });

  it('ignores a retention below zero', () => {
    expect(hoursOf([keptFor(automatic(3), 3, -1), ...series(4, 24, 27)])).toBe(24);
  });

  it('is kept while no new backup comes', () => {
    const silent = [1, 2, 3, 4].map((days) => keptFor(automatic(days * 24), days * 24, 7 * 24));
    expect(hoursOf(silent, NOW + 6 * 24 * HOUR_MS)).toBe(24);
  });
});

describe('visibleSinceMs', () => {
  it('is where the history was thinned out', () => {
    const thinned = [0, 1, 2, 3, 4, 5, 6, 13, 20].map((day) => automatic(1 + day * 24));
    expect(visibleSinceMs(historyOf(thinned), NOW)).toBe(NOW - (1 + 6 * 24) * HOUR_MS);
    // A single longer gap is a hole.
    const hole = [0, 1, 2, 3, 4, 5, 6, 13].map((day) => automatic(1 + day * 24));
    expect(visibleSinceMs(historyOf(hole), NOW)).toBe(NOW - 30 * 24 * HOUR_MS);
  });

  it('is where expired backups begin to be missing', () => {
    const backups = [keptFor(automatic(2), 2, 7 * 24), keptFor(automatic(26), 26, 30 * 24)];
    expect(visibleSinceMs(historyOf(backups), NOW)).toBe(NOW - 7 * 24 * HOUR_MS);
  });

  it('has no limit when nothing expires', () => {
    expect(visibleSinceMs(historyOf([automatic(2, { expiresAt: null })]), NOW)).toBe(
      Number.NEGATIVE_INFINITY,
    );
  });
});
