import type { Handler } from 'hono';
import { sql } from 'kysely';
import { databaseErrorCode } from './database/error-code';
import type { Database } from './database/tables';
import { decideForward } from './forward-table';
import type { GatewayEnv } from './http-env';
import type { Log } from './log';
import type { Upstream } from './upstream';

/** How long an answer stands: whoever asks, and however often, costs the provider one call in that time. */
const KNOWN_FOR_MS = 5000;
const PROBE_LIMIT_MS = 3000;
const PROBE_PATH = '/account/me/';

/** `refused`: it answers, and does not accept the gateway's own token. `error`: it answers with a 5xx. */
export type ProviderState = 'ok' | 'refused' | 'error' | 'unreachable';
export type DatabaseState = 'ok' | 'unavailable';

export interface Readiness {
  readonly provider: ProviderState;
  readonly database: DatabaseState;
}

export interface ReadinessOptions {
  readonly upstream: Upstream;
  readonly database: Database;
  readonly log: Log;
  /** False where people sign in with tokens of their own: that the provider refuses a call without one is in order. */
  readonly hasToken?: boolean;
  /** A clock that only runs forward, ms. */
  readonly now?: () => number;
}

/** Whether provider and database can be worked with right now; asked at most every five seconds. Never rejects. */
export function createReadiness(options: ReadinessOptions): () => Promise<Readiness> {
  const { now = () => performance.now() } = options;
  let known: { readonly result: Promise<Readiness>; readonly untilMs: number } | null = null;
  return () => {
    if (known === null || known.untilMs <= now()) {
      known = { result: probe(options), untilMs: now() + KNOWN_FOR_MS };
    }
    return known.result;
  };
}

/** `GET /readyz`: 200 when both are in order, else 503; which of them is not stands in the body. */
export function readyHandler(readiness: () => Promise<Readiness>): Handler<GatewayEnv> {
  return async (c) => {
    const { provider, database } = await readiness();
    const isReady = provider === 'ok' && database === 'ok';
    return c.json({ status: isReady ? 'ready' : 'not ready', provider, database }, isReady ? 200 : 503);
  };
}

async function probe({ upstream, database, log, hasToken = true }: ReadinessOptions): Promise<Readiness> {
  const [provider, databaseState] = await Promise.all([
    probeProvider(upstream, hasToken),
    probeDatabase(database, log),
  ]);
  return { provider, database: databaseState };
}

/** Any answer tells that somebody is there; which call it is matters little, and this one is the smallest. */
async function probeProvider(upstream: Upstream, hasToken: boolean): Promise<ProviderState> {
  const decision = decideForward('GET', PROBE_PATH);
  if (!decision.ok) throw new Error(`${PROBE_PATH} is not forwarded.`);
  const signal = AbortSignal.timeout(PROBE_LIMIT_MS);
  const outcome = await upstream.forward({ call: decision.call, body: null, signal });
  if (outcome.kind !== 'answer') return 'unreachable';
  if (outcome.status === 401 && hasToken) return 'refused';
  return outcome.status >= 500 ? 'error' : 'ok';
}

async function probeDatabase({ db }: Database, log: Log): Promise<DatabaseState> {
  try {
    await sql`SELECT 1 FROM activity_intent LIMIT 1`.execute(db);
    return 'ok';
  } catch (error) {
    log.event('database_unavailable', { code: databaseErrorCode(error) });
    return 'unavailable';
  }
}
