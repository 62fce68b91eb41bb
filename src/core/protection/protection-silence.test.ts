import { describe, expect, it } from 'vitest';
import { automatic, isoAgo, NOW } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { protectionOf } from './protection';
import { historyOf } from './protection-history';
import { usualIntervalMs } from './protection-interval';
import type { ProtectionState } from './protection-state';

/** Automatic backups of the days (or hours) before {@link NOW}, with one retention. */
function kept(hoursAgo: readonly number[], hours: number): Backup[] {
  return hoursAgo.map((ago) => automatic(ago, { expiresAt: isoAgo(ago - hours) }));
}

function every(hours: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => index * hours);
}

/** What the provider still lists after some hours without a new backup. */
function listedAfter(backups: readonly Backup[], hours: number): Backup[] {
  return backups.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > after(hours));
}

const after = (hours: number) => NOW + hours * HOUR_MS;
const stateAfter = (backups: readonly Backup[], hours: number) =>
  protectionOf(historyOf(listedAfter(backups, hours)), after(hours)).state;
const intervalAfter = (backups: readonly Backup[], hours: number) =>
  usualIntervalMs(historyOf(listedAfter(backups, hours)), after(hours));

describe('a server whose schedule stops', () => {
  it('is late, then missed, while two of its dailies are listed', () => {
    const dailies = kept(every(24, 40), 7 * 24);
    const expected = (hours: number): ProtectionState =>
      hours <= 30 ? 'protected' : hours <= 48 ? 'late' : hours < 144 ? 'missed' : 'expiring';
    for (let hours = 0; hours < 168; hours += 1) {
      expect([hours, stateAfter(dailies, hours)]).toEqual([hours, expected(hours)]);
    }
    for (let hours = 168; hours <= 192; hours += 1) expect(stateAfter(dailies, hours)).toBe('never');
  });

  it('has no interval once a single backup is left, and says so', () => {
    const dailies = kept(every(24, 40), 7 * 24);
    const { reasons, usualIntervalMs: intervalMs } = protectionOf(
      historyOf(listedAfter(dailies, 150)),
      after(150),
    );
    expect(intervalMs).toBeNull();
    expect(reasons.map(({ code }) => code)).toEqual(['expiring', 'intervalUnknown', 'singleGoodCopy']);
  });

  it('is missed after two weeks with weeklies kept for a month, until one is left', () => {
    const weeklies = kept(every(168, 20), 30 * 24);
    for (let hours = 0; hours < 23 * 24; hours += 1) {
      const state = hours <= 210 ? 'protected' : hours <= 336 ? 'late' : 'missed';
      expect([hours, stateAfter(weeklies, hours)]).toEqual([hours, state]);
    }
  });

  it('keeps its interval for any retention and uneven times', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(6, 12, 24, 168),
        fc.integer({ min: 3, max: 40 }),
        fc.array(fc.double({ min: -0.07, max: 0.07, noNaN: true }), { minLength: 60, maxLength: 60 }),
        fc.nat({ max: 1000 }),
        (rhythm, runsKept, jitter, permille) => {
          const moments = every(rhythm, 60).map((ago, index) => ago + rhythm * (0.07 + (jitter[index] ?? 0)));
          const keptHours = runsKept * rhythm;
          const backups = kept(moments, keptHours);
          const silentHours = (keptHours * permille) / 1000;
          const listed = listedAfter(backups, silentHours);
          if (listed.length < 2) return;
          expect(intervalAfter(backups, silentHours)).toBe(rhythm * HOUR_MS);
        },
      ),
    );
  });
});

describe('few automatic backups', () => {
  it.each([
    ['a young server with three dailies that are kept for a month', every(24, 3), 30 * 24, 0, null],
    ['the same, a week later', every(24, 3), 30 * 24, 7 * 24, null],
    ['a young server whose week is not over', every(24, 3), 7 * 24, 0, null],
    ['weeklies that are kept for two weeks', every(168, 10), 14 * 24, 24, 7 * DAY_MS],
    ['two whose gap is no known rhythm', [0, 40], 48, 40, null],
    ['three whose gaps differ', [0, 24, 36], 80, 40, null],
  ])('of %s', (_name, moments, keptHours, hours, intervalMs) => {
    expect(intervalAfter(kept(moments, keptHours), hours)).toBe(intervalMs);
  });

  it('show no interval when none of them expires', () => {
    const backups = every(24, 3).map((ago) => automatic(ago, { expiresAt: null }));
    expect(usualIntervalMs(historyOf(backups), after(100 * 24))).toBeNull();
  });
});
