import { describe, expect, it } from 'vitest';
import { protectionTone } from '../../components/badges/protection-row-badge';
import { aBackup } from '../../testing/fleets/backups';
import { isoAgo, NOW } from '../../testing/fleets/protection';
import { agreementsOf, type ServerAgreement } from '../agreements/agreement';
import type { Server } from '../servers/server';
import { fleetServers, judgeFleet, needsAttention, worstFirst } from './fleet';
import { fleetSummary } from './fleet-summary';

const NOTHING = { expectation: null, acceptedBackupId: null, tags: [], note: null };
const said = { reason: 'Known', at: isoAgo(5), by: null };
const known = { ...said, state: 'missed', isInError: false, until: null, ended: null } as const;

const NAMES = ['fine', 'missed', 'known', 'unwatched', 'broken'] as const;
const FINE = new Set(['fine', 'unwatched']);

function judged() {
  const servers = NAMES.map((name, id): Server => {
    const facts = {
      hostname: null,
      ipAddress: null,
      location: null,
      plan: null,
      osName: null,
      createdAt: null,
    };
    return { id, name, status: name === 'broken' ? 'error' : 'active', ...facts };
  });
  const backups = NAMES.flatMap((name, serverId) =>
    [0, 1, 2, 3].map((day) =>
      aBackup({
        id: serverId * 10 + day,
        serverId,
        serverName: name,
        type: 'automatic',
        createdAt: isoAgo((FINE.has(name) ? 3 : 60) + 24 * day),
      }),
    ),
  );
  const agreed = (changes: Pick<ServerAgreement, 'serverId' | 'acknowledgement' | 'unwatched'>) => ({
    version: 1,
    ...NOTHING,
    ...changes,
  });
  const agreements = agreementsOf({
    servers: [
      agreed({ serverId: 2, acknowledgement: known, unwatched: null }),
      agreed({ serverId: 3, acknowledgement: null, unwatched: said }),
      agreed({ serverId: 4, acknowledgement: { ...known, isInError: true }, unwatched: null }),
    ],
    tags: [],
  });
  return judgeFleet(fleetServers(backups, servers, true, agreements), NOW);
}

describe('acknowledged and unwatched servers', () => {
  it('are listed after those that need attention, unwatched ones last', () => {
    expect(worstFirst(judged()).map(({ name }) => name)).toEqual([
      'missed',
      'broken',
      'known',
      'fine',
      'unwatched',
    ]);
    expect(
      judged()
        .filter(needsAttention)
        .map(({ name }) => name),
    ).toEqual(['missed']);
  });

  it('are in the total, and counted by kind', () => {
    const { byState, worst, ...summary } = fleetSummary(judged(), { nowMs: NOW });
    expect(summary).toMatchObject({
      serverCount: 5,
      needsAttentionCount: 1,
      acknowledgedCount: 2,
      unwatchedCount: 1,
    });
    expect([byState.missed, byState.protected]).toEqual([3, 1]);
    expect(worst?.server.name).toBe('missed');
  });

  it.each([
    ['missed', 'watched', 'bad'],
    ['missed', 'acknowledged', 'idle'],
    ['missed', 'unwatched', 'idle'],
    ['late', 'watched', 'warn'],
    ['late', 'acknowledged', 'idle'],
    ['protected', 'unwatched', 'ok'],
  ] as const)('%s and %s is %s', (state, standing, tone) => {
    expect(protectionTone({ state, standing })).toBe(tone);
  });
});
