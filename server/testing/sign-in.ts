import { randomUUID } from 'node:crypto';
import { afterEach, expect } from 'vitest';
import { createAgreements } from '../agreements/agreements';
import { type AppOptions, createApp, startGateway } from '../app';
import { createSharedActivity } from '../audit/activity';
import { createLeases } from '../database/leases';
import type { Database } from '../database/tables';
import { createLog } from '../http/log';
import { createGatewayOperations } from '../operations/gateway-operations';
import { createOwnAccess, createWatchAccess } from '../operations/own-access';
import { createOperationStore } from '../operations/store';
import { createHttpClient } from '../provider/http-client';
import { createLiveTokens, jsonWithoutSecrets } from '../provider/secrets';
import { createUpstreams, WRITE_TIME_FACTOR } from '../provider/upstream';
import { createSchedules, type SchedulesOptions } from '../schedules/schedules';
import { parseProxies } from '../session/client-address';
import { createServiceToken } from '../session/service-token';
import { createSignIn } from '../session/sign-in';
import { createSignInLimiter } from '../session/sign-in-limiter';
import { createWall } from '../wall/wall';
import { type Answer, answerJson, OWN_PAGE, send, startServer } from './http';

const READ_LIMIT_MS = 10_000;
const SESSION_SECRET = 'a secret of more than thirty-two characters';

/** What the provider's stand-in has for one token. */
export interface TestAccount {
  /** The answer of `GET /account/me/`; status 200 by default. */
  readonly me?: unknown;
  readonly meStatus?: number;
  readonly backups?: readonly unknown[];
  /** The account's names for its servers. */
  readonly serverName?: string;
  /** The backups by default. */
  readonly servers?: readonly unknown[];
  /** Delays that answer. */
  readonly after?: Promise<void>;
}

/** A provider that knows several tokens, each with an account of its own. */
async function startProvider(accounts: Map<string, TestAccount>) {
  /** Calls held back until they are released. */
  const held: (() => void)[] = [];
  const hold = { writes: false };
  const server = await startServer((outgoing, { method, url, headers }) => {
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const account = accounts.get(token);
    const path = url.replace(/^\/api\/v1/, '').replace(/\?.*$/, '');
    if (account === undefined) return answerJson(outgoing, 401, { detail: 'Invalid token.' });
    if (path === '/account/me/') {
      const tell = () => answerJson(outgoing, account.meStatus ?? 200, account.me ?? {});
      if (account.after === undefined) tell();
      else void account.after.then(tell);
      return;
    }
    const { backups = [], servers = backups, serverName } = account;
    if (/^\/servers\/[^/]+\/$/.test(path)) return answerJson(outgoing, 200, { id: 1, name: serverName });
    const results = path === '/servers/' ? servers : backups;
    if (method === 'GET') return answerJson(outgoing, 200, { count: results.length, results });
    const done = () => void outgoing.writeHead(204).end();
    if (hold.writes) held.push(done);
    else done();
  });
  return { ...server, accounts, hold, letGo: () => held.splice(0).forEach((done) => void done()) };
}

export interface SignInSetup {
  readonly database: Database;
  readonly baseUrl: string;
  readonly isHttps?: boolean;
  readonly trustedProxies?: string;
  readonly secret?: string;
  readonly now?: () => number;
  /** Token of the gateway itself, `SERVICE_TOKEN`. */
  readonly serviceToken?: string;
  /** Monotonic, ms: decides how long wall data stay fresh. */
  readonly wallClock?: () => number;
  readonly isReadOnly?: boolean;
  /** Names from `WATCH_IGNORE`, in lower case. */
  readonly ignored?: ReadonlySet<string>;
  /** Clock of the schedules, epoch ms. */
  readonly clock?: () => number;
  readonly alert?: SchedulesOptions['alert'];
  /** With the limit that the database calls for, and the pauses that it makes. */
  readonly countsInDatabase?: boolean;
  /** How often marks of backups that are gone are looked for; by default an hour. */
  readonly sweepEveryMs?: number;
}

/** The whole gateway with sign-in, on a free port. Sign-in responses are not delayed. */
export async function startSignInGateway(setup: SignInSetup) {
  const { database, baseUrl, isHttps = false, trustedProxies = '192.0.2.1', secret = SESSION_SECRET } = setup;
  const proxies = parseProxies(trustedProxies);
  if (proxies === null) throw new Error(trustedProxies);
  const logLines: string[] = [];
  const liveTokens = createLiveTokens();
  const log = createLog({
    write: (line) => logLines.push(line),
    redact: (line) => jsonWithoutSecrets(line, liveTokens.all),
  });
  const upstreams = createUpstreams({
    provider: { baseUrl, fetch: createHttpClient() },
    readTimeoutMs: READ_LIMIT_MS,
  });
  const providerHost = new URL(baseUrl).host;
  const service =
    setup.serviceToken === undefined ? null : createServiceToken({ token: setup.serviceToken, upstreams });
  const signIn = createSignIn({
    service,
    config: { secret, idleMs: 30 * 60_000, maxMs: 12 * 3_600_000, trustedProxies: proxies },
    database,
    log,
    upstreams,
    baseUrl,
    isHttps,
    liveTokens,
    ...(setup.countsInDatabase !== true && { limiter: createSignInLimiter(async () => undefined) }),
    ...(setup.now !== undefined && { sessionNow: setup.now }),
  });
  const activity = createSharedActivity({
    database,
    upstreams,
    log,
    providerHost,
    now: Date.now,
    writeTimeoutMs: READ_LIMIT_MS * WRITE_TIME_FACTOR,
  });
  const { accountOf } = activity;
  const agreements = createAgreements({
    database,
    providerHost,
    accountOf,
    secret: liveTokens.all,
    ...(setup.ignored !== undefined && { ignored: setup.ignored }),
    ...(setup.sweepEveryMs !== undefined && { sweepEveryMs: setup.sweepEveryMs }),
    isWatched: async (c) => c.get('principal')?.account === (await service?.account()),
    log,
    now: Date.now,
  });
  const wall = createWall({
    database,
    log,
    providerHost,
    upstream: service?.upstream ?? null,
    service,
    accountOf,
    readAgreements: async () => agreements.read((await service?.account()) ?? null),
    readerOf: async () => {
      const account = (await service?.account()) ?? null;
      if (service === null || account === null) return null;
      return activity.accountFor({ token: service.token, account }).reader;
    },
    ignored: setup.ignored,
    build: 'build-1',
    isHttps,
    now: Date.now,
    ...(setup.wallClock !== undefined && { monotonicNow: setup.wallClock }),
    ...signIn.wallAttempts(),
    ...(setup.countsInDatabase !== true && { limiter: createSignInLimiter(async () => undefined) }),
  });
  const holder = randomUUID();
  const store = createOperationStore({ database, providerHost, account: null, holder });
  const schedules = createSchedules({
    database,
    leases: createLeases(database, log),
    providerHost,
    holder,
    ownAccess: service === null ? null : createOwnAccess({ own: null, service, shared: activity }),
    ...(service !== null && { accessOf: createWatchAccess(service, activity) }),
    callerOf: activity.accountOf,
    isReadOnly: false,
    isRestoring: async (account, serverKey) => (await store.blocking(account, serverKey)) !== null,
    alert: setup.alert ?? (async () => {}),
    isSandbox: true,
    now: setup.clock ?? Date.now,
    log,
  });
  const operations = createGatewayOperations({
    store,
    isInUse: schedules.isInUse,
    newsOf: schedules.news,
    own: null,
    shared: { activity, signIn },
    log,
    now: Date.now,
    isReadOnly: false,
    // Polls as often as with the sandbox.
    isSandbox: true,
  });
  const options = {
    info: { mode: 'sign-in' as const, providerHost, providerUrl: baseUrl, version: '1.2.3' },
    activity,
    operations,
    agreements,
    wall,
    isReadOnly: setup.isReadOnly === true,
    schedules,
    signIn,
    publicAddress: null,
    readiness: async () => ({ provider: 'ok', database: 'ok' }) as const,
    sandbox: null,
    clientDir: null,
    log,
  } satisfies Omit<AppOptions, 'port' | 'isStopping'>;
  const gateway = await startGateway({ ...options, host: '127.0.0.1', port: 0, upstream: upstreams });
  const call = (
    method: string,
    path: string,
    {
      cookie,
      body,
      headers = {},
    }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const port = gateway.port;
    const sent = {
      host: `127.0.0.1:${port}`,
      ...OWN_PAGE,
      ...(cookie !== undefined && { cookie }),
      ...headers,
    };
    return send({
      port,
      method,
      path,
      headers: sent,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };
  return {
    ...gateway,
    async stop() {
      await schedules.stop();
      await operations.stop();
      await gateway.stop();
    },
    operations,
    schedules,
    logLines,
    /** Every route as it is declared. */
    routes: createApp({ ...options, port: () => gateway.port, isStopping: () => false }).routes,
    call,
    /** Signs in and returns the cookie as a browser sends it back. */
    async signIn(token: string, cookie?: string): Promise<string> {
      const answer = await call('POST', '/api/session', {
        body: { token },
        ...(cookie !== undefined && { cookie }),
      });
      expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
      return cookieOf(answer);
    },
  };
}

/** `name=value` of the one cookie that a response sets. */
export function cookieOf(answer: Answer): string {
  const cookies = answer.headers['set-cookie'] ?? [];
  expect(cookies).toHaveLength(1);
  return cookies[0]?.split(';')[0] ?? '';
}

export const ANNE = 'vps_canary-anne-"quoted"\\0123456789';
export const BEN = 'vps_canary-ben-0123456789';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Closed after the test, last one first. */
export function laterClose(...closers: (() => Promise<void>)[]): void {
  closing.push(...closers);
}

/** A backup as the stand-in lists it. */
export function backup(id: number, server: string) {
  return {
    id,
    server: { id: 1, name: server },
    backup_type: 'automatic',
    status: 'completed',
    size_mb: 4523,
    created_at: '2025-01-16T03:00:00Z',
    expires_at: null,
    description: '',
  };
}

/**
 * A gateway with sign-in but no sessions yet, and a provider that knows {@link ANNE} and {@link BEN}; both end with the
 * test.
 */
export async function setUpSignIn(options: Partial<SignInSetup> & Pick<SignInSetup, 'database'>) {
  await options.database.db.deleteFrom('session').execute();
  const me = (email: string) => ({ account: { email }, token: { name: 'ops', permissions: ['all'] } });
  const accounts = new Map<string, TestAccount>([
    [ANNE, { me: me('anne@example.com'), backups: [backup(501, 'anne-web')], serverName: 'anne-web' }],
    [BEN, { me: me('ben@example.com'), backups: [backup(501, 'ben-db')], serverName: 'ben-db' }],
  ]);
  const provider = await startProvider(accounts);
  const setup = { baseUrl: provider.baseUrl, ...options };
  const gateway = await startSignInGateway(setup);
  laterClose(provider.close, gateway.stop);
  return { ...gateway, provider, accounts, setup };
}
