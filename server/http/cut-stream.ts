import type { ServerResponse } from 'node:http';

/**
 * A stream for a browser that breaks the connection when it fails, so that a part never passes for the whole:
 * after `onFailure` nothing more comes, not even an end.
 */
export function cutOnFailure(
  from: ReadableStream<Uint8Array<ArrayBuffer>>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = from.getReader();
  // Fires at once, even while nobody reads.
  reader.closed.catch(onFailure);
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const next = await reader.read().catch(() => null);
        if (next === null) return;
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  );
}

/**
 * Resets the connection, so that nobody takes what has come for the whole: over HTTP/1.0, which some proxies speak,
 * an answer ends when its connection is closed.
 */
export function resetConnection({ socket }: ServerResponse): void {
  socket?.resetAndDestroy();
}
