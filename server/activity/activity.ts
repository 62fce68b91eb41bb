import type { Hono } from 'hono';
import type { Database } from '../database/tables';
import type { GatewayEnv } from '../http-env';
import type { Log } from '../log';
import type { Upstream } from '../upstream';
import { createReader } from './reader';
import { type ActivityRecorder, createRecorder } from './recorder';
import { activityRoutes } from './routes';
import { createStore } from './store';
import { createTimeIds } from './time-id';

/** Beyond the longest that a write takes, an intent without an outcome has none to come. */
const OUTCOME_GRACE_MS = 10_000;

export interface Activity {
  readonly recorder: ActivityRecorder;
  readonly routes: Hono<GatewayEnv>;
}

export interface ActivityOptions {
  readonly database: Database;
  readonly upstream: Upstream;
  readonly log: Log;
  readonly providerHost: string | null;
  /** A text that must never be written: the token. */
  readonly secret: string | null;
  /** The time that entries carry, epoch ms: that of the sandbox where it is the provider. */
  readonly now: () => number;
  /** The longest that a write may take, ms. */
  readonly writeTimeoutMs: number;
}

/** The activity log of this gateway: how it is written, and how it is read. */
export function createActivity(options: ActivityOptions): Activity {
  const { database, upstream, log, providerHost, secret, now, writeTimeoutMs } = options;
  const newId = createTimeIds();
  const startedMs = Date.now();
  const store = createStore({ database, providerHost, secret, now });
  const isUnderWay = (intentId: string): boolean => {
    const atMs = madeAtMs(intentId);
    // A file has one gateway: what another run of it began, nobody will ever end. A server may have several.
    if (database.kind === 'sqlite' && atMs < startedMs) return false;
    return Date.now() - atMs < writeTimeoutMs + OUTCOME_GRACE_MS;
  };
  const reader = createReader({ database, providerHost, isUnderWay });
  const recorder = createRecorder({ upstream, store, log, newId });
  return { recorder, routes: activityRoutes({ store, reader, actor: recorder.actor, newId }) };
}

/** When an id was made, epoch ms. Source: RFC 9562, UUID version 7. */
function madeAtMs(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
