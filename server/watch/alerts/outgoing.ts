import type { CallProblem } from '../../../src/core/contract/schema-watch';
import { HOUR_MS } from '../../../src/core/lib/time-units';
import { NotSentError } from '../../provider/failures';
import { createHttpClient, type HttpAnswer } from '../../provider/http-client';

const send = createHttpClient();

/** An answer that has not begun after this is none. */
const CALL_LIMIT_MS = 10_000;
const MAX_RETRY_AFTER_MS = HOUR_MS;

export interface CallOutcome {
  /** Null when it arrived and was taken (2xx). */
  readonly problem: CallProblem | null;
  /** Null when no answer came. */
  readonly status: number | null;
  /** How long the receiver asks to be left alone, ms; null when it does not. */
  readonly retryAfterMs: number | null;
}

export interface OutgoingCall {
  readonly method: 'GET' | 'POST';
  /** From the settings, and from nowhere else. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Fires when the gateway stops. */
  readonly signal: AbortSignal;
  readonly limitMs?: number | undefined;
}

/** Makes one call to an address of the settings. Never rejects; of the answer only status and `Retry-After` are read. */
export async function callOut(call: OutgoingCall): Promise<CallOutcome> {
  const { method, url, headers, body, signal, limitMs = CALL_LIMIT_MS } = call;
  if (signal.aborted) return failed('stopped');
  const abort = new AbortController();
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    abort.abort();
  }, limitMs);
  const giveUp = () => abort.abort();
  signal.addEventListener('abort', giveUp);
  try {
    const answer = await send(new Request(url, { method, headers, body }), abort.signal);
    // What it says is of no use, and could be endless.
    answer.body?.cancel().catch(() => undefined);
    return outcomeOf(answer);
  } catch (error) {
    if (isTimedOut) return failed('timeout');
    if (abort.signal.aborted) return failed('stopped');
    return failed(error instanceof NotSentError ? 'unreachable' : 'cut');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

function outcomeOf({ status, headers }: HttpAnswer): CallOutcome {
  if (status >= 200 && status < 300) return { problem: null, status, retryAfterMs: null };
  return { problem: problemOfStatus(status), status, retryAfterMs: retryAfterMs(headers.get('retry-after')) };
}

function problemOfStatus(status: number): CallProblem {
  if (status === 429) return 'rateLimited';
  if (status >= 300 && status < 400) return 'redirect';
  return status >= 400 && status < 500 ? 'refused' : 'failed';
}

/** Only in seconds, as chat services send it; a fraction is rounded up. */
function retryAfterMs(header: string | null): number | null {
  if (header === null || !/^\d{1,6}(\.\d{1,6})?$/.test(header)) return null;
  return Math.min(Math.ceil(Number(header) * 1000), MAX_RETRY_AFTER_MS);
}

function failed(problem: CallProblem): CallOutcome {
  return { problem, status: null, retryAfterMs: null };
}
