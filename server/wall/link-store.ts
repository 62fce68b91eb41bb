import { sql } from 'kysely';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { Database } from '../database/tables';
import { createTimeIds } from '../database/time-id';
import { hashOfSecret, isSessionId, newSecretId } from '../session/session-crypto';

/** Use is recorded at this granularity, so that not every read causes a write. */
const TOUCH_EVERY_MS = 10 * MINUTE_MS;

/** Far more than anybody has screens. */
export const MAX_WALL_LINKS = 50;

export interface StoredWallLink {
  readonly id: string;
  readonly name: string;
  readonly made_by: string | null;
  readonly made_at: string;
  readonly used_at: string | null;
}

export type WallLinkStore = ReturnType<typeof createWallLinkStore>;

/** The secret in a screen's cookie, derived from the key: reading the cookie does not reveal the link. */
export function cookieOfKey(key: string): string {
  return hashOfSecret(`wall ${key}`);
}

/** Wall links of all accounts; neither keys nor cookies are stored. @param now epoch ms */
export function createWallLinkStore({ db, kind }: Pick<Database, 'db' | 'kind'>, now: () => number) {
  const newId = createTimeIds();
  const shown = ['id', 'name', 'made_by', 'made_at', 'used_at'] as const;
  return {
    list: (scope: string): Promise<StoredWallLink[]> =>
      db.selectFrom('wall_link').select(shown).where('scope', '=', scope).orderBy('id').execute(),
    /** The key becomes part of the link and is not stored. Null if there are {@link MAX_WALL_LINKS} already. */
    async add(scope: string, name: string, madeBy: string | null) {
      const key = newSecretId();
      const link = {
        id: newId(),
        name,
        made_by: madeBy,
        made_at: new Date(now()).toISOString(),
        used_at: null,
      };
      const secret_hash = hashOfSecret(cookieOfKey(key));
      return await db.transaction().execute(async (transaction) => {
        // Other gateways count only after this one has added its link. SQLite has one writer anyway.
        if (kind === 'postgres') await sql`LOCK TABLE wall_link IN EXCLUSIVE MODE`.execute(transaction);
        const { count } = await transaction
          .selectFrom('wall_link')
          .select((of) => of.fn.countAll<number | string>().as('count'))
          .where('scope', '=', scope)
          .executeTakeFirstOrThrow();
        if (Number(count) >= MAX_WALL_LINKS) return null;
        await transaction
          .insertInto('wall_link')
          .values({ ...link, scope, secret_hash })
          .execute();
        return { link, key };
      });
    },
    async find(scope: string, id: string): Promise<StoredWallLink | null> {
      const query = db.selectFrom('wall_link').select(shown).where('scope', '=', scope).where('id', '=', id);
      return (await query.executeTakeFirst()) ?? null;
    },
    /** False if there was none, because somebody else was first. */
    async remove(scope: string, id: string): Promise<boolean> {
      const query = db.deleteFrom('wall_link').where('scope', '=', scope).where('id', '=', id);
      return (await query.executeTakeFirst()).numDeletedRows === 1n;
    },
    /** Finds a link by its screen's cookie; null if none of this scope matches. */
    async findByCookie(scope: string, cookie: string): Promise<StoredWallLink | null> {
      if (!isSessionId(cookie)) return null;
      const query = db
        .selectFrom('wall_link')
        .select(shown)
        .where('secret_hash', '=', hashOfSecret(cookie))
        .where('scope', '=', scope);
      return (await query.executeTakeFirst()) ?? null;
    },
    /** Whether the use was due to be recorded. */
    async touch({ id, used_at }: StoredWallLink): Promise<boolean> {
      const atMs = now();
      if (used_at !== null && Math.abs(atMs - Date.parse(used_at)) < TOUCH_EVERY_MS) return false;
      const seen = { used_at: new Date(atMs).toISOString() };
      await db.updateTable('wall_link').set(seen).where('id', '=', id).execute();
      return true;
    },
  };
}
