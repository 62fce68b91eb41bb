import { describe, expect, it } from 'vitest';
import {
  automatic,
  judge,
  manual,
  NOW,
  series,
  serverBackupsArbitrary,
} from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import type { Backup } from '../backups/backup';
import { protectionOf } from '../protection/protection';
import { historyOf } from '../protection/protection-history';
import { appliedExpectation } from './agreement';
import { proposedExpectation } from './proposed-expectation';

const proposalOf = (backups: readonly Backup[]) => proposedExpectation(judge(...backups));

describe('the proposed expectation', () => {
  it.each([
    ['daily, thirty kept', series(30, 24, 3), { maxAgeHours: 30, minGood: 24, reachBackDays: 23 }],
    ['weekly, four kept', series(4, 168, 3), { maxAgeHours: 210, minGood: 3, reachBackDays: 16 }],
    ['six-hourly for a day', series(5, 6, 1), { maxAgeHours: 8, minGood: 4, reachBackDays: null }],
    ['no rhythm', [manual(20), manual(90)], null],
    ['none', [], null],
  ])('of backups %s', (_name, backups, expected) => {
    if (expected === null) expect(proposalOf(backups)).toBeNull();
    else expect(proposalOf(backups)).toMatchObject({ ...expected, freeDays: [] });
  });

  it('is met by the backups it was derived from', () => {
    fc.assert(
      fc.property(serverBackupsArbitrary, (others) => {
        const backups = [...others, automatic(0, { id: 'fresh', sizeMb: null })];
        const proposal = proposalOf(backups);
        if (proposal === null) return;
        const { state } = protectionOf(historyOf(backups), NOW, appliedExpectation(proposal));
        expect(['tooFew', 'shortReach', 'late', 'missed']).not.toContain(state);
      }),
    );
  });
});
