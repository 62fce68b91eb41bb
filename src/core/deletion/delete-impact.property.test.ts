import { describe, expect, it } from 'vitest';
import { backupsArbitrary } from '../../testing/fleets/backups';
import { goodBackups } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { type Backup, backupPhase, idKey } from '../backups/backup';
import { canBulkDelete, isKept } from '../backups/keep-mark';
import { confirmationTier, deleteImpact } from './delete-impact';

describe('any selection', () => {
  const markedArbitrary = fc
    .tuple(backupsArbitrary, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }))
    .map(([backups, marks]) =>
      backups.map((each, index) => (marks[index] ? { ...each, description: '[keep]' } : each)),
    );
  const nowArbitrary = fc.integer({ min: -5, max: 45 }).map((hours) => Date.UTC(2025, 0, 15, hours));
  const selectionArbitrary = markedArbitrary.chain((backups) =>
    fc.record({
      backups: fc.constant(backups),
      selected: fc.subarray(backups),
      more: fc.subarray(backups),
      nowMs: nowArbitrary,
    }),
  );
  const keysOf = (backups: readonly Backup[]) => backups.map(({ id }) => idKey(id));

  it('removes exactly the selected good backups, and improves nothing', () => {
    fc.assert(
      fc.property(selectionArbitrary, ({ backups, selected, nowMs }) => {
        const { servers, ...impact } = deleteImpact(backups, new Set(keysOf(selected)), nowMs);
        expect(impact.selected).toHaveLength(selected.length);
        for (const { serverKey, before, after } of servers) {
          const ofServer = backups.filter(({ serverId }) => idKey(serverId) === serverKey);
          const good = goodBackups(ofServer);
          const left = good.filter((each) => !selected.includes(each));
          expect([before.goodCount, after.goodCount]).toEqual([good.length, left.length]);
          if (after.newestGoodAgeMs !== null && before.newestGoodAgeMs !== null) {
            expect(after.newestGoodAgeMs).toBeGreaterThanOrEqual(before.newestGoodAgeMs);
          }
          if (after.oldestPoint !== null) {
            expect(before.oldestPoint ?? '').toBeTruthy();
            expect(after.oldestPoint >= (before.oldestPoint ?? '')).toBe(true);
          }
        }
      }),
    );
  });

  it('needs the name for the last good backup, and the id for a locked one', () => {
    fc.assert(
      fc.property(selectionArbitrary, ({ backups, selected, nowMs }) => {
        const tier = confirmationTier(deleteImpact(backups, new Set(keysOf(selected)), nowMs));
        const losing = [...new Set(selected.map(({ serverId }) => idKey(serverId)))].filter((serverKey) => {
          const good = goodBackups(backups.filter(({ serverId }) => idKey(serverId) === serverKey));
          return good.length > 0 && good.every((each) => selected.includes(each));
        });
        if (selected.some(isKept)) expect(['typeId', 'refused']).toContain(tier.kind);
        if (tier.kind === 'typeId') expect(selected).toHaveLength(1);
        if (losing.length === 0 || tier.kind === 'refused') return;
        expect(['typeNames', 'typeId']).toContain(tier.kind);
        if ('servers' in tier) expect(tier.servers.length).toBeGreaterThanOrEqual(losing.length);
      }),
    );
  });

  it('needs a plain confirmation for several only when none can be restored', () => {
    fc.assert(
      fc.property(selectionArbitrary, ({ backups, selected, nowMs }) => {
        const tier = confirmationTier(deleteImpact(backups, new Set(keysOf(selected)), nowMs));
        if (tier.kind !== 'plain' || selected.length < 2) return;
        const restorable = selected.filter((each) => backupPhase(each) === 'completed' && each.sizeMb !== 0);
        expect(restorable).toEqual([]);
      }),
    );
  });

  it('never needs less confirmation when more is selected', () => {
    const strength = ['plain', 'impact', 'typeCount', 'typeNames', 'refused'];
    fc.assert(
      fc.property(selectionArbitrary, ({ backups, selected, more, nowMs }) => {
        const free = backups.filter(canBulkDelete);
        const some = selected.filter(canBulkDelete);
        if (some.length < 2) return;
        const all = [...some, ...more.filter((each) => canBulkDelete(each) && !some.includes(each))];
        const kindOf = (each: readonly Backup[]) =>
          confirmationTier(deleteImpact(free, new Set(keysOf(each)), nowMs)).kind;
        expect(strength.indexOf(kindOf(all))).toBeGreaterThanOrEqual(strength.indexOf(kindOf(some)));
      }),
    );
  });

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(selectionArbitrary, ({ backups, selected, nowMs }) => {
        const keys = new Set(keysOf(selected));
        const reversed = deleteImpact(backups.toReversed(), keys, nowMs);
        expect(reversed.servers.map(({ before, after }) => [before, after])).toEqual(
          deleteImpact(backups, keys, nowMs).servers.map(({ before, after }) => [before, after]),
        );
      }),
    );
  });
});
