import { CompiledQuery, type Kysely } from 'kysely';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { type Leases, leasesInMemory } from '../database/leases';
import type { Tables } from '../database/tables';
import type { SessionCrypto } from './session-crypto';

/** Failures per client within {@link WINDOW_S} before it has to wait for the window's end. */
export const MAX_FAILURES = 5;
const WINDOW_S = 5 * 60;

/** Counts failed sign-ins and those under way. */
export interface SignInCounts {
  readonly byClient: RateLimiterAbstract;
  /** Failures of all clients; they block nobody. */
  readonly overall: RateLimiterAbstract;
  /** Sign-ins under way. */
  readonly places: Pick<Leases, 'join'>;
  /** The key of a client. */
  readonly keyOf: (client: string) => string;
}

/** What is counted: sign-ins, or exchanges of wall link keys, separately. */
export type CountedAttempts = 'sign-in' | 'wall';

const PREFIXES = { 'sign-in': '', wall: 'wall-' } as const;

function limitsOf(attempts: CountedAttempts) {
  const prefix = PREFIXES[attempts];
  return {
    byClient: { points: MAX_FAILURES, duration: WINDOW_S, keyPrefix: `${prefix}client` },
    overall: { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_S, keyPrefix: `${prefix}overall` },
  };
}

export function countInMemory(): SignInCounts {
  const limits = limitsOf('sign-in');
  return {
    byClient: new RateLimiterMemory(limits.byClient),
    overall: new RateLimiterMemory(limits.overall),
    places: leasesInMemory(),
    keyOf: (client) => client,
  };
}

/**
 * For all gateways on one PostgreSQL: each count is one row, changed by one statement. Rows are removed an hour after
 * their window. Addresses are stored only as keyed hashes.
 */
export function countInPostgres(
  db: Kysely<Tables>,
  { nameOf }: Pick<SessionCrypto, 'nameOf'>,
  places: Pick<Leases, 'join'>,
  attempts: CountedAttempts = 'sign-in',
): SignInCounts {
  const limits = limitsOf(attempts);
  const store = {
    storeType: 'client',
    storeClient: {
      async query({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) {
        const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
        return { rows, rowCount: rows.length };
      },
    },
    tableName: 'sign_in_count',
    tableCreated: true,
  };
  return {
    byClient: new RateLimiterPostgres({ ...store, ...limits.byClient }),
    overall: new RateLimiterPostgres({ ...store, ...limits.overall, clearExpiredByTimeout: false }),
    places,
    keyOf: (client) => nameOf(PREFIXES[attempts] + client),
  };
}
