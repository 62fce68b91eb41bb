import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { SessionRow } from '../database/schema/sessions';
import type { Tables } from '../database/tables';
import { isSessionId, type SessionCrypto } from './session-crypto';

/** Use is recorded at this granularity, so that not every read of a list causes a write. */
const TOUCH_EVERY_MS = MINUTE_MS;
const CLEAN_EVERY_MS = 10 * MINUTE_MS;

const holderSchema = v.object({
  token: v.string(),
  /** Distinguishes accounts; not for display. */
  account: v.string(),
  email: v.nullable(v.string()),
  tokenName: v.nullable(v.string()),
});

/** Who has signed in. */
export type Holder = Readonly<v.InferOutput<typeof holderSchema>>;

/** Times are epoch ms. */
export interface Session extends Holder {
  /** Identifies it in the database; reveals nothing about the cookie. */
  readonly idHash: string;
  readonly sinceMs: number;
  /** When it ends without use. */
  readonly idleUntilMs: number;
  /** Maximum end, regardless of use. */
  readonly untilMs: number;
  /** How long it lasts without use. */
  readonly idleMs: number;
}

export type SessionLack =
  /** Nobody has signed in. */
  | 'missing'
  /** Unused for too long, too old, signed out, or sealed under another secret. */
  | 'expired'
  /** The provider no longer accepts the token. */
  | 'ended';

export type SessionFinding =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly lack: SessionLack };

export type Sessions = ReturnType<typeof createSessions>;

export interface SessionsOptions {
  readonly db: Kysely<Tables>;
  readonly crypto: SessionCrypto;
  /** The provider's base URL: a token is sent only to the provider it was given for. */
  readonly baseUrl: string;
  readonly idleMs: number;
  readonly maxMs: number;
  /** Epoch ms. */
  readonly now?: () => number;
}

/** Sign-ins, kept in the database: any gateway with the same database and secret knows them. */
export function createSessions(options: SessionsOptions) {
  const { db, crypto, baseUrl, idleMs, maxMs, now = Date.now } = options;
  const touchEveryMs = Math.min(TOUCH_EVERY_MS, idleMs / 4);
  let cleanedAtMs = Number.NEGATIVE_INFINITY;

  const contextOf = (idHash: string) => `${idHash} ${baseUrl}`;
  const iso = (ms: number) => new Date(ms).toISOString();
  const remove = (idHash: string) => db.deleteFrom('session').where('id_hash', '=', idHash).execute();
  const sessionOf = (row: SessionRow, holder: Holder): Session => {
    const idHash = row.id_hash;
    const sinceMs = Date.parse(row.created_at);
    const untilMs = sinceMs + maxMs;
    const idleUntilMs = Math.min(Date.parse(row.seen_at) + idleMs, untilMs);
    return { ...holder, idHash, sinceMs, untilMs, idleUntilMs, idleMs };
  };
  const lacking = (lack: SessionLack): SessionFinding => ({ ok: false, lack });

  async function clean(): Promise<void> {
    if (now() - cleanedAtMs < CLEAN_EVERY_MS) return;
    cleanedAtMs = now();
    await db.deleteFrom('session_ended').where('until', '<', iso(now())).execute();
    await db
      .deleteFrom('session')
      .where((eb) =>
        eb.or([eb('seen_at', '<', iso(now() - idleMs)), eb('created_at', '<', iso(now() - maxMs))]),
      )
      .execute();
  }

  async function wasEnded(idHash: string): Promise<boolean> {
    const query = db.selectFrom('session_ended').select('until').where('id_hash', '=', idHash);
    return (await query.executeTakeFirst()) !== undefined;
  }

  async function findByHash(idHash: string, isUse: boolean): Promise<SessionFinding> {
    const row = await db.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
    await clean();
    const holder = row === undefined ? null : holderIn(crypto.open(row.box, contextOf(idHash)));
    if (row === undefined || holder === null) {
      return lacking((await wasEnded(idHash)) ? 'ended' : 'expired');
    }
    const session = sessionOf(row, holder);
    // A clock that was set back must not keep a session forever.
    if (now() >= session.idleUntilMs || now() < session.sinceMs - maxMs) {
      await remove(idHash);
      return lacking('expired');
    }
    if (!isUse || now() - Date.parse(row.seen_at) < touchEveryMs) return { ok: true, session };
    const seen = { seen_at: iso(now()) };
    // An update, so that a session removed meanwhile does not come back.
    await db.updateTable('session').set(seen).where('id_hash', '=', idHash).execute();
    return { ok: true, session: sessionOf({ ...row, ...seen }, holder) };
  }

  /** Ends a sign-in by its name in the database. */
  async function endByHash(idHash: string, why: 'signed_out' | 'ended'): Promise<void> {
    // Recorded first: a call in progress that no longer finds the session, on any gateway, finds the reason.
    if (why === 'ended') {
      await db
        .insertInto('session_ended')
        .values({ id_hash: idHash, until: iso(now() + maxMs) })
        .onConflict((conflict) => conflict.column('id_hash').doNothing())
        .execute();
    }
    await remove(idHash);
  }

  return {
    /** Signs in. The id goes to the browser and is stored nowhere. */
    async begin({ token, account, email, tokenName }: Holder) {
      await clean();
      const id = crypto.newId();
      const idHash = crypto.hashOf(id);
      const holder = { token, account, email, tokenName };
      const time = iso(now());
      const box = crypto.seal(JSON.stringify(holder), contextOf(idHash));
      const row = { id_hash: idHash, box, created_at: time, seen_at: time };
      await db.insertInto('session').values(row).execute();
      return { id, session: sessionOf(row, holder) };
    },
    /** @param isUse whether a person caused this; polling keeps no session alive */
    async find(id: string | undefined, isUse: boolean): Promise<SessionFinding> {
      if (id === undefined || !isSessionId(id)) return lacking('missing');
      return await findByHash(crypto.hashOf(id), isUse);
    },
    /** A sign-in by its name in the database. */
    findByHash,
    /** Signs out, on every gateway of the same database. Ending a session twice is no error. */
    async end(id: string | undefined, why: 'signed_out' | 'ended'): Promise<void> {
      if (id !== undefined && isSessionId(id)) await endByHash(crypto.hashOf(id), why);
    },
    endByHash,
  };
}

function holderIn(text: string | null): Holder | null {
  if (text === null) return null;
  const holder = v.safeParse(holderSchema, JSON.parse(text));
  return holder.success ? holder.output : null;
}
