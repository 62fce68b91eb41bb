import { describe, expect, it } from 'vitest';
import { automatic, daily, FAILED, manual, NOW, series, small } from '../../testing/fleets/protection';
import { agreementsOf } from '../agreements/agreement';
import type { Backup } from '../backups/backup';
import { fleetServers, judgeServer } from '../fleet/fleet';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import type { Server } from '../servers/server';
import { compareServers, type ServerFact, type ServerFacts, serverFacts } from './compare-servers';

const A_SERVER: Server = {
  id: 12345,
  name: 'web-server-01',
  hostname: null,
  status: 'active',
  ipAddress: null,
  location: null,
  plan: null,
  osName: null,
  createdAt: null,
};

const NO_RULES = {
  maxAgeHours: null,
  freeDays: [],
  timeZone: 'UTC',
  minGood: null,
  reachBackDays: null,
} as const;

interface Given {
  readonly status?: string;
  readonly minGood?: number;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly acceptedBackupId?: string;
}

/** The facts of a server with these backups. */
function facts(backups: readonly Backup[], given: Given = {}): ServerFacts {
  const { status = 'active', minGood, tags = [], note = null, acceptedBackupId = null } = given;
  const agreement = {
    serverId: 12345,
    version: 1,
    expectation: minGood === undefined ? null : { ...NO_RULES, freeDays: [], minGood },
    acknowledgement: null,
    unwatched: null,
    acceptedBackupId,
    tags: [...tags],
    note,
  };
  const agreements = agreementsOf({ servers: [agreement], tags: [] });
  const [one] = fleetServers(backups, [{ ...A_SERVER, status }], true, agreements);
  if (one === undefined) throw new Error('There is one server.');
  return serverFacts(judgeServer(one, NOW), NOW - 7 * DAY_MS);
}

/** Difference and better side of one fact. */
function verdict(fact: ServerFact, a: ServerFacts, b: ServerFacts) {
  const { difference, better } = compareServers([a, b])[fact];
  return [difference.kind, better];
}

const GOOD = facts(daily(3));
const FULL = facts([
  ...daily(3),
  ...Array.from({ length: 10 }, (_, at) => manual(30 + at, at < 2 ? { description: '[keep] x' } : {})),
]);
const FAILING = facts([...daily(51), automatic(27, FAILED), automatic(3, FAILED)]);
const NONE = facts([]);

describe('compareServers', () => {
  it.each<[ServerFact, string, ServerFacts, ServerFacts, unknown[]]>([
    ['state', 'protected beside failing', GOOD, FAILING, ['other', 0]],
    ['state', 'never backed up is worst', NONE, FAILING, ['other', 1]],
    ['state', 'the same', GOOD, GOOD, ['same', null]],
    ['state', 'a server in error is worse', facts(daily(3), { status: 'error' }), GOOD, ['other', 1]],
    ['newestGood', 'newer', GOOD, FAILING, ['duration', 0]],
    ['newestGood', 'no good backup', GOOD, NONE, ['other', 0]],
    ['newestGood', 'of an unknown date', facts([manual(1, { createdAt: null })]), GOOD, ['unknown', null]],
    ['exposure', 'a manual one does not expire', GOOD, FULL, ['other', 1]],
    ['oldestGood', 'further back', GOOD, facts(series(10, 24, 3)), ['duration', 1]],
    ['goodCount', 'more are a matter of choice', GOOD, facts(series(10, 24, 3)), ['count', null]],
    ['failures', 'fewer', GOOD, FAILING, ['count', 0]],
    ['failures', 'long ago', GOOD, facts([...daily(3), automatic(400, FAILED)]), ['same', null]],
    ['interval', 'daily and weekly', GOOD, facts(series(6, 168, 3)), ['duration', null]],
    ['interval', 'daily and unknown', GOOD, NONE, ['other', null]],
    ['size', 'unknown', GOOD, facts([manual(1, { sizeMb: null })]), ['unknown', null]],
    ['size', 'larger', GOOD, facts([manual(1, { sizeMb: 9000 })]), ['size', null]],
    ['stored', 'more', GOOD, FULL, ['size', null]],
    [
      'stored',
      'a part is unknown',
      GOOD,
      facts([...daily(3), manual(1, { sizeMb: null })]),
      ['unknown', null],
    ],
    ['slots', 'none left', GOOD, FULL, ['count', 0]],
    ['slots', 'some left', GOOD, facts([manual(1)]), ['count', null]],
    ['kept', 'locked ones', GOOD, FULL, ['count', null]],
    ['expectation', 'none', GOOD, GOOD, ['same', null]],
    ['expectation', 'of one', GOOD, facts(daily(3), { minGood: 3 }), ['other', null]],
    [
      'expectation',
      'met and not met',
      facts(daily(3), { minGood: 7 }),
      facts(daily(3), { minGood: 3 }),
      ['other', 1],
    ],
    ['expectation', 'not met without a good one', facts([], { minGood: 3 }), GOOD, ['other', null]],
    [
      'tags',
      'in another order',
      facts([], { tags: ['a', 'b'] }),
      facts([], { tags: ['b', 'a'] }),
      ['same', null],
    ],
    ['tags', 'others', facts([], { tags: ['a'] }), GOOD, ['other', null]],
    ['note', 'of one', facts([], { note: 'Ask Jo first' }), GOOD, ['other', null]],
  ])('%s: %s', (fact, _name, a, b, expected) => {
    expect(verdict(fact, a, b)).toEqual(expected);
  });

  it('says how far apart they are', () => {
    const { newestGood, failures, kept } = compareServers([GOOD, FAILING]);
    expect([newestGood.difference, failures.difference, kept.difference]).toEqual([
      { kind: 'duration', ms: 48 * HOUR_MS },
      { kind: 'count', by: 2 },
      { kind: 'same' },
    ]);
  });
});

describe('serverFacts', () => {
  it('names the last failure, and counts slots and locked backups', () => {
    expect(FAILING.lastFailed?.id).toBe('automatic-3');
    expect([FULL.slotsUsed, FULL.keptCount, NONE.slotsUsed]).toEqual([10, 2, 0]);
  });

  it('knows the usual size before the newest good backup, and the change against it', () => {
    const grown = facts([...daily(27), automatic(3, { sizeMb: 6684 })]);
    expect([grown.usualMb, grown.sizeChange]).toEqual([4456, 0.5]);
    expect([NONE.usualMb, facts(series(3, 24, 3)).usualMb]).toEqual([null, null]);
  });

  it('uses the size that became usual, and the one that people accepted', () => {
    const settled = facts([
      ...daily(99),
      ...[75, 51, 27, 3].map((hours) => automatic(hours, { sizeMb: 1000 })),
    ]);
    expect([settled.usualMb, settled.sizeChange]).toEqual([1000, 0]);
    const accepted = facts([...daily(51), small(27), small(3)], { acceptedBackupId: 'automatic-27' });
    expect([accepted.usualMb, accepted.sizeChange]).toEqual([12, 0]);
  });
});
