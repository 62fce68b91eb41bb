import type { Handler } from 'hono';
import { databaseErrorCode } from '../database/error-code';
import { probeWrite } from '../database/probe';
import type { Database } from '../database/tables';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import { readPath, type Upstream } from '../provider/upstream';

/** How long an answer stands: whoever asks, and however often, costs the provider one call in that time. */
const KNOWN_FOR_MS = 5000;
/** Without a token of the gateway's own: anybody may ask, and each call to the provider is one that it refuses. */
const REFUSED_KNOWN_FOR_MS = 30_000;
/** Longer than a call may wait for its turn, or a full queue would look like a provider that is gone. */
const PROBE_LIMIT_MS = 4000;
/** Whoever asks wants an answer, also where the database has none. */
const DATABASE_LIMIT_MS = 2000;

/**
 * `refused`: it answers, and does not accept the gateway's own token. `error`: it answers with a 5xx. `busy`: too many
 * calls were under way to ask it.
 */
export type ProviderState = 'ok' | 'refused' | 'error' | 'busy' | 'unreachable';
/** `unavailable` where nothing can be written: a full disk, a file removed or read-only, no answer in time. */
export type DatabaseState = 'ok' | 'unavailable';

export interface Readiness {
  readonly provider: ProviderState;
  readonly database: DatabaseState;
}

export interface ReadinessOptions {
  readonly upstream: Pick<Upstream, 'forward'>;
  readonly database: Database;
  readonly log: Log;
  /** False where people sign in with tokens of their own: that the provider refuses a call without one is in order. */
  readonly hasToken?: boolean;
  /** A clock that only runs forward, ms. */
  readonly now?: () => number;
}

/**
 * Whether provider and database can be worked with right now. Each is asked at most every five seconds, the provider
 * every thirty where the gateway has no token. Never rejects.
 */
export function createReadiness(options: ReadinessOptions): () => Promise<Readiness> {
  const { upstream, database, log, hasToken = true, now = () => performance.now() } = options;
  const providerState = remembered(
    () => probeProvider(upstream, hasToken),
    hasToken ? KNOWN_FOR_MS : REFUSED_KNOWN_FOR_MS,
    now,
  );
  const databaseState = remembered(() => probeDatabase(database, log), KNOWN_FOR_MS, now);
  return async () => {
    const [provider, databaseNow] = await Promise.all([providerState(), databaseState()]);
    return { provider, database: databaseNow };
  };
}

/** Asks again only when the last asking is so many ms ago. */
function remembered<State>(
  ask: () => Promise<State>,
  knownForMs: number,
  now: () => number,
): () => Promise<State> {
  let known: { readonly state: Promise<State>; readonly untilMs: number } | null = null;
  return () => {
    if (known === null || known.untilMs <= now()) known = { state: ask(), untilMs: now() + knownForMs };
    return known.state;
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

/** Any answer tells that somebody is there; which call it is matters little, and this one is the smallest. */
async function probeProvider(upstream: Pick<Upstream, 'forward'>, hasToken: boolean): Promise<ProviderState> {
  const outcome = await readPath(upstream, '/account/me/', AbortSignal.timeout(PROBE_LIMIT_MS));
  if (outcome.kind === 'failure' && outcome.failure.code === 'upstream_busy') return 'busy';
  if (outcome.kind !== 'answer') return 'unreachable';
  if (outcome.status === 401 && hasToken) return 'refused';
  return outcome.status >= 500 ? 'error' : 'ok';
}

async function probeDatabase({ db }: Database, log: Log): Promise<DatabaseState> {
  const unavailable = (code: string): DatabaseState => {
    log.event('database_unavailable', { code });
    return 'unavailable';
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DatabaseState>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('no_answer')), DATABASE_LIMIT_MS);
  });
  const written = probeWrite(db).then(
    (): DatabaseState => 'ok',
    (error: unknown) => unavailable(databaseErrorCode(error)),
  );
  const state = await Promise.race([written, late]);
  clearTimeout(timer);
  return state;
}
