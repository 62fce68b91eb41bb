import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createLog, SILENT_LOG } from '../http/log';
import { describeOnPostgres } from '../testing/database/postgres';
import { createLeases, type Leases, leasesInMemory } from './leases';

const MINUTE_MS = 60_000;

/** Two gateways' view of the same leases. */
type Pair = readonly [Leases, Leases];

async function expectOneHolder([one, two]: Pair): Promise<void> {
  const held = await one.take('write a', MINUTE_MS);
  expect(held).not.toBeNull();
  expect([await one.take('write a', MINUTE_MS), await two.take('write a', MINUTE_MS)]).toEqual([null, null]);
  expect(await two.take('write b', MINUTE_MS)).not.toBeNull();
  await held?.end();
  expect(await two.take('write a', MINUTE_MS)).not.toBeNull();
}

async function expectCount([one, two]: Pair): Promise<void> {
  const first = await one.join('scope', MINUTE_MS);
  const second = await two.join('scope', MINUTE_MS);
  const other = await two.join('other scope', MINUTE_MS);
  expect([first.count, second.count, other.count]).toEqual([1, 2, 1]);
  await first.lease.end();
  expect((await one.join('scope', MINUTE_MS)).count).toBe(2);
}

describe('leases of one gateway', () => {
  it('are exclusive', async () => {
    const leases = leasesInMemory();
    await expectOneHolder([leases, leases]);
  });

  it('in a scope are counted', async () => {
    const leases = leasesInMemory();
    await expectCount([leases, leases]);
  });
});

describeOnPostgres('leases of several gateways on one PostgreSQL', ({ newPlace, open }) => {
  async function start() {
    const place = await newPlace();
    const databases = [await open(place), await open(place)] as const;
    const lines: string[] = [];
    const log = createLog({ write: (line) => lines.push(line) });
    return {
      db: databases[0].db,
      pair: [createLeases(databases[0], log), createLeases(databases[1], SILENT_LOG)] as const,
      lines,
      close: () => Promise.all(databases.map((each) => each.close())),
    };
  }

  it('are exclusive', async () => {
    const { pair, close } = await start();
    await expectOneHolder(pair);
    await close();
  });

  it('in a scope are counted', async () => {
    const { pair, close } = await start();
    await expectCount(pair);
    await close();
  });

  it('go to exactly one of many simultaneous requests', async () => {
    const { pair, close } = await start();
    const asked = Array.from({ length: 20 }, (_, number) => pair[number % 2 === 0 ? 0 : 1]);
    const taken = await Promise.all(asked.map((leases) => leases.take('write a', MINUTE_MS)));
    expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
    await close();
  });

  it('of a dead gateway expire; ending one late does not affect the next holder', async () => {
    const { db, pair, close } = await start();
    const dead = await pair[0].take('write a', MINUTE_MS);
    const left = await pair[0].join('scope', MINUTE_MS);
    await sql`UPDATE lease SET until = 0`.execute(db);
    expect(await pair[1].take('write a', MINUTE_MS)).not.toBeNull();
    expect((await pair[1].join('scope', MINUTE_MS)).count).toBe(1);
    await dead?.end();
    await left.lease.end();
    expect(await pair[0].take('write a', MINUTE_MS)).toBeNull();
    await close();
  });

  it('that cannot be ended are logged and block nobody', async () => {
    const { db, pair, lines, close } = await start();
    const held = await pair[0].take('write a', MINUTE_MS);
    await sql`DROP TABLE lease`.execute(db);
    await held?.end();
    expect(lines.join('')).toContain('"event":"lease_not_ended"');
    await expect(pair[1].take('write a', MINUTE_MS)).rejects.toThrow(/lease/);
    await close();
  });
});
