import { parseJson } from '../../src/core/lib/parse-json';
import type { GatewayFailure } from '../http/gateway-error';
import { CUT_ANSWER, TIMEOUT, tooLarge } from './failures';
import type { HttpAnswer } from './http-client';

/** A call without an answer, or whose answer broke off. */
export type CallLoss =
  | { readonly kind: 'failure'; readonly failure: GatewayFailure }
  /** The caller of a read has gone; nobody waits for the answer. */
  | { readonly kind: 'abandoned' };

export type UpstreamOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Headers;
      readonly body: Uint8Array<ArrayBuffer> | null;
    }
  | CallLoss;

/** The body's JSON; undefined if it is none. */
export function jsonIn(body: Uint8Array | null): unknown {
  return body === null ? undefined : parseJson(new TextDecoder().decode(body));
}

export function failed(failure: GatewayFailure): UpstreamOutcome {
  return { kind: 'failure', failure };
}

/** A long answer, passed on as it arrives, with backpressure to the provider. */
export interface AnswerStream {
  readonly kind: 'stream';
  readonly status: number;
  readonly headers: Headers;
  /** Errors with {@link AnswerCut} if the answer is incomplete. Must be read to its end or cancelled. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Resolves when the stream is over, for any reason. */
  readonly ended: Promise<void>;
}

/** Why a streamed answer ended before it was whole. */
export class AnswerCut extends Error {
  override readonly name = 'AnswerCut';
  constructor(readonly loss: CallLoss) {
    super(loss.kind === 'failure' ? loss.failure.detail : 'The caller has gone.');
  }
}

/** Whether this many more bytes may be buffered; after the first "no" the answer is streamed. */
export type MayHold = (bytes: number) => boolean;

/**
 * Reads an answer into memory as long as `mayHold` allows, else returns a stream, which then ends the call.
 * @param maxBytes of the whole answer, decompressed
 * @throws whatever reading rejects with when the answer breaks off
 */
export async function readAnswer(
  response: HttpAnswer,
  { maxBytes, mayHold }: { readonly maxBytes: number; readonly mayHold: MayHold },
  call: UpstreamCall,
): Promise<UpstreamOutcome | AnswerStream> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    return discard(response, {
      code: 'upstream_redirect',
      detail:
        'The provider answered with a redirect, which the dashboard does not follow. Check VPS_API_URL.',
    });
  }
  if (status < 200 || status > 599) {
    return discard(response, {
      code: 'upstream_cut',
      detail: `The provider answered with an invalid status (${status}).`,
    });
  }
  // Decompressing only makes it larger. Before the first byte an error can still be sent.
  if (Number(response.headers.get('content-length')) > maxBytes) return discard(response, tooLarge(maxBytes));
  const headers = passedHeaders(response.headers);
  const isBodyless = status === 204 || status === 205;
  const held: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await call.orAborted(reader.read());
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      drop(reader);
      return failed(tooLarge(maxBytes));
    }
    held.push(value);
    if (!isBodyless && !mayHold(value.byteLength)) {
      return { kind: 'stream', status, headers, ...streamOn(held, reader, maxBytes, call) };
    }
  }
  return { kind: 'answer', status, headers, body: isBodyless ? null : Buffer.concat(held) };
}

/** First the buffered part, then the rest on demand. */
function streamOn(
  held: Uint8Array<ArrayBuffer>[],
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
  call: UpstreamCall,
): Pick<AnswerStream, 'body' | 'ended'> {
  let size = held.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let resolveEnded: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    resolveEnded = resolve;
  });
  let isOver = false;
  const finish = (): CallLoss => {
    isOver = true;
    held.length = 0;
    resolveEnded();
    return call.end();
  };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        // Even while nobody reads: a slow reader must not extend the time limit.
        call.signal.addEventListener('abort', () => {
          if (!isOver) controller.error(new AnswerCut(finish()));
        });
      },
      async pull(controller) {
        const first = held.shift();
        if (first !== undefined) return controller.enqueue(first);
        try {
          const { done, value } = await call.orAborted(reader.read());
          if (isOver) return;
          if (done) {
            finish();
            return controller.close();
          }
          size += value.byteLength;
          if (size <= maxBytes) controller.enqueue(value);
          else call.stop(tooLarge(maxBytes));
        } catch {
          call.stop(CUT_ANSWER);
        }
      },
      cancel() {
        finish();
        call.stop(null);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, ended };
}

function discard({ body }: HttpAnswer, failure: GatewayFailure): UpstreamOutcome {
  if (body !== null) drop(body);
  return failed(failure);
}

/** Not awaited: cancelling may never settle, and its failure does not matter. */
function drop(body: { cancel(): Promise<void> }): void {
  body.cancel().catch(() => undefined);
}

/** The provider's headers that reach the browser; never a cookie. */
function passedHeaders(from: Headers): Headers {
  const passed = [
    ['content-type', from.get('content-type')],
    ['retry-after', from.get('retry-after')],
    ['x-provider-date', from.get('date')],
  ] as const;
  return new Headers(passed.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** Time limit and abort of one call, from its start until its answer is complete. */
export interface UpstreamCall {
  /** Fires at the time limit, and when the caller has gone. */
  readonly signal: AbortSignal;
  /** The work, or a rejection as soon as the signal fires: an HTTP client may never settle, even after an abort. */
  orAborted<T>(work: Promise<T>): Promise<T>;
  /** Aborts the call; null where its caller has gone. The first reason counts. */
  stop(why: GatewayFailure | null): void;
  /**
   * Clears the timer and the caller's signal. Returns why the call was aborted.
   * @param failure the reason where it was not
   */
  end(failure?: GatewayFailure): CallLoss;
}

export interface CallTerms {
  /** For headers and body together, ms. */
  readonly limitMs: number;
  /** Aborts the call; left out for one that is finished even when its caller has gone. */
  readonly caller?: AbortSignal;
  /** Receives the function that ends the call because the gateway stops. */
  readonly stops: Set<(why: GatewayFailure) => void>;
}

export function startCall({ limitMs, caller, stops }: CallTerms): UpstreamCall {
  const abort = new AbortController();
  const { signal } = abort;
  let loss: CallLoss | null = null;
  const stop = (failure: GatewayFailure | null): void => {
    loss ??= failure === null ? { kind: 'abandoned' } : { kind: 'failure', failure };
    abort.abort();
  };
  const giveUp = (): void => stop(null);
  const timer = setTimeout(() => stop(TIMEOUT), limitMs);
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Unused by most calls; avoids an unhandled rejection.
  aborted.catch(() => undefined);
  if (caller?.aborted) giveUp();
  caller?.addEventListener('abort', giveUp);
  stops.add(stop);
  return {
    signal,
    orAborted: (work) => Promise.race([work, aborted]),
    stop,
    end(failure = CUT_ANSWER) {
      clearTimeout(timer);
      caller?.removeEventListener('abort', giveUp);
      stops.delete(stop);
      return loss ?? { kind: 'failure', failure };
    },
  };
}
