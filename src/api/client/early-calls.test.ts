import { afterEach, describe, expect, it, vi } from 'vitest';
import { jsonReply, stubFetch } from '../../testing/fetch';
import { send } from './http';

const PATH = '/api/v1/backups/';

/** As `index.html` leaves it, a few milliseconds ago. Returns what aborts the call. */
function setEarly(answer: Promise<Response>, agoMs = 0): AbortController {
  const controller = new AbortController();
  globalThis.earlyCalls = {
    sentAtMs: performance.now() - agoMs,
    calls: { [PATH]: { answer, controller } },
  };
  return controller;
}

afterEach(() => {
  globalThis.earlyCalls = undefined;
  vi.unstubAllGlobals();
});

describe('a read sent by `index.html` before the code arrived', () => {
  it('is not sent again, and its answer is used once', async () => {
    const sent = stubFetch(jsonReply({ count: 2 }));
    setEarly(Promise.resolve(jsonReply({ count: 1 })));
    expect((await send({ method: 'GET', path: PATH })).body).toEqual({ count: 1 });
    expect((await send({ method: 'GET', path: PATH })).body).toEqual({ count: 2 });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['is too old', { method: 'GET', path: PATH }, 10_001],
    ['is of another address', { method: 'GET', path: '/api/v1/servers/' }, 0],
    ['was no write', { method: 'DELETE', path: PATH }, 0],
  ] as const)('does not answer when it %s', async (_why, call, agoMs) => {
    const sent = stubFetch(jsonReply({ count: 2 }));
    setEarly(Promise.resolve(jsonReply({ count: 1 })), agoMs);
    expect((await send(call)).body).toEqual({ count: 2 });
    expect(sent).toHaveLength(1);
  });

  it('fails like a new call', async () => {
    setEarly(Promise.reject(new TypeError('Failed to fetch')));
    await expect(send({ method: 'GET', path: PATH })).rejects.toMatchObject({ kind: 'network' });
  });

  it('can be aborted, which frees its connection', async () => {
    const early = setEarly(new Promise(() => {}));
    const abort = new AbortController();
    const call = send({ method: 'GET', path: PATH }, { signal: abort.signal });
    expect(early.signal.aborted).toBe(false);
    abort.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(early.signal.aborted).toBe(true);
  });

  it('frees its connection when it is too old', async () => {
    stubFetch(jsonReply({ count: 2 }));
    const early = setEarly(Promise.resolve(jsonReply({ count: 1 })), 10_001);
    await send({ method: 'GET', path: PATH });
    expect(early.signal.aborted).toBe(true);
  });
});
