import type { Kysely } from 'kysely';
import type { SessionRow, Tables } from '../database/tables';

/** The rows of those who have signed in. Unlike the log's they change and go. */
export interface SessionStore {
  add(row: SessionRow): Promise<void>;
  find(idHash: string): Promise<SessionRow | null>;
  /** Writes down that it was in use; one that has gone meanwhile does not come back. */
  touch(idHash: string, seenAt: string): Promise<void>;
  remove(idHash: string): Promise<void>;
  /** Removes whatever was last seen, or begun, before these moments. */
  removeOld(before: { readonly seenAt: string; readonly createdAt: string }): Promise<void>;
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
    async removeOld({ seenAt, createdAt }) {
      await db
        .deleteFrom('session')
        .where((eb) => eb.or([eb('seen_at', '<', seenAt), eb('created_at', '<', createdAt)]))
        .execute();
    },
  };
}
