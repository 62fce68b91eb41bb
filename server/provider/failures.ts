import type { GatewayFailure } from '../http/gateway-error';

/** A client knows for certain that nothing of a request was sent, whatever the reason. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
  constructor(cause: unknown) {
    super('The request was not sent.', { cause });
  }
}

/** The gateway's answer to what a client's `fetch` rejected with. */
export function classifyFetchError(error: unknown): GatewayFailure {
  const code = codeIn(error);
  const words = code === null ? '' : ` (${code})`;
  return error instanceof NotSentError
    ? {
        code: 'upstream_unreachable',
        detail: `The provider could not be reached${words}. Nothing was sent.`,
      }
    : {
        code: 'upstream_cut',
        detail: `The connection to the provider broke off before it answered${words}. The call may have been carried out.`,
      };
}

export const TIMEOUT: GatewayFailure = {
  code: 'upstream_timeout',
  detail: 'The provider did not answer in time. The call may have been carried out.',
};

/** The first code underneath; there are several where several addresses were tried. */
function codeIn(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > 5) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner: readonly unknown[] =
    'errors' in error && Array.isArray(error.errors) ? error.errors : 'cause' in error ? [error.cause] : [];
  return codeIn(inner[0], depth + 1);
}
