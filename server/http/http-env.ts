import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { GatewayFailure } from './gateway-error';

/** Who sent a request, where people sign in. */
export interface Principal {
  readonly token: string;
  /** Tells accounts of the provider apart; not for display. */
  readonly account: string;
  /** Names the sign-in in the database. */
  readonly session: string;
  /** Ends the session because the provider refused its token. Returns what to answer; never rejects. */
  tokenRefused(answer: Uint8Array | null): Promise<GatewayFailure>;
}

/** The Hono context of every handler of the gateway. */
export interface GatewayEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** Route of a forwarded call, for the log; unset for everything else. */
    route?: string;
    /** Unset where the gateway has a token of its own. */
    principal?: Principal;
    /** The name for the log that a person gave the browser. */
    selfGivenName?: string;
  };
}

export function isRead({ req }: Context): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}
