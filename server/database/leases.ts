import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Log } from '../http/log';
import { databaseErrorCode } from './error-code';
import type { Database } from './tables';

/** A right that is held for a while. */
export interface Lease {
  /** Gives it back. Never rejects: one that cannot be given back runs out by itself. */
  end(): Promise<void>;
}

/** What is under way at this moment, on all gateways of one database. */
export interface Leases {
  /**
   * Takes a name that nobody else holds; null while somebody does.
   * @param forMs after so long it is free again, should its gateway have died
   */
  take(name: string, forMs: number): Promise<Lease | null>;
  /** Joins those who hold a place in a scope. `count` is how many they are, this one included. */
  join(scope: string, forMs: number): Promise<{ readonly count: number; readonly lease: Lease }>;
}

/** SQLite has one gateway, whose memory is enough; it forgets what was under way when it dies. */
export function createLeases(database: Database, log: Log): Leases {
  return database.kind === 'postgres' ? leasesInPostgres(database, log) : leasesInMemory();
}

/** For one gateway, until it ends. */
export function leasesInMemory(): Leases {
  const names = new Set<string>();
  const counts = new Map<string, number>();
  return {
    async take(name) {
      if (names.has(name)) return null;
      names.add(name);
      return { end: async () => void names.delete(name) };
    },
    async join(scope) {
      const count = (counts.get(scope) ?? 0) + 1;
      counts.set(scope, count);
      const end = async () => {
        const left = (counts.get(scope) ?? 1) - 1;
        if (left === 0) counts.delete(scope);
        else counts.set(scope, left);
      };
      return { count, lease: { end } };
    },
  };
}

/** Epoch ms by the clock of the database, which is the same for all gateways. */
const DATABASE_NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

function leasesInPostgres({ db }: Database, log: Log): Leases {
  const leaseOf = (name: string, holder: string): Lease => ({
    async end() {
      try {
        await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
      } catch (error) {
        log.event('lease_not_ended', { code: databaseErrorCode(error) });
      }
    },
  });
  /** One statement, so of two gateways that ask at the same moment one gets it. */
  async function insert(name: string, scope: string | null, forMs: number): Promise<Lease | null> {
    const holder = randomUUID();
    const row = await db
      .insertInto('lease')
      .values({ name, scope, holder, until: sql<number>`${DATABASE_NOW} + ${forMs}` })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((eb) => ({ holder: eb.ref('excluded.holder'), until: eb.ref('excluded.until') }))
          .where('lease.until', '<=', DATABASE_NOW),
      )
      .returning('holder')
      .executeTakeFirst();
    return row === undefined ? null : leaseOf(name, holder);
  }
  return {
    take: (name, forMs) => insert(name, null, forMs),
    async join(scope, forMs) {
      await db.deleteFrom('lease').where('until', '<=', DATABASE_NOW).execute();
      const lease = await insert(randomUUID(), scope, forMs);
      if (lease === null) throw new Error('A random name was taken.');
      // Counted after it was written: of two that join at the same moment at least one sees the other.
      const { count } = await db
        .selectFrom('lease')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('scope', '=', scope)
        .where('until', '>', DATABASE_NOW)
        .executeTakeFirstOrThrow();
      return { count: Number(count), lease };
    },
  };
}
