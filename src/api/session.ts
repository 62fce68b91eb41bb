import { type SessionInfo, sessionSchema } from '../core/contract/schema-session';
import { decodeAnswer } from './decode';
import { type CallOptions, send } from './http';

const PATH = '/api/session';

/** Who has signed in. Throws `ApiError`; `unauthorized` when nobody has. */
export async function getSession(options?: CallOptions): Promise<SessionInfo> {
  return decodeAnswer(sessionSchema, await send({ method: 'GET', path: PATH }, options));
}

/** Hands a token to the gateway, which keeps it. Throws `ApiError`; `unauthorized` when the provider refuses it. */
export async function signIn(token: string): Promise<SessionInfo> {
  return decodeAnswer(sessionSchema, await send({ method: 'POST', path: PATH, json: { token } }), true);
}

/** Ends the sign-in at the gateway. Throws `ApiError`; whoever asked is then still signed in. */
export async function signOut(): Promise<void> {
  await send({ method: 'DELETE', path: PATH, needsBody: false });
}
