import { yieldToOthers } from '../browser/yield-to-others';
import { orAborted } from './early-calls';

/** Takes a body piece by piece, so that it need not be worked through as a whole when its end has come. */
export interface BodyStream {
  /** Takes the next piece of its text. Whether that was work after which others should have their turn. */
  add(text: string): boolean;
  /** What the whole is parsed to, without what was taken of it; undefined when the whole is to be parsed. */
  end(): unknown;
}

/** Reads a body and hands it on as it comes; gives all its text, in pieces. Once the signal is aborted nothing more is done. */
export function readStreamed(
  body: ReadableStream<Uint8Array>,
  stream: BodyStream,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const reader = body.getReader();
  // What is not wanted any more is not fetched. A body that was cut cannot be cancelled either.
  signal.addEventListener('abort', () => reader.cancel().catch(() => undefined), { once: true });
  return orAborted(readAll(reader, stream, signal), signal);
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  stream: BodyStream,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const decoder = new TextDecoder();
  const texts: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    const text = decoder.decode(value, { stream: !done });
    texts.push(text);
    if (stream.add(text)) await yieldToOthers();
    signal.throwIfAborted();
    if (done) return texts;
  }
}
