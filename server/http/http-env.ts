import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { GatewayFailure } from './gateway-error';

/** Who sent a request, with sign-in. */
export interface Principal {
  readonly token: string;
  /** Distinguishes accounts of the provider; not for display. */
  readonly account: string;
  /** Identifies the sign-in in the database. */
  readonly session: string;
  /** Ends the session because the provider refused its token. Returns the response; never rejects. */
  tokenRefused(answer: Uint8Array | null): Promise<GatewayFailure>;
}

/** The Hono context of every handler of the gateway. */
export interface GatewayEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** Route of a forwarded call, for the log; unset for everything else. */
    route?: string;
    /** Unset if the gateway has its own token. */
    principal?: Principal;
    /** This browser's self-given name for the log. */
    selfGivenName?: string;
  };
}

export function isRead({ req }: Context): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}
