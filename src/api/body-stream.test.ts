import { describe, expect, it } from 'vitest';
import { readStreamed } from './body-stream';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that waits after its pieces; tells whether it was given up. */
function openBody(pieces: readonly Uint8Array<ArrayBuffer>[]) {
  const state = { isCancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece);
    },
    cancel: () => {
      state.isCancelled = true;
    },
  });
  return { body, state };
}

describe('a body that is handed on while it comes', () => {
  it('keeps characters whole that are cut between two pieces', async () => {
    const all = bytes('–é–');
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        for (const byte of all) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const added: string[] = [];
    const stream = { add: (text: string) => added.push(text) > 0, end: () => undefined };
    const texts = await readStreamed(body, stream, new AbortController().signal);
    expect(texts.join('')).toBe('–é–');
    expect(added.join('')).toBe('–é–');
  });

  it('is given up in the middle when the call is, and nothing more is handed on', async () => {
    const { body, state } = openBody([bytes('one'), bytes('two'), bytes('three')]);
    const caller = new AbortController();
    const added: string[] = [];
    const stream = {
      add: (text: string) => {
        added.push(text);
        if (added.length === 2) caller.abort();
        return true;
      },
      end: () => undefined,
    };
    await expect(readStreamed(body, stream, caller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise(setImmediate);
    expect(added).toEqual(['one', 'two']);
    expect(state.isCancelled).toBe(true);
  });

  it('is given up while it waits for more', async () => {
    const { body, state } = openBody([]);
    const caller = new AbortController();
    const read = readStreamed(body, { add: () => false, end: () => undefined }, caller.signal);
    caller.abort();
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
    expect(state.isCancelled).toBe(true);
  });
});
