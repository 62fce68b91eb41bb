import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { isoAgo, NOW } from '../../testing/fleets/protection';
import { type Acknowledgement, agreementsOf } from '../agreements/agreement';
import { noAgreement } from '../agreements/agreement-change';
import type { Backup } from '../backups/backup';
import { endedAcknowledgements } from './ended-acknowledgements';
import { fleetServers, judgeFleet } from './fleet';

const LATE: Acknowledgement = {
  reason: 'Known',
  at: isoAgo(5),
  by: null,
  state: 'late',
  isInError: false,
  until: null,
  ended: null,
};
const MISSED: readonly Backup[] = [60, 84, 108, 132].map((hours) =>
  aBackup({ id: hours, serverId: 7, serverName: 'web', type: 'automatic', createdAt: isoAgo(hours) }),
);

function endsOf(acknowledgement: Acknowledgement | null, isGone = false) {
  const { tags, note } = noAgreement(7);
  const nothing = { expectation: null, unwatched: null, acceptedBackupId: null, tags, note };
  const agreements = agreementsOf({
    servers: [{ serverId: 7, version: 3, ...nothing, acknowledgement }],
    tags: [],
  });
  return endedAcknowledgements(
    judgeFleet(fleetServers(MISSED, isGone ? [] : null, true, agreements), NOW),
    NOW,
  );
}

describe('the acknowledgements that a reading finds to be over', () => {
  it.each([
    ['one that is over', LATE, [{ server: { id: 7, name: 'web' }, version: 3, cause: 'worse' }]],
    ['none that lasts', { ...LATE, state: 'missed' }, []],
    ['none that is stored as ended', { ...LATE, ended: { cause: 'good', at: isoAgo(1) } }, []],
    ['none where there is none', null, []],
  ] as const)('%s', (_name, acknowledgement, ends) => {
    expect(endsOf(acknowledgement)).toEqual(ends);
  });

  it('exclude those of a deleted server', () => {
    expect(endsOf(LATE, true)).toEqual([]);
  });
});
