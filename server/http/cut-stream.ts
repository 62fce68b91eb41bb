import type { ServerResponse } from 'node:http';

/** After a failure, `onFailure` is called and nothing more follows, not even an end: a part must not look complete. */
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
 * Resets the connection. Over HTTP/1.0, which some proxies speak, closing it would look like the end of the response.
 */
export function resetConnection({ socket }: ServerResponse): void {
  socket?.resetAndDestroy();
}
