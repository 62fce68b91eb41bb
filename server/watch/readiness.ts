import type { Handler } from 'hono';
import { databaseErrorCode } from '../database/error-code';
import { probeWrite } from '../database/probe';
import type { Database } from '../database/tables';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { TokenState } from '../provider/token-state';
import { readPath, type Upstream } from '../provider/upstream';
import { within } from './within';

/** The provider gets one call in this time, however often readiness is requested. */
const KNOWN_FOR_MS = 5000;
/** Without a token, when the provider refuses every call. */
const REFUSED_KNOWN_FOR_MS = 30_000;
/** Longer than a call can wait in the queue, or a full queue would look like an unreachable provider. */
const PROBE_LIMIT_MS = 4000;
const DATABASE_LIMIT_MS = 2000;

/** `refused`: the gateway's token is not accepted. `error`: a 5xx. `busy`: too many other calls were under way. */
type ProviderState = 'ok' | 'refused' | 'error' | 'busy' | 'unreachable';
/** `unavailable`: nothing can be written, or no answer in time. */
type DatabaseState = 'ok' | 'unavailable';

export interface Readiness {
  readonly provider: ProviderState;
  readonly database: DatabaseState;
  /** Left out without `SERVICE_TOKEN`. People can work without it: it makes nobody's gateway unusable. */
  readonly serviceToken?: TokenState;
}

export interface ReadinessOptions {
  readonly upstream: Pick<Upstream, 'forward'>;
  readonly database: Database;
  readonly log: Log;
  /** False where people sign in: the provider then refuses this call, which is fine. */
  readonly hasToken?: boolean;
  /** Of `SERVICE_TOKEN`, with which `upstream` then calls. */
  readonly serviceToken?: () => TokenState;
  /** Monotonic, ms. */
  readonly now?: () => number;
}

/**
 * Whether provider and database are usable. Asks each at most every 5 s, the provider every 30 s without a token. Never
 * rejects.
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
    const { serviceToken } = options;
    return { provider, database: databaseNow, ...(serviceToken && { serviceToken: serviceToken() }) };
  };
}

/** Caches the answer. */
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

/** `GET /readyz`: 200 when both are usable, else 503; the body says which is not. */
export function readyHandler(readiness: () => Promise<Readiness>): Handler<GatewayEnv> {
  return async (c) => {
    const { provider, database, serviceToken } = await readiness();
    const isReady = provider === 'ok' && database === 'ok';
    const status = isReady ? 'ready' : 'not ready';
    return c.json(
      { status, provider, database, ...(serviceToken && { service_token: serviceToken }) },
      isReady ? 200 : 503,
    );
  };
}

/** The smallest call; any answer will do. */
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
  const written = probeWrite(db).then(
    (): DatabaseState => 'ok',
    (error: unknown) => unavailable(databaseErrorCode(error)),
  );
  return (await within(DATABASE_LIMIT_MS, written)) ?? unavailable('no_answer');
}
