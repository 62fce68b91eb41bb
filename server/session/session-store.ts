import type { Kysely } from 'kysely';
import type { EndedSessionRow, SessionRow, Tables } from '../database/tables';

/** The rows of those who have signed in. Unlike the log's they change and go. */
export interface SessionStore {
  add(row: SessionRow): Promise<void>;
  find(idHash: string): Promise<SessionRow | null>;
  /** Writes down that it was in use; one that has gone meanwhile does not come back. */
  touch(idHash: string, seenAt: string): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Removes it because the provider ended it, and remembers that for a while. */
  removeEnded(row: EndedSessionRow): Promise<void>;
  /** Whether the provider is known to have ended it. */
  isEnded(idHash: string): Promise<boolean>;
  /** Removes whatever was last seen, or begun, before these moments, and what is remembered no longer than until now. */
  removeOld(before: {
    readonly seenAt: string;
    readonly createdAt: string;
    readonly now: string;
  }): Promise<void>;
}

export function createSessionStore(db: Kysely<Tables>): SessionStore {
  return {
    async add(row) {
      await db.insertInto('session').values(row).execute();
    },
    async find(idHash) {
      const row = await db.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
      return row ?? null;
    },
    async touch(idHash, seenAt) {
      await db.updateTable('session').set({ seen_at: seenAt }).where('id_hash', '=', idHash).execute();
    },
    async remove(idHash) {
      await db.deleteFrom('session').where('id_hash', '=', idHash).execute();
    },
    async removeEnded(row) {
      // In this order: whoever no longer finds the session finds why.
      await db
        .insertInto('session_ended')
        .values(row)
        .onConflict((conflict) => conflict.column('id_hash').doNothing())
        .execute();
      await db.deleteFrom('session').where('id_hash', '=', row.id_hash).execute();
    },
    async isEnded(idHash) {
      const query = db.selectFrom('session_ended').select('until').where('id_hash', '=', idHash);
      return (await query.executeTakeFirst()) !== undefined;
    },
    async removeOld({ seenAt, createdAt, now }) {
      await db.deleteFrom('session_ended').where('until', '<', now).execute();
      await db
        .deleteFrom('session')
        .where((eb) => eb.or([eb('seen_at', '<', seenAt), eb('created_at', '<', createdAt)]))
        .execute();
    },
  };
}
