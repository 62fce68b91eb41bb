import * as v from 'valibot';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { SessionRow } from '../database/tables';
import { isSessionId, type SessionCrypto } from './session-crypto';
import type { SessionStore } from './session-store';

/** Use is written down this coarsely, so that reading a list does not mean a write. */
const TOUCH_EVERY_MS = MINUTE_MS;
const CLEAN_EVERY_MS = 10 * MINUTE_MS;

/** Who has signed in. */
export interface Holder {
  readonly token: string;
  /** Which account it is, for keeping accounts apart; no text for people. */
  readonly account: string;
  readonly email: string | null;
  readonly tokenName: string | null;
}

export interface Session extends Holder {
  /** Epoch ms, each. */
  readonly sinceMs: number;
  /** Without use until then. */
  readonly idleUntilMs: number;
  /** Whatever happens. */
  readonly untilMs: number;
  /** How long it may go without use. */
  readonly idleMs: number;
}

export type SessionLack =
  /** Nobody has signed in. */
  | 'missing'
  /** Not used for too long, begun too long ago, signed out, or sealed under another secret. */
  | 'expired'
  /** The provider does not accept the token any more. */
  | 'ended';

export type SessionFinding =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly lack: SessionLack };

export interface Sessions {
  /** Signs in. Gives the id that the browser keeps; nothing else ever has it. */
  begin(holder: Holder): Promise<{ readonly id: string; readonly session: Session }>;
  /** @param isUse whether a person is behind this: reading again by a clock keeps nobody signed in */
  find(id: string | undefined, isUse: boolean): Promise<SessionFinding>;
  /** Signs out, here and on every other gateway of the same database. Ending it twice is no error. */
  end(id: string | undefined, why: 'signed_out' | 'ended'): Promise<void>;
}

export interface SessionsOptions {
  readonly store: SessionStore;
  readonly crypto: SessionCrypto;
  /** The provider's base URL: a token is never sent to another one than it was given for. */
  readonly baseUrl: string;
  readonly idleMs: number;
  readonly maxMs: number;
  /** Epoch ms. */
  readonly now?: () => number;
}

const holderSchema = v.object({
  token: v.string(),
  account: v.string(),
  email: v.nullable(v.string()),
  tokenName: v.nullable(v.string()),
});

/** Sign-ins, kept in the database: any gateway with the same one and the same secret knows them. */
export function createSessions(options: SessionsOptions): Sessions {
  const { store, crypto, baseUrl, idleMs, maxMs, now = Date.now } = options;
  const touchEveryMs = Math.min(TOUCH_EVERY_MS, idleMs / 4);
  let cleanedAtMs = Number.NEGATIVE_INFINITY;

  const contextOf = (idHash: string) => `${idHash} ${baseUrl}`;
  const iso = (ms: number) => new Date(ms).toISOString();
  const clean = async (): Promise<void> => {
    if (now() - cleanedAtMs < CLEAN_EVERY_MS) return;
    cleanedAtMs = now();
    await store.removeOld({
      seenAt: iso(now() - idleMs),
      createdAt: iso(now() - maxMs),
      now: iso(now()),
    });
  };
  const sessionOf = (row: SessionRow, holder: Holder): Session => {
    const sinceMs = Date.parse(row.created_at);
    const untilMs = sinceMs + maxMs;
    const idleUntilMs = Math.min(Date.parse(row.seen_at) + idleMs, untilMs);
    return { ...holder, sinceMs, untilMs, idleUntilMs, idleMs };
  };
  const lacking = (lack: SessionLack): SessionFinding => ({ ok: false, lack });

  return {
    async begin({ token, account, email, tokenName }) {
      await clean();
      const id = crypto.newId();
      const idHash = crypto.hashOf(id);
      const holder = { token, account, email, tokenName };
      const time = iso(now());
      const box = crypto.seal(JSON.stringify(holder), contextOf(idHash));
      const row = { id_hash: idHash, box, created_at: time, seen_at: time };
      await store.add(row);
      return { id, session: sessionOf(row, holder) };
    },
    async find(id, isUse) {
      if (id === undefined || !isSessionId(id)) return lacking('missing');
      const idHash = crypto.hashOf(id);
      const row = await store.find(idHash);
      await clean();
      const holder = row === null ? null : read(crypto.open(row.box, contextOf(idHash)));
      // Sealed under another secret, or for another provider, is as good as not there.
      if (row === null || holder === null)
        return lacking((await store.isEnded(idHash)) ? 'ended' : 'expired');
      const session = sessionOf(row, holder);
      // A clock that was set back must not keep a session for ever.
      if (now() >= session.idleUntilMs || now() < session.sinceMs - maxMs) {
        await store.remove(idHash);
        return lacking('expired');
      }
      if (!isUse || now() - Date.parse(row.seen_at) < touchEveryMs) return { ok: true, session };
      const seenAt = iso(now());
      await store.touch(idHash, seenAt);
      return { ok: true, session: sessionOf({ ...row, seen_at: seenAt }, holder) };
    },
    async end(id, why) {
      if (id === undefined || !isSessionId(id)) return;
      const idHash = crypto.hashOf(id);
      // Calls under way at the same time, on whichever gateway, come back to hear the same reason.
      if (why === 'ended') await store.removeEnded({ id_hash: idHash, until: iso(now() + maxMs) });
      else await store.remove(idHash);
    },
  };
}

function read(text: string | null): Holder | null {
  if (text === null) return null;
  const holder = v.safeParse(holderSchema, JSON.parse(text));
  return holder.success ? holder.output : null;
}
