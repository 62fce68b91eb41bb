import { describe, expect, it } from 'vitest';
import { aBackup, backupsArbitrary } from '../../testing/fleets/backups';
import { automatic, FAILED, manual, NOW, series } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { protectionOf } from '../protection/protection';
import { historyOf } from '../protection/protection-history';
import { groupByServer, knownServers } from '../servers/known-servers';
import type { Server } from '../servers/server';
import { fleetServers, judgeFleet, worstFirst } from './fleet';

function aServer(id: Server['id'], name: string): Server {
  const unknown = { hostname: null, status: null, ipAddress: null, location: null, plan: null, osName: null };
  return { id, name, ...unknown, createdAt: null };
}

describe('fleetServers', () => {
  it('lists servers with backups and without, by name, each with its own backups', () => {
    const [one, two] = [aBackup({ id: 1, serverId: '2' }), aBackup({ id: 2, serverId: 2, createdAt: null })];
    const fleet = fleetServers([one, two], [aServer(10, 'web-10'), aServer(2, 'web-2')], true);
    expect(fleet.map(({ name, key }) => [name, key])).toEqual([
      ['web-2', '2'],
      ['web-10', '10'],
    ]);
    expect(fleet[0]).toMatchObject({ id: 2, isGone: false, backups: [one, two] });
    expect(fleet[1]).toMatchObject({ id: 10, backups: [], history: [] });
  });

  it('takes the name of an unlisted server from its newest backup', () => {
    const backups = [
      manual(9, { serverName: 'old' }),
      manual(1, { serverName: 'new' }),
      manual(0, { serverName: 'undated', createdAt: null }),
    ];
    expect(fleetServers(backups, null, false)).toMatchObject([{ name: 'new', server: null, isGone: false }]);
  });

  it.each([
    ['missing from the whole list of servers', [aServer(1, 'a')], true, true],
    ['missing from a part of it', [aServer(1, 'a')], false, false],
    ['where the Servers API gave nothing', null, true, false],
    ['where the whole list is empty', [], true, true],
  ])('marks a server as gone only when that is certain: %s', (_name, servers, isComplete, isGone) => {
    const fleet = fleetServers([aBackup()], servers, isComplete);
    expect(fleet.find(({ key }) => key === '12345')?.isGone).toBe(isGone);
  });

  it('sorts by name, then by id', () => {
    const servers = [aServer(3, 'web-10'), aServer(9, 'web-2'), aServer(1, 'Web-10')];
    expect(knownServers([], servers, true).map(({ id }) => id)).toEqual([9, 1, 3]);
  });

  it("takes the Servers API's name, and finds a server whose id is text there", () => {
    const server = aServer('12345', 'renamed');
    expect(knownServers([aBackup()], [server], true)).toMatchObject([
      { name: 'renamed', server, backups: [{}] },
    ]);
  });

  it('has every backup once, under its own server', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const fleet = fleetServers(backups, [aServer(1, 'one'), aServer('toString', 'text')], true);
        expect(fleet.flatMap((one) => one.backups)).toHaveLength(backups.length);
        for (const one of fleet) {
          expect(one.history).toHaveLength(one.backups.length);
          expect(one.backups.every(({ serverId }) => String(serverId) === one.key)).toBe(true);
          expect(groupByServer(backups).get(one.key) ?? []).toEqual(one.backups);
        }
      }),
    );
  });
});

describe('judgeFleet and worstFirst', () => {
  const of = (serverName: string, ...backups: ReturnType<typeof manual>[]) =>
    backups.map((backup) => ({
      ...backup,
      id: `${serverName}-${backup.id}`,
      serverId: serverName,
      serverName,
    }));
  const backups = [
    ...of('protected-b', ...series(5, 24, 3)),
    ...of('protected-a', ...series(5, 24, 3)),
    ...of('late-30 h', ...series(5, 24, 31)),
    ...of('late-41 h', ...series(5, 24, 41)),
    ...of('old', manual(300)),
    ...of('old-undated', manual(300, { createdAt: null })),
    ...of('unprotected', manual(3, FAILED)),
    ...of('failing', manual(9), automatic(2, FAILED), automatic(1, FAILED)),
    ...of('missed', ...series(5, 24, 90)),
  ];
  const judged = judgeFleet(fleetServers(backups, [aServer('never', 'never')], false), NOW);

  it('judges each server by its own backups', () => {
    for (const one of judged) {
      expect(one.protection).toEqual(protectionOf(historyOf(one.backups), NOW));
    }
  });

  it('puts the worst first: by state, then by age of the newest good backup, then by name', () => {
    expect(worstFirst(judged).map(({ name }) => name)).toEqual([
      'never',
      'unprotected',
      'failing',
      'missed',
      'late-41 h',
      'late-30 h',
      'old-undated',
      'old',
      'protected-a',
      'protected-b',
    ]);
  });
});
