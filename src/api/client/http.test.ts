import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeUse } from '../../browser/use-of-page';
import { ApiError } from '../../core/contract/errors';
import { cutReply, hangingReply, jsonReply, stubFetch, textReply } from '../../testing/fetch';
import { apiPath, type Call, READ_LIMIT_MS, send, WRITE_LIMIT_MS } from './http';

const READ: Call = { method: 'GET', path: '/api/v1/backups/' };
const WRITE: Call = { method: 'POST', path: '/api/v1/backups/', json: { server_id: 1 } };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2025, 0, 16, 15, 45) });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The error of a call that must fail. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('The call should have failed');
}

describe('apiPath', () => {
  it('encodes ids', () => {
    expect(apiPath('servers', 12345, 'restore')).toBe('/api/v1/servers/12345/restore/');
    expect(apiPath('backups', 'a/b?c#d')).toBe('/api/v1/backups/a%2Fb%3Fc%23d/');
  });

  it.each(['', '.', '..', 'half\uD800'])('refuses "%s", which would lead elsewhere', (id) => {
    expect(() => apiPath('backups', id)).toThrow(ApiError);
  });
});

describe('a request', () => {
  it('does not count as use while polling, so polling keeps no session alive', async () => {
    const sent = stubFetch(jsonReply({}));
    takeUse();
    await send(READ);
    expect(sent.map(({ headers }) => headers.get('x-in-use'))).toEqual([null]);
  });

  it('stays on the own origin, follows no redirect, and is never cached', async () => {
    const sent = stubFetch(jsonReply({ ok: true }));
    takeUse();
    await send({ ...READ, query: new URLSearchParams({ server_id: 'a b' }) });
    expect(sent).toMatchObject([{ method: 'GET', url: '/api/v1/backups/?server_id=a+b', body: null }]);
    expect(sent[0]?.init).toMatchObject({
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
    });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      'x-requested-with': 'vps-backups',
    });
  });

  it('carries JSON and says so', async () => {
    const sent = stubFetch(jsonReply({}, 201));
    expect(await send(WRITE)).toMatchObject({ status: 201, body: {} });
    expect(sent[0]?.body).toBe('{"server_id":1}');
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });
});

describe('an answer', () => {
  it.each([
    ['an empty 200', textReply('')],
    ['a 204', textReply('', 204)],
    ['HTML', textReply('<html></html>', 200, { 'content-type': 'text/html' })],
    ['JSON that is cut', textReply('{"results": [')],
  ])('%s where data is needed breaks the contract', async (_name, reply) => {
    stubFetch(reply);
    expect(await failureOf(send(READ))).toMatchObject({ kind: 'contract', mayHaveActed: false });
    expect(await failureOf(send(WRITE))).toMatchObject({ kind: 'contract', mayHaveActed: true });
  });

  it.each([
    ['an empty 200', textReply('')],
    ['a blank 200', textReply(' \n')],
    ['a 204', textReply('', 204)],
  ])('%s is a success where no data are needed', async (_name, reply) => {
    stubFetch(reply);
    expect(await send({ ...WRITE, needsBody: false })).toMatchObject({ body: undefined });
  });

  it.each([
    ['HTML', 200, () => textReply('<html><title>Sign in</title></html>'), 'contract'],
    ['plain text', 202, () => textReply('OK', 202), 'contract'],
    ['JSON that is cut', 200, () => textReply('{"message": "Rest'), 'contract'],
    ['a body that breaks off', 201, () => cutReply(201), 'network'],
  ])('%s in a success (%i) leaves open whether a change was made', async (_name, status, reply, kind) => {
    stubFetch(reply);
    const failure = await failureOf(send({ ...WRITE, needsBody: false }));
    expect(failure).toMatchObject({ kind, status, mayHaveActed: true });
  });

  it('throws an error status as an error', async () => {
    stubFetch(jsonReply({ detail: 'No such server.' }, 404));
    const error = await failureOf(send(WRITE));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      kind: 'notFound',
      status: 404,
      detail: 'No such server.',
      message: 'No such server.',
      mayHaveActed: false,
    });
  });

  it.each([
    ['/api/v1/backups/', 'server'],
    ['/api/schedules', 'dashboard'],
  ])('of 500 at %s is a problem of the %s', async (path, kind) => {
    stubFetch(textReply('', 500));
    expect(await failureOf(send({ method: 'GET', path }))).toMatchObject({ kind, status: 500 });
  });

  it('counts a Retry-After date from now', async () => {
    stubFetch(jsonReply({}, 429, { 'retry-after': 'Thu, 16 Jan 2025 15:45:40 GMT' }));
    expect(await failureOf(send(READ))).toMatchObject({ kind: 'rateLimited', retryAfterMs: 40_000 });
  });

  it('keeps its error status even if the body is cut off', async () => {
    stubFetch(() => cutReply(404));
    expect(await failureOf(send(WRITE))).toMatchObject({ kind: 'notFound', mayHaveActed: false });
  });
});

describe('a connection', () => {
  it.each([
    ['that fails', () => Promise.reject(new TypeError('fetch failed')), null],
    ['that is cut half-way', () => cutReply(), 200],
  ])('%s is a network error, and a write may have acted', async (_name, reply, status) => {
    stubFetch(reply);
    expect(await failureOf(send(READ))).toMatchObject({ kind: 'network', status, mayHaveActed: false });
    expect(await failureOf(send(WRITE))).toMatchObject({ kind: 'network', status, mayHaveActed: true });
  });
});

describe('the time limit', () => {
  it.each([
    ['a read', READ, READ_LIMIT_MS, false],
    ['a write', WRITE, WRITE_LIMIT_MS, true],
  ])('ends %s that gets no answer', async (_name, call, limitMs, mayHaveActed) => {
    stubFetch(hangingReply);
    let isSettled = false;
    const failure = failureOf(send(call)).finally(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(limitMs - 1);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await failure).toMatchObject({ name: 'ApiError', kind: 'timeout', status: null, mayHaveActed });
  });

  it('covers the body too', async () => {
    stubFetch(({ init }) => {
      const body = new ReadableStream({
        start: (controller) => {
          init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      });
      return new Response(body);
    });
    const failure = failureOf(send(READ));
    await vi.advanceTimersByTimeAsync(READ_LIMIT_MS);
    expect(await failure).toMatchObject({ kind: 'timeout', status: 200 });
  });

  it('leaves no timer behind', async () => {
    stubFetch(jsonReply({}), new TypeError('fetch failed'));
    await send(READ);
    await failureOf(send(READ));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the caller's own abort", () => {
  it('comes back as the AbortError it is', async () => {
    stubFetch(hangingReply);
    const caller = new AbortController();
    const failure = failureOf(send(WRITE, { signal: caller.signal }));
    caller.abort();
    expect(await failure).toBe(caller.signal.reason);
    expect(await failure).toMatchObject({ name: 'AbortError' });
  });

  it('before the call sends nothing', async () => {
    const sent = stubFetch(jsonReply({}));
    expect(await failureOf(send(READ, { signal: AbortSignal.abort() }))).toMatchObject({
      name: 'AbortError',
    });
    expect(sent).toEqual([]);
  });

  it('does not disable the time limit', async () => {
    stubFetch(hangingReply);
    const failure = failureOf(send(READ, { signal: new AbortController().signal }));
    await vi.advanceTimersByTimeAsync(READ_LIMIT_MS);
    expect(await failure).toMatchObject({ kind: 'timeout' });
  });
});
