import type { GatewayFailure } from '../http/gateway-error';

/**
 * Failures that come before the request's first byte can have left: the name, the route, the connection, the TLS
 * handshake. Anything else, an unknown code included, may have come after it, and counts as "maybe".
 * Sources: Node's documents on system and TLS errors, undici's on its own codes.
 */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The client's own limits, far above the gateway's; here for completeness. */
const TIMED_OUT: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** A client knows for certain that nothing of a request was sent, whatever the reason. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
  constructor(cause: unknown) {
    super('The request was not sent.', { cause });
  }
}

/** Turns what `fetch` rejected with into the gateway's answer. */
export function classifyFetchError(error: unknown): GatewayFailure {
  const failures = connectionFailures(error);
  const code = failures[0]?.code ?? null;
  const words = code === null ? '' : ` (${code})`;
  const isNotSent = error instanceof NotSentError || (failures.length > 0 && failures.every(isBeforeRequest));
  if (isNotSent) {
    return {
      code: 'upstream_unreachable',
      detail: `The provider could not be reached${words}. Nothing was sent.`,
    };
  }
  if (code !== null && TIMED_OUT.has(code)) return timeoutFailure();
  return {
    code: 'upstream_cut',
    detail: `The connection to the provider broke off before it answered${words}. The call may have been carried out.`,
  };
}

export function timeoutFailure(): GatewayFailure {
  return {
    code: 'upstream_timeout',
    detail: 'The provider did not answer in time. The call may have been carried out.',
  };
}

interface ConnectionFailure {
  readonly code: string;
  readonly syscall: string | null;
}

function isBeforeRequest({ code, syscall }: ConnectionFailure): boolean {
  // ETIMEDOUT is also what an established connection dies of.
  return NOT_REACHED.has(code) || (code === 'ETIMEDOUT' && syscall === 'connect');
}

/** The coded errors underneath: one, or one an address when several were tried. */
function connectionFailures(error: unknown, depth = 0): ConnectionFailure[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return error.errors.flatMap((each: unknown) => connectionFailures(each, depth + 1));
  }
  if ('code' in error && typeof error.code === 'string') {
    const syscall = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : null;
    return [{ code: error.code, syscall }];
  }
  return 'cause' in error ? connectionFailures(error.cause, depth + 1) : [];
}
