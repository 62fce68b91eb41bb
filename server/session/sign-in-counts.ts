import { CompiledQuery, type Kysely } from 'kysely';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { type Leases, leasesInMemory } from '../database/leases';
import type { Tables } from '../database/tables';
import type { SessionCrypto } from './session-crypto';

/** Failures of a client within {@link WINDOW_S}; then it has to wait for the window's end. */
export const MAX_FAILURES = 5;
const WINDOW_S = 5 * 60;

/** Counts failed sign-ins and those under way. */
export interface SignInCounts {
  readonly byClient: RateLimiterAbstract;
  /** Of all clients; it refuses nobody. */
  readonly overall: RateLimiterAbstract;
  /** Sign-ins under way. */
  readonly places: Pick<Leases, 'join'>;
  /** The key of a client. */
  readonly keyOf: (client: string) => string;
}

const BY_CLIENT = { points: MAX_FAILURES, duration: WINDOW_S, keyPrefix: 'client' };
const OVERALL = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_S, keyPrefix: 'overall' };

export function countInMemory(): SignInCounts {
  return {
    byClient: new RateLimiterMemory(BY_CLIENT),
    overall: new RateLimiterMemory(OVERALL),
    places: leasesInMemory(),
    keyOf: (client) => client,
  };
}

/**
 * For all gateways of one PostgreSQL: each count is one row, changed by one statement. Rows are removed an hour after
 * their window. Addresses are stored only as keyed hashes.
 */
export function countInPostgres(
  db: Kysely<Tables>,
  { nameOf }: Pick<SessionCrypto, 'nameOf'>,
  places: Pick<Leases, 'join'>,
): SignInCounts {
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
    byClient: new RateLimiterPostgres({ ...store, ...BY_CLIENT }),
    overall: new RateLimiterPostgres({ ...store, ...OVERALL, clearExpiredByTimeout: false }),
    places,
    keyOf: nameOf,
  };
}
