import { CompiledQuery, type Kysely } from 'kysely';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { type Leases, leasesInMemory } from '../database/leases';
import type { Tables } from '../database/tables';
import type { SessionCrypto } from './session-crypto';

/** So many failures a client in {@link WINDOW_S}; then it has to wait for the window's end. */
export const MAX_FAILURES = 5;
const WINDOW_S = 5 * 60;

/** Where failed sign-ins are counted, and those under way. */
export interface SignInCounts {
  readonly byClient: RateLimiterAbstract;
  /** Of everybody; it refuses nobody. */
  readonly overall: RateLimiterAbstract;
  /** Who is signing in at this moment. */
  readonly places: Pick<Leases, 'join'>;
  /** Under what a client is counted. */
  readonly keyOf: (client: string) => string;
}

const BY_CLIENT = { points: MAX_FAILURES, duration: WINDOW_S, keyPrefix: 'client' };
const OVERALL = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_S, keyPrefix: 'overall' };

/** For one gateway, until it ends. */
export function countInMemory(): SignInCounts {
  return {
    byClient: new RateLimiterMemory(BY_CLIENT),
    overall: new RateLimiterMemory(OVERALL),
    places: leasesInMemory(),
    keyOf: (client) => client,
  };
}

/**
 * For all gateways of one PostgreSQL. A count is one row that is changed by one statement, so none is lost between
 * gateways; rows that are over for an hour are removed. No address is stored, only a name that leads back to none.
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
    // The migrations made it.
    tableCreated: true,
  };
  return {
    byClient: new RateLimiterPostgres({ ...store, ...BY_CLIENT }),
    overall: new RateLimiterPostgres({ ...store, ...OVERALL, clearExpiredByTimeout: false }),
    places,
    keyOf: nameOf,
  };
}
