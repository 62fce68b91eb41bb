import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import type { BackupList } from '../backups/backup';
import type { ServerList } from '../servers/server';
import { type FirstFacts, firstSteps, isAllDone } from './first-steps';

const WHOLE = { expectedCount: null, skippedCount: 0, isComplete: true };
const backups = (...list: BackupList['backups']): BackupList => ({ ...WHOLE, backups: list });
const servers = (count: number): ServerList => ({
  ...WHOLE,
  servers: Array.from({ length: count }, (_, id) => ({
    id,
    name: `web-${id}`,
    hostname: null,
    status: null,
    ipAddress: null,
    location: null,
    plan: null,
    osName: null,
    createdAt: null,
  })),
});

const NEW: FirstFacts = {
  backups: backups(),
  servers: servers(2),
  watch: { state: 'off', offReason: 'nothingSet' },
  hasOwnCheck: false,
  mayWrite: true,
};
const WATCHING = { state: 'watching', offReason: null } as const;

function open(facts: Partial<FirstFacts>): string {
  const steps = firstSteps({ ...NEW, ...facts });
  const missing = steps.filter(({ isDone }) => !isDone).map(({ name }) => name);
  expect(isAllDone(steps)).toBe(missing.length === 0);
  return missing.join(' ');
}

describe('the first steps', () => {
  const done = aBackup({ status: 'completed' });
  const rows: readonly (readonly [string, Partial<FirstFacts>, string])[] = [
    ['a new account', {}, 'watch backup'],
    ['an account without servers', { servers: servers(0) }, 'servers watch backup'],
    [
      'a first backup that still runs',
      { backups: backups(aBackup({ status: 'in_progress' })) },
      'watch backup',
    ],
    ['a first backup', { backups: backups(done) }, 'watch'],
    ['a gateway that watches', { watch: WATCHING }, 'backup'],
    ['another gateway that watches', { watch: { state: 'standby', offReason: null } }, 'backup'],
    ['a check of one’s own', { hasOwnCheck: true }, 'backup'],
    ['both', { watch: WATCHING, backups: backups(done) }, ''],
    [
      'people who sign in to a gateway that watches another account',
      { watch: { state: 'off', offReason: 'otherAccount' } },
      'backup',
    ],
    ['people who sign in', { watch: { state: 'off', offReason: 'signIn' } }, 'backup'],
    ['a token that may only read', { mayWrite: false }, 'watch'],
  ];
  it.each(rows)('%s', (_what, facts, missing) => {
    expect(open(facts)).toBe(missing);
  });

  it('count the servers that only backups show, where the token may not list servers', () => {
    const seen = backups(
      aBackup({ id: 1, serverId: 7 }),
      aBackup({ id: 2, serverId: '7' }),
      aBackup({ id: 3, serverId: 8 }),
    );
    expect(firstSteps({ ...NEW, servers: null, backups: seen })).toContainEqual({
      name: 'servers',
      isDone: true,
      count: 2,
    });
  });
});
