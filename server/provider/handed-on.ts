/**
 * A stream as it goes out to a browser. Where it fails, the browser must not take the part for the whole: `onFailure`
 * breaks the connection off, and nothing more comes, not even an end.
 */
export function handedOn(
  from: ReadableStream<Uint8Array<ArrayBuffer>>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = from.getReader();
  // Tells at once, also while nobody reads.
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
