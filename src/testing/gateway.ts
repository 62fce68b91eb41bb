import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Hono } from 'hono';
import * as v from 'valibot';
import { readAgreements } from '../../server/agreements/agreements';
import { findEnds } from '../../server/agreements/find-ends';
import { agreementRoutes } from '../../server/agreements/routes';
import { createApp } from '../../server/app';
import { createChange, createRecordedWrite } from '../../server/audit/recorded-write';
import type { ActivityStore } from '../../server/audit/store';
import { createLeases } from '../../server/database/leases';
import type { Database } from '../../server/database/tables';
import type { GatewayEnv } from '../../server/http/http-env';
import { SILENT_LOG } from '../../server/http/log';
import { createGatewayOperations } from '../../server/operations/gateway-operations';
import { createBackupLookup, createListCache } from '../../server/provider/read-list';
import { createUpstream } from '../../server/provider/upstream';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../server/sandbox/sandbox';
import { createSchedules } from '../../server/schedules/schedules';
import { createSessionCookie } from '../../server/session/session-cookie';
import { createSignInLimiter } from '../../server/session/sign-in-limiter';
import { agreementsInMemory } from '../../server/testing/database/agreement-store';
import { operationsInMemory } from '../../server/testing/database/operation-store';
import { wallLinksInMemory } from '../../server/testing/wall-links';
import { wallLinkRoutes } from '../../server/wall/link-routes';
import type { WallLinkStore } from '../../server/wall/link-store';
import { wallScreenRoutes } from '../../server/wall/screen-routes';
import { createWallData } from '../../server/wall/wall-data';
import { withAcknowledgementEnded } from '../core/agreements/agreement-change';
import type { TestAlertResult, WatchStatus } from '../core/contract/schema-watch';
import { toWire } from '../core/contract/wire-case';

const PORT = 4173;
const READ_TIMEOUT_MS = 15_000;

const entrySchema = v.object({
  id: v.number(),
  server: v.object({ id: v.number(), name: v.string() }),
  backup_type: v.string(),
  status: v.string(),
  size_mb: v.nullable(v.number()),
  created_at: v.string(),
  description: v.string(),
});
const listSchema = v.object({ results: v.array(entrySchema) });

/** Forgets what is recorded: pages look the same with and without the log. */
const NO_LOG: ActivityStore = {
  addIntent: async () => {},
  addOutcome: async () => {},
  addOperation: async () => {},
  addStep: async () => {},
  findOperation: async () => null,
  hasOperation: async () => false,
};

/** Nothing is watched without a browser. */
export const WATCH_OFF: WatchStatus = {
  state: 'off',
  offReason: 'nothingSet',
  intervalMs: 300_000,
  webhook: null,
  ping: null,
  ignoredCount: 0,
  lastRound: null,
  nextRoundAt: null,
  pendingCount: 0,
  deliveries: [],
};

/** A backup as the provider stores it. */
export type ProviderBackup = v.InferOutput<typeof entrySchema>;

/** A request that reached the provider. */
export interface ProviderCall {
  readonly method: string;
  /** With its query, below the provider's base URL: `/backups/?server_id=12345`. */
  readonly path: string;
  /** The JSON body; null for none. */
  readonly body: unknown;
  readonly signal: AbortSignal;
}

/** Replaces the sandbox's own answer, which `carryOut` produces. */
export type FaultyAnswer = (
  carryOut: () => Promise<Response>,
  call: ProviderCall,
) => Response | Promise<Response>;

interface Fault {
  readonly match: string;
  readonly answer: FaultyAnswer;
  timesLeft: number;
}

/** A call that waits for its answer. */
export interface Hold {
  /** Resolves when the call has reached the provider. */
  readonly arrived: Promise<ProviderCall>;
  /** Releases the answer. */
  readonly release: () => void;
}

export interface TestGateway {
  readonly sandbox: Sandbox;
  /** Every request that reached the provider, in order. */
  readonly calls: readonly ProviderCall[];
  /** The writes among them, such as `POST /backups/`. */
  readonly writes: () => readonly string[];
  /**
   * Changes the next answer (or the next N) to a call. `match` is like `GET /backups/`, with or without query; with a
   * query, only that query matches.
   */
  readonly fault: (match: string, answer: FaultyAnswer, times?: number) => void;
  /** The provider carries out the next such call at once, and answers on command. */
  readonly hold: (match: string, answer?: FaultyAnswer) => Hold;
  /** The provider's current data, read without a call of the page. */
  readonly backups: (serverId?: number) => Promise<ProviderBackup[]>;
  /** Number of the page's calls without an answer yet. */
  readonly underWay: () => number;
  /** The agreements, to change them as another person would. */
  readonly agreements: ReturnType<typeof agreementsInMemory>;
  /** The wall links, to create and revoke them as another person would; the scope does not matter. */
  readonly wallLinks: WallLinkStore;
  /** Disables wall links from now on, and sets the build that the gateway serves. */
  readonly setWall: (change: { readonly off?: 'signIn' | 'otherAccount'; readonly build?: string }) => void;
  /** Names from `WATCH_IGNORE`, in lower case. */
  readonly setIgnored: (...names: string[]) => void;
  /** What is watched without a browser (nothing by default), and the result of a test alert. */
  readonly setWatch: (status: Partial<WatchStatus>, testAlert?: TestAlertResult) => void;
  /** From now on the page can't reach its gateway. */
  readonly unplug: () => void;
  /** The browser's `fetch`. */
  readonly fetch: typeof fetch;
  readonly close: () => void;
}

/**
 * The real gateway with its own sandbox, all in this process: only the sockets are left out. @param database for
 * schedules, which need one
 */
export function openGateway(
  options: Partial<SandboxOptions> = {},
  { isReadOnly = false, database = null }: { isReadOnly?: boolean; database?: Database | null } = {},
): TestGateway {
  const sandbox = createSandbox({ file: ':memory:', clock: () => Date.now(), ...options });
  const calls: ProviderCall[] = [];
  const faults: Fault[] = [];
  let isPlugged = true;
  let underWayCount = 0;
  let watch = WATCH_OFF;
  let testAlert: TestAlertResult = { problem: null, status: 200 };
  /** The gateway's only cookie for this browser. */
  let cookie: string | null = null;

  const fault: TestGateway['fault'] = (match, answer, times = 1) => {
    faults.push({ match, answer, timesLeft: times });
  };
  const upstream = createUpstream({
    readTimeoutMs: READ_TIMEOUT_MS,
    provider: {
      baseUrl: sandbox.baseUrl,
      token: sandbox.token,
      async fetch(request) {
        const text = await request.clone().text();
        const call: ProviderCall = {
          method: request.method,
          path: request.url.slice(sandbox.baseUrl.length),
          body: text === '' ? null : JSON.parse(text),
          signal: request.signal,
        };
        calls.push(call);
        const name = `${call.method} ${call.path}`;
        const found = faults.find(
          ({ match, timesLeft }) => timesLeft > 0 && (match === name || match === name.split('?')[0]),
        );
        const carryOut = () => sandbox.fetch(request);
        if (found === undefined) return carryOut();
        found.timesLeft -= 1;
        return found.answer(carryOut, call);
      },
    },
  });
  const watchRoutes = new Hono<GatewayEnv>();
  watchRoutes.get('/', (c) => c.json(toWire(watch)));
  watchRoutes.post('/test', (c) => c.json(testAlert));
  const agreements = agreementsInMemory();
  // What the recorder looks up is neither a call of the page nor subject to its faults.
  const unobserved = createUpstream({
    readTimeoutMs: READ_TIMEOUT_MS,
    provider: { baseUrl: sandbox.baseUrl, token: sandbox.token, fetch: sandbox.fetch },
  });
  const actors = { current: async () => null, hasAnswered: async () => true };
  const write = createRecordedWrite({
    upstream,
    actors,
    lookup: createBackupLookup(unobserved, createListCache(), ''),
    store: NO_LOG,
    marks: agreements.marks,
    ends: { accepted: () => {} },
    log: SILENT_LOG,
    newId: () => 'entry',
  });
  const account = {
    upstream,
    marks: agreements.marks,
    lookup: createBackupLookup(upstream, createListCache(), ''),
    write,
    change: createChange(write),
    actors,
    serverName: async () => null,
  };
  const store = operationsInMemory();
  const now = () => Date.parse(sandbox.state().now);
  const schedules =
    database === null
      ? null
      : createSchedules({
          database,
          leases: createLeases(database, SILENT_LOG),
          providerHost: null,
          holder: 'test',
          ownAccess: async () => ({ account: '', access: account }),
          callerOf: () => ({ ...account, store: NO_LOG }),
          isReadOnly,
          isSandbox: true,
          isRestoring: async (of, serverKey) => (await store.blocking(of, serverKey)) !== null,
          alert: async () => {},
          now,
          log: SILENT_LOG,
        });
  const operations = createGatewayOperations({
    store,
    ...(schedules !== null && { isInUse: schedules.isInUse, newsOf: schedules.news }),
    own: { account, journalOf: () => ({ ...NO_LOG, newId: () => '' }) },
    shared: null,
    log: SILENT_LOG,
    now,
    isReadOnly,
    isSandbox: true,
  });
  const wallLinks = wallLinksInMemory(now);
  const wall: { off?: 'signIn' | 'otherAccount'; build?: string } = {};
  let ignored: ReadonlySet<string> = new Set();
  const wallRoutes = {
    screenRoutes: wallScreenRoutes({
      links: wallLinks,
      scope: async () => '',
      data: () =>
        createWallData({
          upstream,
          readAgreements: () => readAgreements(agreements),
          readerOf: async () => null,
          ignored,
          build: wall.build ?? 'build-1',
          now,
        })(),
      cookie: createSessionCookie(false, { name: 'vps-backups-wall' }),
      limiter: createSignInLimiter(async () => undefined),
      addressOf: () => '127.0.0.1',
      now,
      log: SILENT_LOG,
    }),
    linkRoutes: wallLinkRoutes({
      links: wallLinks,
      accessOf: async () => (wall.off === undefined ? { scope: '' } : { off: wall.off }),
      accountOf: () => ({ actors: account.actors, store: NO_LOG }),
      newId: () => 'entry',
      log: SILENT_LOG,
    }),
  };
  const app = createApp({
    info: { mode: 'sandbox', providerHost: null, providerUrl: null, version: '0.1.0' },
    // Pages look the same with and without the log, which has its own tests.
    activity: {
      accountOf: () => account,
      routes: new Hono<GatewayEnv>(),
    },
    operations,
    ...(schedules !== null && { schedules }),
    agreements: {
      routes: agreementRoutes({
        accountOf: () => ({ ...account, store: NO_LOG }),
        agreementsOf: () => agreements,
        ignoredFor: async () => ignored,
        findEnds: (c) =>
          findEnds({
            upstream,
            signal: c.req.raw.signal,
            now,
            readAgreements: () => readAgreements(agreements, ignored),
          }),
        storeEnd: async (_c, { server, version, cause }) => {
          const at = sandbox.state().now;
          await agreements.changeServer(server.id, version, (before) =>
            withAcknowledgementEnded(before, cause, at),
          );
        },
        newId: () => 'entry',
        log: SILENT_LOG,
        now,
      }),
    },
    wall: wallRoutes,
    alerts: { routes: watchRoutes },
    sandbox,
    clientDir: null,
    log: SILENT_LOG,
    port: () => PORT,
    publicAddress: null,
    isReadOnly,
    readiness: async () => ({ provider: 'ok', database: 'ok' }),
    isStopping: () => false,
  });

  return {
    sandbox,
    calls,
    agreements,
    wallLinks,
    setWall: (change) => void Object.assign(wall, change),
    setIgnored: (...names) => {
      ignored = new Set(names);
    },
    writes: () =>
      calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
    fault,
    hold(match, answer = (carryOut) => carryOut()) {
      let arrive: (call: ProviderCall) => void = () => {};
      let release = () => {};
      const arrived = new Promise<ProviderCall>((resolve) => {
        arrive = resolve;
      });
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      fault(match, async (carryOut, call) => {
        const answered = Promise.resolve(answer(carryOut, call));
        // A failing answer is held back as well.
        answered.catch(() => undefined);
        arrive(call);
        await released;
        return answered;
      });
      return { arrived, release };
    },
    async backups(serverId) {
      const query = serverId === undefined ? '' : `?server_id=${serverId}`;
      const headers = { authorization: `Bearer ${sandbox.token}` };
      const answer = await sandbox.fetch(new Request(`${sandbox.baseUrl}/backups/${query}`, { headers }));
      return v.parse(listSchema, await answer.json()).results;
    },
    setWatch: (status, result = testAlert) => {
      watch = { ...WATCH_OFF, ...status };
      testAlert = result;
    },
    underWay: () => underWayCount,
    unplug: () => {
      isPlugged = false;
    },
    async fetch(input, init) {
      if (!isPlugged) throw new TypeError('Failed to fetch');
      const url = new URL(String(input), `http://127.0.0.1:${PORT}`);
      const request = new Request(url, init);
      // Headers that a browser adds automatically.
      request.headers.set('host', url.host);
      request.headers.set('sec-fetch-site', 'same-origin');
      if (cookie !== null) request.headers.set('cookie', cookie);
      const incoming = new IncomingMessage(new Socket());
      incoming.url = url.pathname + url.search;
      underWayCount += 1;
      try {
        const answer = app.fetch(request, { incoming, outgoing: new ServerResponse(incoming) });
        const response = await Promise.race([answer, rejectOnAbort(request.signal)]);
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        return response;
      } finally {
        underWayCount -= 1;
      }
    },
    close: () =>
      void Promise.all([operations.stop(), schedules?.stop()])
        .then(() => database?.close())
        .finally(() => sandbox.close()),
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
