import { describe, expect, it } from 'vitest';
import { classifyFetchError } from './failures';

/** As Node's `fetch` rejects. */
function fetchFailed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}

function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error(code), { code, ...more });
}

describe('what a failed call means for a change', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'EPROTO',
  ])('%s: the provider was not reached', (code) => {
    const failure = classifyFetchError(fetchFailed(coded(code)));
    expect(failure.code).toBe('upstream_unreachable');
    expect(failure.detail).toContain(code);
  });

  it.each([
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_RESPONSE',
    'HPE_INVALID_CONSTANT',
    'ETIMEDOUT',
    'NEW_CODE',
  ])('%s: the provider may have acted', (code) => {
    expect(classifyFetchError(fetchFailed(coded(code))).code).toBe('upstream_cut');
  });

  it.each(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])('%s: a time-out', (code) => {
    expect(classifyFetchError(fetchFailed(coded(code))).code).toBe('upstream_timeout');
  });

  it('tells a connection that was never made from one that died', () => {
    const connecting = coded('ETIMEDOUT', { syscall: 'connect' });
    expect(classifyFetchError(fetchFailed(connecting)).code).toBe('upstream_unreachable');
    expect(classifyFetchError(fetchFailed(coded('ETIMEDOUT', { syscall: 'read' }))).code).toBe(
      'upstream_cut',
    );
  });

  it('counts as not reached only when every address failed before the request', () => {
    const both = (...codes: string[]) =>
      classifyFetchError(fetchFailed(new AggregateError(codes.map((code) => coded(code))))).code;
    expect(both('ECONNREFUSED', 'ENETUNREACH')).toBe('upstream_unreachable');
    expect(both('ECONNREFUSED', 'ECONNRESET')).toBe('upstream_cut');
  });

  it.each([[undefined], [null], ['text'], [new Error('no code')], [{ code: 7 }], [new AggregateError([])]])(
    'takes the careful side for %j',
    (error) => {
      expect(classifyFetchError(error).code).toBe('upstream_cut');
    },
  );

  it('understands a plain object as cause, and does not hang on a cause of itself', () => {
    expect(classifyFetchError(fetchFailed({ code: 'ECONNREFUSED' })).code).toBe('upstream_unreachable');
    const circular = new Error('circular');
    circular.cause = circular;
    expect(classifyFetchError(circular).code).toBe('upstream_cut');
  });
});
