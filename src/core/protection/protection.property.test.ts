import { describe, expect, it } from 'vitest';
import {
  automatic,
  FAILED,
  goodBackups,
  manual,
  NOW,
  serverBackupsArbitrary,
} from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { HOUR_MS } from '../lib/time-units';
import { protectionOf } from './protection';
import { hasCredibleDate, historyOf } from './protection-history';
import { compareStates, PROTECTION_ORDER, type ProtectionState } from './protection-state';

const judge = (backups: readonly Backup[]) => protectionOf(historyOf(backups), NOW);

describe('protection', () => {
  it('every list has a state and a first reason', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        const { needsAttention, reasons, state } = judge(backups);
        expect(PROTECTION_ORDER).toContain(state);
        expect(needsAttention).toBe(state !== 'protected');
        const codes = reasons.map(({ code }) => code);
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.length).toBeGreaterThan(0);
      }),
    );
  });

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, fc.nat(), (backups, turn) => {
        const at = backups.length === 0 ? 0 : turn % backups.length;
        const turned = [...backups.slice(at), ...backups.slice(0, at)].reverse();
        expect(judge(turned)).toEqual(judge(backups));
        expect(judge(backups)).toEqual(judge(backups));
      }),
    );
  });

  it('never gets worse by a good backup made now; a manual one hides no trouble of the automatic ones', () => {
    const fresh = fc.constantFrom(
      manual(0, { id: 'fresh', sizeMb: null }),
      automatic(0, { id: 'fresh', sizeMb: 9000 }),
    );
    const TROUBLE: readonly ProtectionState[] = ['failing', 'missed', 'late'];
    fc.assert(
      fc.property(serverBackupsArbitrary, fresh, (backups, one) => {
        const before = judge(backups);
        const after = judge([...backups, one]);
        expect(compareStates(after.state, before.state)).toBeGreaterThanOrEqual(0);
        if (!backups.some(({ createdAt }) => createdAt === one.createdAt)) {
          expect(after).toMatchObject({ newestGood: one, newestGoodAgeMs: 0 });
          if (one.type === 'automatic') expect(after.state).toBe('protected');
          else if (TROUBLE.includes(before.state)) expect(after.state).toBe(before.state);
          else if (before.goodCount > 0) expect(after.state).toBe('protected');
        }
      }),
    );
  });

  it('never improves by a failed attempt made now, nor by time alone', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, fc.nat({ max: 2000 }), (backups, hours) => {
        const { state } = judge(backups);
        const isFirst = state === 'never';
        const failed = judge([...backups, automatic(0, { id: 'fresh', ...FAILED })]);
        // A first backup that failed is "unprotected", which is one better than "never".
        if (!isFirst) expect(compareStates(failed.state, state)).toBeLessThanOrEqual(0);
        const later = protectionOf(historyOf(backups), NOW + hours * HOUR_MS);
        expect(compareStates(later.state, state)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('is consistent: newest, count, age and exposure', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        const protection = judge(backups);
        const good = goodBackups(backups);
        expect(protection.goodCount).toBe(good.length);
        expect(protection.newestGood === null).toBe(good.length === 0);
        expect(protection.exposure.kind === 'exposed').toBe(good.length === 0);
        expect(['never', 'unprotected'].includes(protection.state)).toBe(good.length === 0);
        if (protection.newestGood !== null) expect(good).toContainEqual(protection.newestGood);
        if (protection.state === 'protected') expect(protection.newestGoodAgeMs).not.toBeNull();
        const placed = historyOf(backups).filter((entry) => hasCredibleDate(entry, NOW));
        for (const { backup, atMs } of placed) {
          if (good.includes(backup)) expect(protection.newestGoodAgeMs).toBeLessThanOrEqual(NOW - atMs);
        }
      }),
    );
  });

  it('ignores backups of unknown status, except that there is a backup', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (backups) => {
        const known = backups.filter(({ status }) => status !== 'pending');
        if (judge(known).state === 'never' && known.length < backups.length) {
          expect(judge(backups).state).toBe('unprotected');
          return;
        }
        const all = judge(backups);
        const { state, newestGood, newestGoodAgeMs, goodCount, running, usualIntervalMs, ...others } =
          judge(known);
        expect(all).toMatchObject({
          state,
          newestGood,
          newestGoodAgeMs,
          goodCount,
          running,
          usualIntervalMs,
          exposure: others.exposure,
        });
        expect(all.storedMb).toBeGreaterThanOrEqual(others.storedMb);
        expect(all.reasons.length).toBeGreaterThanOrEqual(others.reasons.length);
      }),
    );
  });
});
