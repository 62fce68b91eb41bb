import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import { SILENT_LOG } from '../http/log';
import { setUpGateway, startTestGateway } from '../testing/gateway';
import { answerJson, deferred, send, startServer } from '../testing/http';
import { provider, upstreamOf } from '../testing/provider/upstream';
import { createReadiness } from './readiness';

describe('GET /readyz', () => {
  it('reports a usable provider and database', async () => {
    const { port } = await setUpGateway();
    const answer = await send({ port, path: '/readyz' });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      200,
      { status: 'ready', provider: 'ok', database: 'ok' },
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    [404, 'ok'],
    [403, 'ok'],
    [429, 'ok'],
    [401, 'refused'],
    [500, 'error'],
    [503, 'error'],
  ])('maps a provider’s answer %i to %s', async (status, state) => {
    const server = await startServer((outgoing) => answerJson(outgoing, status, {}));
    const gateway = await startTestGateway({ baseUrl: server.baseUrl });
    const answer = await send({ port: gateway.port, path: '/readyz' });
    await gateway.stop();
    await server.close();
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      state === 'ok' ? 200 : 503,
      { status: state === 'ok' ? 'ready' : 'not ready', provider: state, database: 'ok' },
    ]);
  });

  it('reports an unreachable provider, while /healthz stays ok', async () => {
    const gone = await startServer(() => {});
    await gone.close();
    const gateway = await startTestGateway({ baseUrl: gone.baseUrl });
    const [ready, health] = await Promise.all(
      ['/readyz', '/healthz'].map((path) => send({ port: gateway.port, path })),
    );
    await gateway.stop();
    expect([ready?.status, health?.status]).toEqual([503, 200]);
    expect(ready?.text).toContain('"provider":"unreachable"');
  });

  it('reports an unreadable database', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 200, {}));
    const database = await openSqlite(':memory:');
    const ready = createReadiness({ upstream: upstreamOf(server.baseUrl), database, log: SILENT_LOG });
    await database.close();
    expect(await ready()).toEqual({ provider: 'ok', database: 'unavailable' });
  });

  it('reports a database that cannot be written', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 200, {}));
    const database = await openSqlite(':memory:');
    let nowMs = 0;
    const ready = createReadiness({
      upstream: upstreamOf(server.baseUrl),
      database,
      log: SILENT_LOG,
      now: () => nowMs,
    });
    await sql`PRAGMA query_only = 1`.execute(database.db);
    expect(await ready()).toEqual({ provider: 'ok', database: 'unavailable' });
    await sql`PRAGMA query_only = 0`.execute(database.db);
    nowMs = 5000;
    expect(await ready()).toEqual({ provider: 'ok', database: 'ok' });
    await database.close();
  });

  it('reports a database that does not answer within two seconds', async () => {
    const { baseUrl } = await provider((outgoing) => answerJson(outgoing, 200, {}));
    const database = await openSqlite(':memory:');
    const release = deferred();
    // Every other statement waits for its end.
    const held = database.db.transaction().execute(() => release.promise);
    const ready = createReadiness({ upstream: upstreamOf(baseUrl), database, log: SILENT_LOG });
    expect(await ready()).toEqual({ provider: 'ok', database: 'unavailable' });
    release.resolve();
    await held;
    await database.close();
  });

  it('asks the provider at most every five seconds', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 200, {}));
    const database = await openSqlite(':memory:');
    let nowMs = 0;
    const upstream = upstreamOf(server.baseUrl);
    const ready = createReadiness({ upstream, database, log: SILENT_LOG, now: () => nowMs });
    await Promise.all(Array.from({ length: 20 }, () => ready()));
    nowMs = 4999;
    await ready();
    expect(server.seen).toHaveLength(1);
    nowMs = 5000;
    await ready();
    expect(server.seen).toHaveLength(2);
    await database.close();
  });

  it('reports busy, not unreachable, when too many calls are queued', async () => {
    const database = await openSqlite(':memory:');
    const failure = { code: 'upstream_busy', detail: 'Too many.' } as const;
    const upstream = {
      forward: async () => ({ kind: 'failure', failure }) as const,
      settled: async () => {},
    };
    const ready = createReadiness({ upstream, database, log: SILENT_LOG });
    expect(await ready()).toEqual({ provider: 'busy', database: 'ok' });
    await database.close();
  });

  it('asks the provider at most every thirty seconds without a token', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 401, {}));
    const database = await openSqlite(':memory:');
    let nowMs = 0;
    const upstream = upstreamOf(server.baseUrl);
    const ready = createReadiness({
      upstream,
      database,
      log: SILENT_LOG,
      hasToken: false,
      now: () => nowMs,
    });
    expect(await ready()).toEqual({ provider: 'ok', database: 'ok' });
    await database.close();
    nowMs = 29_999;
    expect(await ready()).toEqual({ provider: 'ok', database: 'unavailable' });
    expect(server.seen).toHaveLength(1);
    nowMs = 30_000;
    await ready();
    expect(server.seen).toHaveLength(2);
  });
});
