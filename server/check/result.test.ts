import { describe, expect, it } from 'vitest';
import { readFleet } from '../provider/read-fleet';
import { NOW } from '../sandbox/testing';
import {
  CANNOT_BE_REACHED,
  fleetUpstream,
  HANGS,
  listOf,
  type ProviderAnswers,
  refusedWith,
  wireBackup,
} from '../testing/provider/fleet-upstream';
import { type CheckResult, checkResult, EXIT_CODES } from './result';

const HOUR_MS = 3_600_000;
const SERVERS = ['good', 'late', 'old', 'missed', 'failing', 'unprotected', 'never', 'expiring'] as const;
type Name = (typeof SERVERS)[number];

const serverOf = (name: Name) => ({ id: SERVERS.indexOf(name) + 1, name });

/** Backups that put the server of this name into the state of this name. */
function backupsOf(name: Name): unknown[] {
  const server = serverOf(name);
  const runs = (newestHoursAgo: number, count: number, changes: Readonly<Record<string, unknown>> = {}) =>
    Array.from({ length: count }, (_, index) =>
      wireBackup(
        server.id * 1000 + newestHoursAgo + index,
        server,
        NOW - (newestHoursAgo + 24 * index) * HOUR_MS,
        changes,
      ),
    );
  const failed = { status: 'failed', size_mb: null };
  switch (name) {
    case 'good':
      return runs(3, 5);
    case 'late':
      return runs(35, 5);
    case 'old':
      return runs(200, 1);
    case 'missed':
      return runs(60, 5);
    case 'failing':
      return [...runs(3, 2, failed), ...runs(51, 5)];
    case 'unprotected':
      return runs(3, 2, failed);
    case 'never':
      return [];
    case 'expiring':
      return runs(3, 1, { expires_at: new Date(NOW + 40 * HOUR_MS).toISOString() });
  }
}

function fleetOf(names: readonly Name[]): ProviderAnswers {
  return {
    backups: () => listOf(names.flatMap(backupsOf)),
    servers: () => listOf(names.map(serverOf)),
  };
}

/** The result for these servers, the first of which is in error itself. */
function fleetInError(names: readonly Name[]): ProviderAnswers {
  const servers = names.map((name, index) => ({
    ...serverOf(name),
    status: index === 0 ? 'error' : 'active',
  }));
  return { ...fleetOf(names), servers: () => listOf(servers) };
}

interface Asked {
  readonly servers?: readonly string[];
  readonly ignored?: readonly string[];
}

async function check(answers: ProviderAnswers, asked: Asked = {}, isDemo = false): Promise<CheckResult> {
  const limit = new AbortController();
  const reading = readFleet({ upstream: fleetUpstream(answers), signal: limit.signal, now: () => NOW });
  if (answers.backups === HANGS) limit.abort();
  return checkResult(await reading, { options: { servers: [], ignored: [], ...asked }, isDemo });
}

const codeOf = ({ status }: CheckResult) => EXIT_CODES[status];

describe('the exit code', () => {
  it.each<[number, string, ProviderAnswers, Asked?]>([
    [0, 'all are protected', fleetOf(['good'])],
    [1, 'one is late', fleetOf(['good', 'late'])],
    [1, 'one is old', fleetOf(['good', 'old'])],
    [1, 'the last good backup of one expires soon', fleetOf(['good', 'expiring'])],
    [2, 'one was missed', fleetOf(['good', 'missed'])],
    [2, 'one is failing', fleetOf(['good', 'failing'])],
    [2, 'one is unprotected', fleetOf(['good', 'unprotected'])],
    [2, 'one was never backed up', fleetOf(['good', 'never'])],
    [2, 'one is late and one was missed', fleetOf(['late', 'missed'])],
    [2, 'one that is protected is in error itself', fleetInError(['good', 'late'])],
    [0, 'the one in error is left out', fleetInError(['late', 'good']), { ignored: ['late'] }],
    [0, 'the one that was asked for is protected', fleetOf(['good', 'missed']), { servers: ['good'] }],
    [2, 'the one that was asked for, by id, was missed', fleetOf(['good', 'missed']), { servers: ['4'] }],
    [2, 'the one that was asked for, by #id, was missed', fleetOf(['good', 'missed']), { servers: ['#4'] }],
    [
      2,
      'the one that was asked for is named as it is seen',
      fleetOf(['good', 'missed']),
      { servers: [' mis\u200Bsed\u00A0'] },
    ],
    [0, 'the one that was missed is left out by #id', fleetOf(['good', 'missed']), { ignored: ['#4'] }],
    [
      1,
      'the worst of two that were asked for is late',
      fleetOf(['good', 'late', 'never']),
      { servers: ['1', 'late'] },
    ],
    [0, 'the one that was missed is left out', fleetOf(['good', 'missed']), { ignored: ['missed'] }],
    [
      1,
      'two are left out, by id and by name',
      fleetOf(['late', 'missed', 'never']),
      { ignored: ['4', 'never'] },
    ],
    [0, 'what is left out does not exist', fleetOf(['good']), { ignored: ['typo'] }],
    [3, 'the token sees no list of servers', { ...fleetOf(['good']), servers: refusedWith(403) }],
    [3, 'it sees none, and one is late', { ...fleetOf(['good', 'late']), servers: refusedWith(404) }],
    [3, 'it sees none, and no backup either', { servers: refusedWith(403) }],
    [2, 'it sees none, and one was missed', { ...fleetOf(['good', 'missed']), servers: refusedWith(403) }],
    [
      3,
      'it sees none, and the one that was missed is left out',
      { ...fleetOf(['good', 'missed']), servers: refusedWith(403) },
      { ignored: ['missed'] },
    ],
    [
      0,
      'it sees none, and the one that was asked for is protected',
      { ...fleetOf(['good', 'missed']), servers: refusedWith(403) },
      { servers: ['good'] },
    ],
    [
      3,
      'it sees none, and the one that was asked for has no backup',
      { ...fleetOf(['good', 'never']), servers: refusedWith(403) },
      { servers: ['never'] },
    ],
    [3, 'what was asked for does not exist', fleetOf(['good']), { servers: ['typo'] }],
    [3, 'half of what was asked for does not exist', fleetOf(['good']), { servers: ['good', 'typo'] }],
    [3, 'what was asked for is left out', fleetOf(['good']), { servers: ['good'], ignored: ['good'] }],
    [3, 'everything is left out', fleetOf(['good']), { ignored: ['good'] }],
    [3, 'the account has no server', fleetOf([])],
    [
      3,
      'what was asked for has only backups left',
      { backups: () => listOf(backupsOf('good')) },
      { servers: ['good'] },
    ],
    [
      3,
      'the list of backups is a part',
      { ...fleetOf(['good']), backups: () => listOf(backupsOf('good'), { count: 9 }) },
    ],
    [
      3,
      'the list of servers is a part',
      { ...fleetOf(['good']), servers: () => listOf([serverOf('good')], { count: 2 }) },
    ],
    [
      3,
      'a backup cannot be understood',
      { ...fleetOf(['good']), backups: () => listOf([...backupsOf('good'), {}]) },
    ],
    [
      3,
      'a part of the list shows one that was missed',
      { ...fleetOf(['missed']), backups: () => listOf(backupsOf('missed'), { count: 9 }) },
    ],
    [3, 'the provider cannot be reached', { backups: CANNOT_BE_REACHED }],
    [3, 'the provider hangs', { backups: HANGS }],
    [3, 'the token is refused', { backups: refusedWith(401) }],
    [3, 'the token has no right', { backups: refusedWith(403) }],
    [3, 'the provider wants fewer calls', { backups: refusedWith(429) }],
    [3, 'the provider has a fault', { ...fleetOf(['good']), servers: refusedWith(503) }],
    [3, 'the provider answers with a page', { backups: () => new Response('<html>') }],
  ])('is %d when %s', async (code, _case, answers, asked) => {
    expect(codeOf(await check(answers, asked))).toBe(code);
  });

  it('follows the provider’s clock, and says so', async () => {
    const answers = fleetOf(['good']);
    const ahead = { ...answers, servers: () => listOf([serverOf('good')], { date: NOW + 3 * 24 * HOUR_MS }) };
    const result = await check(ahead);
    expect(codeOf(result)).toBe(2);
    expect(result.notes).toEqual([expect.stringMatching(/^This computer’s clock is 3 d behind/)]);
  });
});

describe('the text', () => {
  it('lists the worst first', async () => {
    const { servers, headline } = await check(fleetOf(SERVERS));
    expect(servers.map(({ name }) => name)).toEqual([
      'never',
      'unprotected',
      'failing',
      'missed',
      'late',
      'expiring',
      'old',
      'good',
    ]);
    expect(headline).toBe('7 of 8 servers need attention.');
  });

  it('lists a server in error before all others, and counts it', async () => {
    const { servers, headline, errorCount } = await check(fleetInError(['good', 'never', 'late']));
    expect(servers.map(({ name }) => name)).toEqual(['good', 'never', 'late']);
    expect(headline).toBe('3 of 3 servers need attention.');
    expect(errorCount).toBe(1);
  });

  it.each<[string, ProviderAnswers, Asked, RegExp]>([
    ['what was left out', fleetOf(['good', 'late']), { ignored: ['late'] }, /^Ignored: 1 of 2 servers\.$/],
    [
      'a name to leave out that matches nothing',
      fleetOf(['good']),
      { ignored: ['typo'] },
      /typo matches no server/,
    ],
    [
      'that servers without a backup are unseen',
      { ...fleetOf(['good']), servers: refusedWith(404) },
      { servers: ['good'] },
      /can't be seen/,
    ],
    [
      'what a part looks like',
      { ...fleetOf(['good']), backups: () => listOf(backupsOf('good'), { count: 9 }) },
      {},
      /^Based on incomplete data: /,
    ],
  ])('%s', async (_name, answers, asked, note) => {
    expect((await check(answers, asked)).notes).toContainEqual(expect.stringMatching(note));
  });

  it('states doubts first', async () => {
    const answers = { ...fleetOf(['good']), backups: () => listOf(backupsOf('good'), { count: 9 }) };
    expect((await check(answers)).headline).toBe('Only 5 of 9 backups were received.');
    expect((await check(fleetOf(['good']), { servers: ['typo'] })).headline).toBe(
      '--server typo matches no server.',
    );
    expect((await check(fleetOf([]))).headline).toMatch(/^The account has no server/);
    const refused = await check({ ...fleetOf(['good']), servers: refusedWith(403) });
    expect(refused.headline).toMatch(/^Servers without a backup can't be seen/);
    expect(refused.notes).toEqual([expect.stringMatching(/^Based on incomplete data: /)]);
  });

  it('says that it is demo data', async () => {
    expect((await check(fleetOf(['good']), {}, true)).notes).toContainEqual(
      expect.stringMatching(/^Demo data/),
    );
  });
});
