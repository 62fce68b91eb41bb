import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createLeases } from '../database/leases';
import { SILENT_LOG } from '../http/log';
import { describeOnPostgres } from '../testing/database/postgres';
import { answerJson, deferred } from '../testing/http';
import { CREATE, codeOf, forward, json, provider, upstreamOf } from '../testing/provider/upstream';
import type { ForwardCall } from './forward-table';

const RESTORE: ForwardCall = {
  method: 'POST',
  path: '/servers/1/restore/',
  route: '/servers/{id}/restore/',
  hasBody: true,
};

describeOnPostgres('the same change through two gateways on one PostgreSQL', ({ newPlace, open }) => {
  /** Two gateways in front of a provider that answers writes on command. */
  async function start() {
    const place = await newPlace();
    const databases = [await open(place), await open(place)] as const;
    const arrived = deferred();
    const release = deferred();
    const server = await provider((outgoing) => {
      arrived.resolve();
      void release.promise.then(() => answerJson(outgoing, 201, { id: 1 }));
    });
    const [one, two] = databases.map((database) =>
      upstreamOf(server.baseUrl, { leases: createLeases(database, SILENT_LOG) }),
    );
    if (one === undefined || two === undefined) throw new Error('two gateways');
    const close = () => Promise.all(databases.map((each) => each.close()));
    return { one, two, server, arrived, release, db: databases[0].db, close };
  }

  it.each([
    ['create', CREATE, { server_id: 1 }, { server_id: 1 }],
    ['restore', RESTORE, { backup_id: 501 }, { backup_id: 501 }],
    ['restore with the id as text', RESTORE, { backup_id: 501 }, { backup_id: '501' }],
  ])('is sent once while it is under way: %s', async (_name, call, body, again) => {
    const { one, two, server, arrived, release, close } = await start();
    const first = forward(one, call, json(body));
    await arrived.promise;
    expect(codeOf(await forward(two, call, json(again)))).toBe('duplicate_call');
    release.resolve();
    expect(codeOf(await first)).toBe('answer');
    expect(server.seen).toHaveLength(1);
    expect(codeOf(await forward(two, call, json(body)))).toBe('answer');
    expect(server.seen).toHaveLength(2);
    await close();
  });

  it('is sent once if both start at the same moment', async () => {
    const { one, two, server, arrived, release, close } = await start();
    const both = [forward(one, CREATE), forward(two, CREATE)];
    await arrived.promise;
    expect(codeOf(await Promise.race(both))).toBe('duplicate_call');
    release.resolve();
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(['answer', 'duplicate_call']);
    expect(server.seen).toHaveLength(1);
    await close();
  });

  it('can be sent again after its gateway died, once the longest duration of a change has passed', async () => {
    const { one, two, server, arrived, release, db, close } = await start();
    const lost = forward(one, CREATE);
    await arrived.promise;
    expect(codeOf(await forward(two, CREATE))).toBe('duplicate_call');
    await sql`UPDATE lease SET until = until - 40000`.execute(db);
    release.resolve();
    expect(codeOf(await forward(two, CREATE))).toBe('answer');
    expect(server.seen).toHaveLength(2);
    await lost;
    await close();
  });

  it("is not sent if the database can't say whether it is in progress, and its row contains no token", async () => {
    const { one, two, server, arrived, release, db, close } = await start();
    const first = forward(one, CREATE);
    await arrived.promise;
    const { rows } = await sql`SELECT * FROM lease`.execute(db);
    expect(rows).toEqual([expect.objectContaining({ name: expect.stringMatching(/^write [\w-]{43}$/) })]);
    await sql`DROP TABLE lease`.execute(db);
    expect(codeOf(await forward(two, CREATE))).toBe('activity_unavailable');
    release.resolve();
    expect(codeOf(await first)).toBe('answer');
    expect(server.seen).toHaveLength(1);
    await close();
  });
});
