import type { GatewayFailure } from '../http/gateway-error';
import type { Outage } from './circuit-breaker';

/** A client is certain that nothing of a request was sent, for any reason. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
  constructor(cause: unknown) {
    super('The request was not sent.', { cause });
  }
}

const NOTHING_SENT = 'Nothing was sent.';
const MAY_HAVE_ACTED = 'The request may have been carried out.';

/** Why a read failed: what became of the request does not matter there. */
export function whyUnread({ detail }: GatewayFailure): string {
  const effect = [NOTHING_SENT, MAY_HAVE_ACTED].find((sentence) => detail.endsWith(` ${sentence}`));
  return effect === undefined ? detail : detail.slice(0, -effect.length - 1);
}

/** The gateway's answer to an error from a client's `fetch`. */
export function classifyFetchError(error: unknown): GatewayFailure {
  const code = codeIn(error);
  const words = code === null ? '' : ` (${code})`;
  return error instanceof NotSentError
    ? {
        code: 'upstream_unreachable',
        detail: `The provider could not be reached${words}. ${NOTHING_SENT}`,
      }
    : {
        code: 'upstream_cut',
        detail: `The connection to the provider was lost before it responded${words}. ${MAY_HAVE_ACTED}`,
      };
}

/** The first code underneath; there are several where several addresses were tried. */
function codeIn(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > 5) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner: readonly unknown[] =
    'errors' in error && Array.isArray(error.errors) ? error.errors : 'cause' in error ? [error.cause] : [];
  return codeIn(inner[0], depth + 1);
}

export const TIMEOUT: GatewayFailure = {
  code: 'upstream_timeout',
  detail: `The provider did not respond in time. ${MAY_HAVE_ACTED}`,
};

export const CUT_ANSWER: GatewayFailure = {
  code: 'upstream_cut',
  detail: `The provider's response was cut off. ${MAY_HAVE_ACTED}`,
};

export function tooLarge(maxBytes: number): GatewayFailure {
  return {
    code: 'upstream_too_large',
    detail: `The provider's response is larger than ${Math.floor(maxBytes / (1024 * 1024))} MiB.`,
  };
}

export const READ_STOPPED: GatewayFailure = {
  code: 'shutting_down',
  detail: 'The dashboard is stopping, and the provider has not responded yet.',
};
export const WRITE_STOPPED: GatewayFailure = {
  code: 'upstream_timeout',
  detail: `The dashboard was stopped before the provider responded. ${MAY_HAVE_ACTED}`,
};
export const NOT_SENT: GatewayFailure = {
  code: 'shutting_down',
  detail: `The dashboard is stopping. ${NOTHING_SENT}`,
};
export const UNDER_WAY: GatewayFailure = {
  code: 'duplicate_call',
  detail: 'The same change is already in progress. It was not sent a second time.',
};
export const UNKNOWN_WHETHER_UNDER_WAY: GatewayFailure = {
  code: 'activity_unavailable',
  detail:
    'The database could not confirm that the same change is not already in progress, so it was not sent. Check that the database is running.',
};

export function downFailure({ sinceMs, waitMs }: Outage): GatewayFailure {
  const seconds = Math.ceil(waitMs / 1000);
  return {
    code: 'upstream_down',
    detail: `The provider has not responded since ${isoTime(sinceMs)}. Nothing was sent; the next attempt is possible in ${seconds} s.`,
    since: isoTime(sinceMs),
    headers: { 'retry-after': String(seconds) },
  };
}

/** Wait before a call may be repeated, s. */
const BUSY_RETRY_S = 2;

export const BUSY: GatewayFailure = {
  code: 'upstream_busy',
  detail: `Too many requests to the provider are in progress. Nothing was sent; try again in ${BUSY_RETRY_S} s.`,
  headers: { 'retry-after': String(BUSY_RETRY_S) },
};

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
