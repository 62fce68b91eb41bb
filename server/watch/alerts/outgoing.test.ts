import { expect, it } from 'vitest';
import { callOut } from './outgoing';

it('a port that browsers block can be called', async () => {
  const signal = new AbortController().signal;
  const call = { method: 'POST', url: 'http://127.0.0.1:1/hook', headers: {}, body: null, signal } as const;
  // Nobody listens there.
  expect(await callOut(call)).toEqual({ problem: 'unreachable', status: null, retryAfterMs: null });
});
