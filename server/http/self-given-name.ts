import type { MiddlewareHandler } from 'hono';
import { SELF_GIVEN_NAME_HEADER } from '../../src/core/contract/headers';
import { checkName, MAX_NAME_LENGTH } from '../../src/core/lib/short-name';
import { type GatewayFailure, gatewayError } from './gateway-error';
import { type GatewayEnv, isRead } from './http-env';

/** Reads this browser's self-given name from a write's header. Not used with sign-in. */
export const takeSelfGivenName: MiddlewareHandler<GatewayEnv> = async (c, next) => {
  const sent = c.req.header(SELF_GIVEN_NAME_HEADER);
  if (sent === undefined || isRead(c)) return next();
  const name = nameIn(sent);
  if (name === null) return gatewayError(BAD_NAME);
  c.set('selfGivenName', name);
  return next();
};

/** Null unless it is a name exactly as it would be shown. */
function nameIn(sent: string): string | null {
  try {
    const text = decodeURIComponent(sent);
    const check = checkName(text);
    return check.isGood && check.name === text ? text : null;
  } catch {
    // Invalid encoding.
    return null;
  }
}

const BAD_NAME: GatewayFailure = {
  code: 'bad_request',
  detail: `The name for the log (${SELF_GIVEN_NAME_HEADER}) must be percent-encoded text of 1 to ${MAX_NAME_LENGTH} characters without control characters. Nothing was sent.`,
};
