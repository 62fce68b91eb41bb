import type { KyselyPlugin } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import type { Database } from '../database/tables';
import { SILENT_LOG } from '../http/log';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { upstreamOf } from '../testing/provider/upstream';
import { createActivity } from './activity';
import type { EntryFilter } from './entry-filter';

const ENTRIES = 5_400;
const HOST = 'provider.test';

/** A log of `count` deletions, oldest first, after one failed creation by Zoe. */
async function fill({ db }: Database): Promise<void> {
  const ids = Array.from(
    { length: ENTRIES },
    (_, number) => `01940000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
  );
  for (let start = 0; start < ENTRIES; start += 900) {
    const some = ids.slice(start, start + 900);
    await db
      .insertInto('activity_intent')
      .values(
        some.map((id, index) => ({
          id,
          time: '2025-01-16T15:45:00.000Z',
          action: start + index === 0 ? 'create_backup' : 'delete_backup',
          provider_host: HOST,
          account: null,
          actor_email: start + index === 0 ? 'zoe@example.com' : 'ops@example.com',
          actor_token: null,
          actor_search: start + index === 0 ? 'zoe@example.com' : 'ops@example.com',
          self_given_name: null,
          server_key: `n:${(start + index) % 3}`,
          server: null,
          backup_key: null,
          backup: null,
          description: null,
          operation_id: null,
          request_id: 'one',
        })),
      )
      .execute();
    await db
      .insertInto('activity_outcome')
      .values(
        some.map((id, index) => ({
          intent_id: id,
          time: '2025-01-16T15:45:01.000Z',
          outcome: start + index === 0 ? 'failed' : 'succeeded',
          reason: null,
          detail: null,
          provider_status: null,
          duration_ms: null,
          result: null,
        })),
      )
      .execute();
  }
}

describeOnEachDatabase('a long log', ({ newPlace, open: openAt, dispose }) => {
  afterAll(dispose);

  async function open() {
    const opened = await openAt(await newPlace());
    await fill(opened);
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery({ node }) {
        queries += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const database = { ...opened, db: opened.db.withPlugin(counter) };
    const upstream = upstreamOf('http://provider.test');
    const { reader } = createActivity({
      database,
      upstreams: { as: () => upstream, giveUpReads() {}, giveUpWrites() {}, settled: upstream.settled },
      token: 'vps_test',
      secret: null,
      log: SILENT_LOG,
      providerHost: HOST,
      now: Date.now,
      writeTimeoutMs: 1000,
    }).account;
    const all = async (filter: EntryFilter) => {
      const ids: string[] = [];
      for (let cursor: string | null = null; ; ) {
        const page = await reader.page(filter, cursor, 2000);
        ids.push(...page.entries.map(({ id }) => id));
        if (page.next === null) return ids;
        cursor = page.next;
      }
    };
    return { all, database, queries: () => queries };
  }

  it('is read completely with every filter, each entry once, without blocking the event loop', async () => {
    const { all, database, queries } = await open();
    const oldest = ['01940000-0000-7000-8000-000000000000'];
    expect(await all({ action: 'create_backup' })).toEqual(oldest);
    expect(await all({ actor: 'ZOE' })).toEqual(oldest);
    expect(await all({ server: 'n:0', actor: 'zoe' })).toEqual(oldest);
    const before = queries();
    expect(await all({ actor: 'nobody' })).toEqual([]);
    // One query for everything would block all other work, so each part of the log is read separately.
    expect(queries() - before).toBe(4);

    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    expect(await all({ outcome: 'failed' })).toEqual(oldest);
    isDone = true;
    expect(turns).toBeGreaterThan(3);

    const everything = await all({});
    expect([everything.length, new Set(everything).size]).toEqual([ENTRIES, ENTRIES]);
    expect(await all({ server: 'n:1' })).toHaveLength(ENTRIES / 3);
    await database.close();
  });
});
