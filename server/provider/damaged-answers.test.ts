import { afterEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import { createLog } from '../http/log';
import { checkToken } from '../session/token-check';
import { startTestGateway } from '../testing/gateway';
import { send } from '../testing/http';
import {
  answerDamaged,
  GZIP_DAMAGE,
  type RawProvider,
  startRawProvider,
} from '../testing/provider/raw-provider';
import { CREATE, codeOf, DELETE, forward, READ, UPSTREAM_TOKEN } from '../testing/provider/upstream';
import { createReadiness } from '../watch/readiness';
import { createProviderGate } from './gate';
import { createHttpClient, type HttpFetch } from './http-client';
import { readFleet } from './read-fleet';
import { createUpstream, type Upstream } from './upstream';

const SILENT = createLog({ write: () => {} });
const closing: RawProvider[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((provider) => provider.close()));
});

/** Node's own client never settles when it reads this. */
const NODE_FETCH: HttpFetch = (request, signal) => fetch(request, { signal });
const CLIENTS = { 'the own client': createHttpClient(), "Node's fetch": NODE_FETCH };

interface Case {
  readonly damage: (typeof GZIP_DAMAGE)[number];
  readonly client: keyof typeof CLIENTS;
}
const CASES: readonly Case[] = GZIP_DAMAGE.flatMap((damage) => [
  { damage, client: 'the own client' },
  { damage, client: "Node's fetch" },
]);

/** A gate with one place, in front of a provider whose compressed answers are broken until `isSound` is set. */
async function setUp({ damage, client }: Case, isSound: () => boolean = () => false) {
  const provider = await startRawProvider((socket) => {
    if (isSound()) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 24\r\n\r\n{"count":0,"results":[]}');
    else answerDamaged(socket, damage);
  });
  closing.push(provider);
  const upstream = createUpstream({
    provider: { baseUrl: provider.baseUrl, token: UPSTREAM_TOKEN, fetch: CLIENTS[client] },
    readTimeoutMs: 150,
    gate: createProviderGate({ log: SILENT, limits: { maxRunning: 1, maxWaiting: 0, maxWaitMs: 1 } }),
  });
  return { provider, upstream };
}

it("doesn't keep the gateway from stopping while one is being read", async () => {
  const provider = await startRawProvider((socket) => answerDamaged(socket, 'damaged inside'));
  closing.push(provider);
  const gateway = await startTestGateway({ baseUrl: provider.baseUrl, readTimeoutMs: 150 });
  const answer = send({ port: gateway.port, path: '/api/v1/backups/' });
  await provider.asked;
  await gateway.stop();
  expect((await answer).status).toBeGreaterThanOrEqual(502);
});

describe.each(CASES)('a compressed answer that is $damage, read by $client,', (one) => {
  it('ends the call within its limit and frees its place', async () => {
    let isSound = false;
    const { upstream } = await setUp(one, () => isSound);
    for (const call of [READ, CREATE, DELETE]) {
      expect(['upstream_cut', 'upstream_timeout', 'answer']).toContain(codeOf(await forward(upstream, call)));
    }
    isSound = true;
    expect(codeOf(await forward(upstream, READ))).toBe('answer');
    await upstream.settled();
  });

  it('is aborted together with its caller', async () => {
    const { upstream } = await setUp(one);
    const caller = AbortSignal.timeout(60);
    expect(['abandoned', 'upstream_cut', 'answer']).toContain(
      codeOf(await forward(upstream, READ, null, caller)),
    );
    await upstream.settled();
  });

  it('hangs no streamed answer', async () => {
    const { upstream } = await setUp(one);
    const signal = new AbortController().signal;
    const outcome = await upstream.stream({ call: READ, body: null, signal }, () => false);
    if (outcome.kind === 'stream') await new Response(outcome.body).arrayBuffer().catch(() => null);
    await upstream.settled();
    expect(codeOf(await forward(upstream, READ))).not.toBe('upstream_busy');
  });

  it.each<[string, (upstream: Upstream) => Promise<unknown>]>([
    ['a sign-in', checkToken],
    ['the watch', (upstream) => readFleet({ upstream, signal: AbortSignal.timeout(5000) })],
    [
      'readiness',
      async (upstream) =>
        createReadiness({ upstream, database: await openSqlite(':memory:'), log: SILENT })(),
    ],
  ])('does not hang %s', async (_name, read) => {
    const { upstream } = await setUp(one);
    expect(await read(upstream)).toBeDefined();
    await upstream.settled();
  });
});
