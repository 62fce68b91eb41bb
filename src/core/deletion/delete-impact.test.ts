import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { type Backup, idKey } from '../backups/backup';
import { canBulkDelete } from '../backups/keep-mark';
import { DAY_MS } from '../lib/time-units';
import { confirmationTier, deleteImpact, type KnownName, worseFacts } from './delete-impact';

const NOW_MS = Date.parse('2025-01-16T12:00:00.000Z');
const at = (ageDays: number) => new Date(NOW_MS - ageDays * DAY_MS).toISOString();

/** One server, by days ago: good on days 1, 3 and 9, empty on day 12, failed on day 2. */
const newest = aBackup({ id: 9, type: 'automatic', createdAt: at(1), expiresAt: at(-6) });
const failed = aBackup({ id: 8, type: 'automatic', status: 'failed', sizeMb: null, createdAt: at(2) });
const middle = aBackup({ id: 7, type: 'automatic', createdAt: at(3), expiresAt: at(-4) });
const oldest = aBackup({ id: 1, createdAt: at(9) });
const empty = aBackup({ id: 2, sizeMb: 0, createdAt: at(12) });
const running = aBackup({ id: 3, status: 'in_progress', sizeMb: null, createdAt: at(0) });
const kept = aBackup({ id: 4, description: '[keep] before update', createdAt: at(20) });
const odd = aBackup({ id: 5, status: 'archived', createdAt: at(5) });
const SERVER = [oldest, newest, failed, middle, empty];
const elsewhere = aBackup({ id: 70, serverId: 7, serverName: 'db-1', createdAt: at(4) });
const elsewhere2 = aBackup({ id: 71, serverId: 7, serverName: 'db-1', createdAt: at(5) });

const impactOf = (backups: readonly Backup[], ids: readonly Backup['id'][], names?: Map<string, KnownName>) =>
  deleteImpact(backups, new Set(ids.map(idKey)), NOW_MS, names);
const tierOf = (backups: readonly Backup[], ids: readonly Backup['id'][]) =>
  confirmationTier(impactOf(backups, ids));

describe('deleteImpact', () => {
  it('shows one server before and after', () => {
    const { servers, selected } = impactOf([...SERVER, elsewhere], [9, 1]);
    expect(selected.map(({ id }) => id)).toEqual([1, 9]);
    expect(servers).toEqual([
      {
        serverKey: '12345',
        serverId: 12345,
        serverName: 'web-server-01',
        serverLabel: 'web-server-01',
        selectedCount: 2,
        before: {
          newestGood: newest,
          newestGoodAgeMs: DAY_MS,
          goodCount: 3,
          oldestPoint: at(9),
          largestGapMs: 6 * DAY_MS,
          exposure: { kind: 'never' },
        },
        after: {
          newestGood: middle,
          newestGoodAgeMs: 3 * DAY_MS,
          goodCount: 1,
          oldestPoint: at(3),
          largestGapMs: null,
          exposure: { kind: 'at', iso: at(-4) },
        },
        isLastGood: false,
      },
    ]);
  });

  it.each([
    ['the gap grows where a copy in the middle goes', [7], { largestGapMs: 8 * DAY_MS, goodCount: 2 }],
    ['a failed one changes nothing', [8], { largestGapMs: 6 * DAY_MS, goodCount: 3, oldestPoint: at(9) }],
    ['nor does an empty one', [2], { largestGapMs: 6 * DAY_MS, goodCount: 3, oldestPoint: at(9) }],
    [
      'nothing is left',
      [9, 7, 1],
      {
        newestGood: null,
        newestGoodAgeMs: null,
        goodCount: 0,
        oldestPoint: null,
        largestGapMs: null,
        exposure: { kind: 'exposed' },
      },
    ],
  ])('%s', (_case, ids, after) => {
    expect(impactOf(SERVER, ids).servers[0]?.after).toMatchObject(after);
  });

  it('counts a suspiciously small backup as restorable, not as good', () => {
    const large = [10, 11, 12, 13, 14].map((day) => aBackup({ id: day, sizeMb: 4000, createdAt: at(day) }));
    const small = aBackup({ id: 99, sizeMb: 1500, createdAt: at(1) });
    const [impact] = impactOf([...large, small], [10, 11, 12, 13]).servers;
    expect(impact?.before).toMatchObject({ goodCount: 5, oldestPoint: at(14), largestGapMs: 9 * DAY_MS });
    // Fewer than five are left to compare with: that makes the small one no better.
    expect(impact?.after).toMatchObject({ goodCount: 1, largestGapMs: 13 * DAY_MS });
    expect(impactOf([...large, small], [10, 11, 12, 13, 14]).servers[0]?.isLastGood).toBe(true);
  });

  it('has no ages and gaps without credible dates', () => {
    const undated = aBackup({ id: 20, createdAt: null });
    const ahead = aBackup({ id: 21, createdAt: at(-400) });
    const [impact] = impactOf([undated, ahead, failed], [8]).servers;
    expect(impact?.before).toMatchObject({
      goodCount: 2,
      newestGoodAgeMs: null,
      oldestPoint: null,
      largestGapMs: null,
    });
  });

  it('does not count an expired backup as left', () => {
    const expired = aBackup({ id: 30, type: 'automatic', createdAt: at(8), expiresAt: at(0) });
    expect(impactOf([expired, newest], [9]).servers[0]?.isLastGood).toBe(true);
    expect(impactOf([expired, newest], [30]).servers[0]?.isLastGood).toBe(false);
    expect(impactOf([expired, failed], [8]).servers[0]?.isLastGood).toBe(false);
  });

  it('sorts servers that lose their last good backup first, then by name', () => {
    const backups = [...SERVER, elsewhere, aBackup({ id: 80, serverId: 8, serverName: 'a-1' })];
    const other = aBackup({ id: 81, serverId: 8, serverName: 'a-1', createdAt: at(1) });
    const { servers } = impactOf([...backups, other], [9, 70, 80]);
    expect(servers.map(({ serverName, isLastGood }) => [serverName, isLastGood])).toEqual([
      ['db-1', true],
      ['a-1', false],
      ['web-server-01', false],
    ]);
  });

  it.each([
    [
      "the Servers API's name",
      new Map([['7', { name: 'db-primary', label: 'db-primary' }]]),
      'db-1',
      'db-primary',
    ],
    ["the newest backup's name", undefined, 'db-1', 'db-1'],
    ['the id where there is no name', undefined, ' ', '7'],
  ])('names a server by %s', (_case, names, serverName, expected) => {
    const backups = [{ ...elsewhere, serverName }];
    expect(impactOf(backups, [70], names).servers[0]?.serverName).toBe(expected);
  });
});

describe('worseFacts', () => {
  const worseOf = (backups: readonly Backup[], ids: readonly Backup['id'][]) =>
    impactOf(backups, ids).servers.map((impact) => [...worseFacts(impact)]);

  it.each([
    ['a failed one makes nothing worse', [8], []],
    ['the newest and the oldest go', [9, 1], ['newestGood', 'goodCount', 'oldest', 'exposure']],
    ['a gap opens', [7], ['goodCount', 'gap']],
    ['nothing is left', [9, 7, 1], ['newestGood', 'goodCount', 'oldest', 'exposure']],
  ])('%s', (_case, ids, worse) => {
    expect(worseOf(SERVER, ids)).toEqual([worse]);
  });

  it('a gap that gets smaller is no loss', () => {
    expect(worseOf([newest, middle, oldest], [1])).toEqual([['goodCount', 'oldest', 'exposure']]);
  });

  it('an earlier or unknown last expiry is', () => {
    const unclear = aBackup({ id: 40, type: 'automatic', createdAt: at(2), expiresAt: null });
    expect(worseOf([newest, middle], [9])[0]).toContain('exposure');
    expect(worseOf([oldest, unclear], [1])[0]).toContain('exposure');
    expect(worseOf([newest, middle], [7])[0]).not.toContain('exposure');
  });
});

const DB = { serverKey: '7', serverName: 'db-1', serverLabel: 'db-1' };

describe('confirmationTier', () => {
  it.each([
    ['a failed one', [8], { kind: 'plain' }],
    ['an empty one', [2], { kind: 'plain' }],
    ['a running one', [3], { kind: 'plain' }],
    ['one of unknown status', [5], { kind: 'plain' }],
    ['several that hold nothing', [8, 2, 3], { kind: 'plain' }],
    ['a completed one', [9], { kind: 'impact' }],
    ['a completed one among failed ones', [9, 8], { kind: 'typeCount', text: 'DELETE 2' }],
    ['one of unknown status among failed ones', [5, 8], { kind: 'typeCount', text: 'DELETE 2' }],
    ['several completed ones', [9, 7, 8], { kind: 'typeCount', text: 'DELETE 3' }],
    ['every good copy of a server', [9, 7, 1, 4], { kind: 'refused', reason: 'keptInBulk', keptIds: ['4'] }],
    ['the only good copy of a server', [70], { kind: 'typeNames', servers: [DB] }],
    ['that and others', [70, 9, 8], { kind: 'typeNames', servers: [DB] }],
    ['a locked one', [4], { kind: 'typeId', id: '4', servers: [] }],
    ['a locked one among others', [4, 9], { kind: 'refused', reason: 'keptInBulk', keptIds: ['4'] }],
    ['what is no longer there', [999], { kind: 'refused', reason: 'nothingSelected', keptIds: [] }],
    ['nothing', [], { kind: 'refused', reason: 'nothingSelected', keptIds: [] }],
  ])('%s', (_case, ids, expected) => {
    expect(tierOf([...SERVER, running, kept, odd, elsewhere], ids)).toEqual(expected);
  });

  it('asks for the name of every server that loses its last good backup', () => {
    const backups = [...SERVER, elsewhere, elsewhere2];
    expect(tierOf(backups, [9, 7, 1, 70, 71])).toEqual({
      kind: 'typeNames',
      servers: [DB, { serverKey: '12345', serverName: 'web-server-01', serverLabel: 'web-server-01' }],
    });
  });

  it('asks for id and name of a locked backup that is the last good one', () => {
    const lastKept = { ...kept, serverId: 7, serverName: 'db-1' };
    expect(tierOf([lastKept], [4])).toEqual({ kind: 'typeId', id: '4', servers: [DB] });
  });

  it('asks for both of two servers of one name', () => {
    const twins = [elsewhere, { ...elsewhere, id: 72, serverId: 8 }];
    const known = new Map(['7', '8'].map((key) => [key, { name: 'db-1', label: `db-1 (#${key})` }] as const));
    expect(confirmationTier(impactOf(twins, [70, 72], known))).toEqual({
      kind: 'typeNames',
      servers: [
        { serverKey: '7', serverName: 'db-1', serverLabel: 'db-1 (#7)' },
        { serverKey: '8', serverName: 'db-1', serverLabel: 'db-1 (#8)' },
      ],
    });
  });

  it('finds a backup by its id as number or text', () => {
    expect(tierOf([...SERVER, { ...newest, id: '501' }], [501])).toEqual({ kind: 'impact' });
  });
});

describe('canBulkDelete', () => {
  it('refuses only locked backups', () => {
    expect([newest, failed, kept, { ...kept, type: 'automatic' }].map(canBulkDelete)).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});
