import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Log } from '../http/log';
import { databaseErrorCode } from './error-code';
import { databaseNow } from './schema/dialect';
import type { Database } from './tables';

export interface Lease {
  /** Never rejects: a lease that cannot be ended expires. */
  end(): Promise<void>;
}

/** Claims on work, shared by all gateways of one database. */
export interface Leases {
  /**
   * Takes an exclusive lease; null while somebody holds it.
   * @param forMs it expires after this, in case its gateway dies
   */
  take(name: string, forMs: number): Promise<Lease | null>;
  /** Takes one of any number of leases in a scope. `count` includes it. */
  join(scope: string, forMs: number): Promise<{ readonly count: number; readonly lease: Lease }>;
}

/** SQLite has one gateway, so its leases are in memory and end with it. */
export function createLeases(database: Database, log: Log): Leases {
  return database.kind === 'postgres' ? leasesInPostgres(database, log) : leasesInMemory();
}

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

function leasesInPostgres({ db, kind }: Database, log: Log): Leases {
  const now = databaseNow(kind);
  const leaseOf = (name: string, holder: string): Lease => ({
    async end() {
      try {
        await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
      } catch (error) {
        log.event('lease_not_ended', { code: databaseErrorCode(error) });
      }
    },
  });
  /** One statement, so that only one of two gateways gets it. */
  async function insert(name: string, scope: string | null, forMs: number): Promise<Lease | null> {
    const holder = randomUUID();
    const row = await db
      .insertInto('lease')
      .values({ name, scope, holder, until: sql<number>`${now} + ${forMs}` })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((eb) => ({ holder: eb.ref('excluded.holder'), until: eb.ref('excluded.until') }))
          .where('lease.until', '<=', now),
      )
      .returning('holder')
      .executeTakeFirst();
    return row === undefined ? null : leaseOf(name, holder);
  }
  return {
    take: (name, forMs) => insert(name, null, forMs),
    async join(scope, forMs) {
      await db.deleteFrom('lease').where('until', '<=', now).execute();
      const lease = await insert(randomUUID(), scope, forMs);
      if (lease === null) throw new Error('A random name was taken.');
      // Counted after writing, so that of two concurrent holders at least one sees the other.
      const { count } = await db
        .selectFrom('lease')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('scope', '=', scope)
        .where('until', '>', now)
        .executeTakeFirstOrThrow();
      return { count: Number(count), lease };
    },
  };
}
