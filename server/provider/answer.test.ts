import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DELETE, READ, UPSTREAM_TOKEN } from '../testing/provider/upstream';
import { AnswerCut, type AnswerStream, type UpstreamOutcome } from './answer';
import { createHeldBudget } from './pass-through';
import { createUpstream } from './upstream';

const PIECE = new Uint8Array(1000).fill(120);

/** A provider that answers in chunks as they are read; without an end it hangs after the last one. */
function piecewise(count: number, hasEnd = true) {
  const seen = { taken: 0, signal: new AbortController().signal };
  const upstream = createUpstream({
    provider: {
      baseUrl: 'http://provider.invalid',
      token: UPSTREAM_TOKEN,
      fetch: async (_request, signal) => {
        seen.signal = signal;
        const aborted = new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
        aborted.catch(() => {});
        const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
          {
            async pull(controller) {
              if (seen.taken < count) {
                seen.taken += 1;
                return controller.enqueue(PIECE);
              }
              if (hasEnd) return controller.close();
              await aborted;
            },
          },
          { highWaterMark: 0 },
        );
        return new Response(body, { headers: { 'content-type': 'application/json' } });
      },
    },
    readTimeoutMs: 1000,
    maxResponseBytes: 8000,
  });
  const read = (mayHold: (bytes: number) => boolean, signal = new AbortController().signal) =>
    upstream.stream({ call: READ, body: null, signal }, mayHold);
  return { seen, upstream, read };
}

function streamIn(outcome: UpstreamOutcome | AnswerStream): AnswerStream {
  if (outcome.kind !== 'stream') throw new Error(outcome.kind);
  return outcome;
}

const upTo = (max: number) => {
  let held = 0;
  return (bytes: number) => {
    held += bytes;
    return held <= max;
  };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an answer', () => {
  it('is held in memory as long as that is allowed', async () => {
    const outcome = await piecewise(3).read(upTo(3000));
    expect(outcome).toMatchObject({ kind: 'answer', status: 200 });
    expect(outcome.kind === 'answer' && outcome.body?.byteLength).toBe(3000);
  });

  it('too long for that is streamed as fast as it is read, and complete', async () => {
    const { seen, upstream, read } = piecewise(8);
    const { body, ended } = streamIn(await read(upTo(2000)));
    expect(seen.taken).toBe(3);
    const reader = body.getReader();
    for (let count = 1; count <= 5; count += 1) await reader.read();
    expect(seen.taken).toBe(5);
    for (let count = 6; count <= 8; count += 1) await reader.read();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    await ended;
    await upstream.settled();
    // Nothing is left that could end it a second time.
    expect(vi.getTimerCount()).toBe(0);
    expect(seen.signal.aborted).toBe(false);
  });

  it('keeps the call in progress until it is complete', async () => {
    const { upstream, read } = piecewise(3);
    const { body } = streamIn(await read(upTo(0)));
    const states: string[] = [];
    const settled = upstream.settled().then(() => states.push('settled'));
    await vi.advanceTimersByTimeAsync(10);
    expect(states).toEqual([]);
    await body.cancel();
    await settled;
  });

  it.each([
    ['the time limit', 'upstream_timeout'],
    ['its caller', null],
  ])('that is on its way is ended by %s, also while nobody reads', async (what, code) => {
    const { seen, read } = piecewise(3, false);
    const caller = new AbortController();
    const { body, ended } = streamIn(await read(upTo(0), caller.signal));
    const reader = body.getReader();
    const closed = reader.closed.catch((error: unknown) => error);
    if (what === 'its caller') caller.abort();
    else await vi.advanceTimersByTimeAsync(1000);
    const error = await closed;
    if (!(error instanceof AnswerCut)) throw new Error('It did not fail.');
    expect(error.loss.kind === 'failure' ? error.loss.failure.code : null).toBe(code);
    await ended;
    expect([seen.signal.aborted, vi.getTimerCount()]).toEqual([true, 0]);
  });

  it('is cancelled at the provider if the caller does not want the rest', async () => {
    const { seen, read } = piecewise(3, false);
    const { body, ended } = streamIn(await read(upTo(0)));
    await body.cancel();
    await ended;
    expect([seen.signal.aborted, vi.getTimerCount()]).toEqual([true, 0]);
  });

  it('that exceeds the limit while streaming fails', async () => {
    const { seen, read } = piecewise(9);
    const { body } = streamIn(await read(upTo(0)));
    const reader = body.getReader();
    for (let count = 1; count <= 8; count += 1) await reader.read();
    await expect(reader.read()).rejects.toMatchObject({
      loss: { kind: 'failure', failure: { code: 'upstream_too_large' } },
    });
    expect(seen.signal.aborted).toBe(true);
  });
});

describe('the memory for answers', () => {
  it('is limited per answer, and in total', () => {
    const held = createHeldBudget(100, 250);
    const [one, two, three] = [held.begin(), held.begin(), held.begin()];
    expect([one.mayHold(60), one.mayHold(40), one.mayHold(1)]).toEqual([true, true, false]);
    expect([two.mayHold(100), three.mayHold(50)]).toEqual([true, false]);
    one.release();
    expect(three.mayHold(50)).toBe(true);
    // Once is enough.
    one.release();
    expect(held.begin().mayHold(51)).toBe(false);
  });
});

it('only reads are streamed', async () => {
  const { upstream } = piecewise(1);
  await expect(
    upstream.stream({ call: DELETE, body: null, signal: new AbortController().signal }, () => true),
  ).rejects.toThrow('Only a read can be streamed');
});
