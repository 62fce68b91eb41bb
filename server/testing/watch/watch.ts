import * as v from 'valibot';
import { afterEach, expect } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/lib/time-units';
import { openSqlite } from '../../database/sqlite';
import type { Database } from '../../database/tables';
import { createTimeIds } from '../../database/time-id';
import { createLog } from '../../http/log';
import { type ReadFleetOptions, readFleet } from '../../provider/read-fleet';
import type { AlertSettings } from '../../watch/alerts/alert-settings';
import { createCourier } from '../../watch/alerts/courier';
import { createDeliveryStore, type DeliveryStore } from '../../watch/alerts/delivery-store';
import { createWatchStore, type WatchStore } from '../../watch/alerts/store';
import { runWatchCheck } from '../../watch/alerts/watch-check';
import { createSender } from '../../watch/alerts/webhook';
import { type SeenRequest, startServer, type TestServer } from '../http';
import {
  CANNOT_BE_REACHED,
  fleetUpstream,
  listOf,
  refusedWith,
  wireBackup,
} from '../provider/fleet-upstream';

export const HOOK_SECRET = 'canary-hook-secret-0123456789';
export const LINK_BASE = 'https://backups.example.com';
/** When the tests start; a healthy server's newest backup was made then. */
export const T0 = Date.UTC(2025, 0, 16, 12);
export const MINUTE = MINUTE_MS;
export const HOUR = HOUR_MS;
export const DAY = DAY_MS;

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The documented message. */
const bodySchema = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  event: v.string(),
  time: v.pipe(v.string(), v.isoTimestamp()),
  server: v.nullable(v.strictObject({ id: v.union([v.number(), v.string()]), name: v.string() })),
  state: v.nullable(v.string()),
  previous: v.nullable(v.string()),
  reason: v.string(),
  link: v.pipe(v.string(), v.url()),
  text: v.string(),
  content: v.pipe(v.string(), v.maxLength(2000)),
  allowed_mentions: v.strictObject({ parse: v.strictTuple([]) }),
});
type SentAlert = v.InferOutput<typeof bodySchema>;

function alertIn({ body }: Pick<SeenRequest, 'body'>): SentAlert {
  return v.parse(bodySchema, JSON.parse(body));
}

export interface Receiver {
  readonly url: string;
  readonly server: TestServer;
  /** Its responses; 200 at first. */
  status: number;
  alerts(): SentAlert[];
  /** Event and server of each message: `late web-01`. */
  told(): string[];
  /** Method and path of each request. */
  paths(): string[];
}

/** A webhook receiver on a free port of 127.0.0.1; ends with the test. */
export async function startReceiver(): Promise<Receiver> {
  const server = await startServer((outgoing) => {
    outgoing.writeHead(receiver.status, { location: 'http://127.0.0.1:1/elsewhere' }).end('answer-canary');
  });
  cleanups.push(server.close);
  const taken = () => server.seen.map(alertIn);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${server.port}/hook?key=canary-in-url`,
    server,
    status: 200,
    alerts: taken,
    told: () => taken().map(({ event, server: of }) => (of === null ? event : `${event} ${of.name}`)),
    paths: () => server.seen.map(({ method, url }) => `${method} ${url}`),
  };
  return receiver;
}

/** The provider's state, which can be changed between checks. */
export interface World {
  nowMs: number;
  isReachable: boolean;
  servers: { id: number; name: string; status?: string }[];
  /** Whether the token may list servers. */
  hasServerList: boolean;
  backups: unknown[];
  /** The provider's claimed number of backups; the real one if null. */
  claimedCount: number | null;
}

export function daily(server: { id: number; name: string }, newestMs = T0, count = 10): unknown[] {
  return Array.from({ length: count }, (_, index) =>
    wireBackup(server.id * 1000 + count - index, server, newestMs - index * DAY),
  );
}

export const WEB = { id: 1, name: 'web-01' };

export function soundWorld(servers: { id: number; name: string }[] = [WEB]): World {
  return {
    nowMs: T0 + HOUR,
    isReachable: true,
    servers,
    hasServerList: true,
    backups: servers.flatMap((server) => daily(server)),
    claimedCount: null,
  };
}

export interface TestWatch {
  readonly store: WatchStore & DeliveryStore;
  readonly logLines: readonly string[];
  /** One check; stores messages and sends none. */
  check(): Promise<void>;
  /** Sends due messages; resolves to the time of the next attempt. */
  deliver(): Promise<number | null>;
  /** Checks five minutes apart, each followed by its deliveries. */
  turns(count: number): Promise<void>;
}

export interface TestWatchOptions {
  readonly world: World;
  readonly webhookUrl?: string | null;
  readonly pingUrl?: string | null;
  readonly ignored?: readonly string[];
  readonly database?: Database;
  readonly secret?: string | null;
  readonly signal?: AbortSignal;
  /** Agreements; none by default. */
  readonly readAgreements?: ReadFleetOptions['readAgreements'];
}

/** The watch without timers: tests trigger checks and deliveries. */
export async function openWatch(options: TestWatchOptions): Promise<TestWatch> {
  const { world, webhookUrl = null, pingUrl = null, ignored = [], secret = null } = options;
  const database = options.database ?? (await memoryDatabase());
  const logLines: string[] = [];
  const log = createLog({ write: (line) => logLines.push(line) });
  const settings: AlertSettings = {
    webhook: webhookUrl === null ? null : { url: webhookUrl, secret: HOOK_SECRET },
    pingUrl,
    intervalMs: 5 * MINUTE,
    ignored: new Set(ignored),
  };
  const now = () => world.nowMs;
  const newId = createTimeIds(now);
  const signal = options.signal ?? new AbortController().signal;
  const own = { database, scope: 'provider.example', now };
  const store = { ...createWatchStore(own), ...createDeliveryStore(own) };
  const sender = createSender({ settings, version: '1.2.3', newId, linkBase: () => LINK_BASE, secret });
  const upstream = fleetUpstream({
    backups: (query, asked) =>
      world.isReachable
        ? listOf(world.backups, { count: world.claimedCount ?? world.backups.length })
        : CANNOT_BE_REACHED(query, asked),
    servers: () => (world.hasServerList ? listOf(world.servers) : refusedWith(403)()),
  });
  const courier =
    settings.webhook === null
      ? null
      : createCourier({
          deliveries: store,
          post: (body) => sender.post(body, signal),
          log,
          now,
          mayDeliver: () => !signal.aborted,
        });
  const check = () =>
    runWatchCheck({
      settings,
      store,
      readFleet: (reading) =>
        readFleet({ upstream, signal: reading, now, readAgreements: options.readAgreements }),
      sender,
      now,
      log,
      signal,
    });
  const deliver = async () => (courier === null ? null : await courier.deliver());
  return {
    store,
    logLines,
    check,
    deliver,
    async turns(count) {
      for (let turn = 0; turn < count; turn += 1) {
        world.nowMs += 5 * MINUTE;
        await check();
        await deliver();
      }
    },
  };
}

/** A watch of a healthy fleet, after its summary was delivered. */
export async function begunWatch(
  hook: Receiver,
  world: World = soundWorld(),
  options: Pick<TestWatchOptions, 'ignored' | 'pingUrl' | 'readAgreements'> = {},
) {
  const watch = await openWatch({ world, webhookUrl: hook.url, ...options });
  await watch.turns(1);
  const toldSince = () => hook.told().slice(1);
  return { world, watch, toldSince };
}

export async function memoryDatabase(): Promise<Database> {
  const database = await openSqlite(':memory:');
  cleanups.push(database.close);
  return database;
}

/** Checks that no text contains the receiver's address, its answer or the secret. */
export function expectNoCanary(...texts: readonly string[]): void {
  for (const text of texts) expect(text).not.toContain('canary');
}
