import type { Context, Hono } from 'hono';
import type { Database } from '../database/tables';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { Secret } from '../provider/secrets';
import type { Upstream } from '../provider/upstream';
import { createEndObserver, type EndObserver } from './ends';
import { type ActivityReader, createReader } from './reader';
import type { RecentLists } from './recent-lists';
import { type ActivityRecorder, createRecorder } from './recorder';
import { activityRoutes } from './routes';
import { createSightingStore } from './sighting-store';
import { type ActivityStore, createStore } from './store';
import { createTimeIds, madeAtMs } from './time-id';

/** Beyond the longest that a write takes, an intent without an outcome has none to come. */
const OUTCOME_GRACE_MS = 10_000;

export interface Activity {
  /** The way to the provider for whoever sent this request. */
  readonly recorderOf: (c: Context<GatewayEnv>) => ActivityRecorder;
  readonly routes: Hono<GatewayEnv>;
}

/** The log of a gateway with one token, which also hears what the gateway reads for itself. */
export interface OwnActivity extends Activity {
  readonly ends: EndObserver;
}

/** The log as one account has it: it sees its own entries, and adds to them. */
export interface AccountActivity {
  readonly recorder: ActivityRecorder;
  readonly store: ActivityStore;
  readonly reader: ActivityReader;
  readonly ends: EndObserver;
}

export interface LogOfAccounts {
  readonly of: (account: AccountOptions) => AccountActivity;
  /** The log over HTTP, each request to the account of its sender. */
  readonly routes: (activityOf: (c: Context<GatewayEnv>) => AccountActivity) => Hono<GatewayEnv>;
}

export interface AccountOptions {
  readonly upstream: Upstream;
  /** Null where the gateway has a token of its own. */
  readonly account: string | null;
  /** What must never be written: the token. */
  readonly secret: Secret;
  readonly recent?: RecentLists;
}

export interface LogOptions {
  readonly database: Database;
  readonly log: Log;
  readonly providerHost: string | null;
  /** The time that entries carry, epoch ms: that of the sandbox where it is the provider. */
  readonly now: () => number;
  /** The longest that a write may take, ms. */
  readonly writeTimeoutMs: number;
}

export interface ActivityOptions extends LogOptions, Omit<AccountOptions, 'account'> {}

/** The activity log of a gateway with one token: how it is written, and how it is read. */
export function createActivity(options: ActivityOptions): OwnActivity {
  const accounts = createLogOfAccounts(options);
  const own = accounts.of({ ...options, account: null });
  return { recorderOf: () => own.recorder, routes: accounts.routes(() => own), ends: own.ends };
}

/** The activity log of a gateway that several accounts use. */
export function createLogOfAccounts(options: LogOptions): LogOfAccounts {
  const { database, log, providerHost, now, writeTimeoutMs } = options;
  const newId = createTimeIds();
  const startedMs = Date.now();
  const isUnderWay = (intentId: string): boolean => {
    const atMs = madeAtMs(intentId);
    // A file has one gateway: what another run of it began, nobody will ever end. A server may have several.
    if (database.kind === 'sqlite' && atMs < startedMs) return false;
    return Date.now() - atMs < writeTimeoutMs + OUTCOME_GRACE_MS;
  };
  return {
    of({ upstream, account, secret, recent }) {
      const scope = { database, providerHost, account };
      const store = createStore({ ...scope, secret, now });
      const ends = createEndObserver({ store: createSightingStore(scope), log, now });
      const reader = createReader({ ...scope, clock: { isUnderWay, now }, settled: ends.settled });
      const recorder = createRecorder({ upstream, store, ends, log, newId, recent });
      return { store, reader, recorder, ends };
    },
    routes: (activityOf) => activityRoutes({ activityOf, newId, log }),
  };
}
