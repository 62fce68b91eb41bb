import { queryOptions } from '@tanstack/react-query';
import { type SessionEnd, sessionEnd } from '../core/account/session-end';
import { type ReadOnlyState, readOnlyStateSchema } from '../core/contract/schema-read-only';
import { type SessionInfo, sessionSchema } from '../core/contract/schema-session';
import { toWire } from '../core/contract/wire-case';
import { MINUTE_MS } from '../core/lib/time-units';
import { type Call, type CallOptions, decodeAnswer, send } from './client/http';
import { LIVE_POLICY } from './client/policy';

const PATH = '/api/session';

/** Who is signed in. Throws `ApiError`; `unauthorized` when nobody is. */
export async function getSession(options?: CallOptions): Promise<SessionInfo> {
  return decodeAnswer(sessionSchema, await send({ method: 'GET', path: PATH }, options));
}

/** Signs in with a token. Throws `ApiError`; `unauthorized` if the provider refuses it. */
export async function signIn(token: string): Promise<SessionInfo> {
  return decodeAnswer(sessionSchema, await send({ method: 'POST', path: PATH, json: { token } }), true);
}

/** Signs out. Throws `ApiError`; the session then still exists. */
export async function signOut(): Promise<void> {
  await send({ method: 'DELETE', path: PATH, needsBody: false });
}

const NEAR_MS = 15_000;
/** A computer may sleep between two reads. */
const FAR_MS = 10 * MINUTE_MS;

export interface SessionReading extends SessionInfo {
  /** The gateway's clock minus this computer's. */
  readonly clockAheadMs: number;
}

/** @param nowMs by this computer's clock, uncorrected */
export function endOfSession(session: SessionReading, nowMs: number): SessionEnd {
  return sessionEnd(session, nowMs + session.clockAheadMs);
}

/** Who is signed in, and until when. Reread near the end, because use of the page in any tab extends the session. */
export function sessionQuery() {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: ['session'],
    queryFn: async ({ signal }): Promise<SessionReading> => {
      const session = await getSession({ signal });
      return { ...session, clockAheadMs: Date.parse(session.now) - Date.now() };
    },
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return MINUTE_MS;
      const end = endOfSession(data, Date.now());
      if (end.kind === 'near') return Math.min(NEAR_MS, data.idleMs / 16);
      return Math.min(FAR_MS, Math.max(1000, end.warnInMs));
    },
  });
}

/** Turns read-only mode of this browser on or off; returns the resulting state. Throws `ApiError`. */
export async function setReadOnly(readOnly: boolean, options?: CallOptions): Promise<ReadOnlyState> {
  const call: Call = { method: 'PUT', path: '/api/read-only', json: toWire({ readOnly }) };
  return decodeAnswer(readOnlyStateSchema, await send(call, options), true);
}
