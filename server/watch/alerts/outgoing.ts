import type { CallProblem } from '../../../src/core/contract/schema-watch';
import { HOUR_MS } from '../../../src/core/lib/time-units';
import { NotSentError } from '../../provider/failures';
import { createHttpClient, type HttpAnswer } from '../../provider/http-client';

const send = createHttpClient();

const CALL_LIMIT_MS = 10_000;
const MAX_RETRY_AFTER_MS = HOUR_MS;

export interface CallOutcome {
  /** Null after a 2xx. */
  readonly problem: CallProblem | null;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** `Retry-After`, ms; null without one. */
  readonly retryAfterMs: number | null;
}

export interface OutgoingCall {
  readonly method: 'GET' | 'POST';
  /** From the settings, never from elsewhere. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Fires when the gateway stops. */
  readonly signal: AbortSignal;
  readonly limitMs?: number;
}

/** Calls an address from the settings. Never rejects; reads only the status and `Retry-After` of the answer. */
export async function callOut(call: OutgoingCall): Promise<CallOutcome> {
  const { method, url, headers, body, signal, limitMs = CALL_LIMIT_MS } = call;
  if (signal.aborted) return failed('stopped');
  const timeout = AbortSignal.timeout(limitMs);
  try {
    const answer = await send(
      new Request(url, { method, headers, body }),
      AbortSignal.any([signal, timeout]),
    );
    // Unused, and it could be endless.
    answer.body?.cancel().catch(() => undefined);
    return outcomeOf(answer);
  } catch (error) {
    if (signal.aborted) return failed('stopped');
    if (timeout.aborted) return failed('timeout');
    return failed(error instanceof NotSentError ? 'unreachable' : 'cut');
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

/** Only in seconds, as chat services send it; fractions are rounded up. */
function retryAfterMs(header: string | null): number | null {
  if (header === null || !/^\d{1,6}(\.\d{1,6})?$/.test(header)) return null;
  return Math.min(Math.ceil(Number(header) * 1000), MAX_RETRY_AFTER_MS);
}

function failed(problem: CallProblem): CallOutcome {
  return { problem, status: null, retryAfterMs: null };
}
