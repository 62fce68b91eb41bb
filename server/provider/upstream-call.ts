import type { GatewayFailure } from '../http/gateway-error';
import { timeoutFailure } from './upstream-failure';

/** How a call ended that has no answer, or none any more. */
export type CallLoss =
  | { readonly kind: 'failure'; readonly failure: GatewayFailure }
  /** The caller of a read has gone; nobody waits for an answer. */
  | { readonly kind: 'abandoned' };

/** One call to the provider, from its start until its answer has come whole: its time limit, and who waits for it. */
export interface UpstreamCall {
  /** Fires at the time limit, and when the caller has gone. */
  readonly signal: AbortSignal;
  /**
   * The work, or a rejection as soon as the signal fires. Whatever waits for the provider goes through this: a client
   * may leave a promise unsettled for ever, even when it was told to abort.
   */
  orAborted<T>(work: Promise<T>): Promise<T>;
  /** The caller wants no more of it. */
  giveUp(): void;
  /**
   * Ends the limit; the signal fires no more.
   * @param failure what seems to have happened. The result tells what did: it may be the limit, or the caller
   */
  end(failure: GatewayFailure): CallLoss;
  end(): void;
}

export interface CallTerms {
  /** For headers and body together, ms. */
  readonly limitMs: number;
  /** Null for what is finished whoever has gone. */
  readonly caller: AbortSignal | null;
}

export function startCall({ limitMs, caller }: CallTerms): UpstreamCall {
  const abort = new AbortController();
  let isTimedOut = false;
  const giveUp = (): void => abort.abort();
  const timer = setTimeout(() => {
    isTimedOut = true;
    abort.abort();
  }, limitMs);
  const aborted = new Promise<never>((_resolve, reject) => {
    abort.signal.addEventListener('abort', () => reject(abort.signal.reason), { once: true });
  });
  // Most calls end without anybody waiting for this.
  aborted.catch(() => undefined);
  if (caller?.aborted) giveUp();
  caller?.addEventListener('abort', giveUp);
  const lossOf = (failure: GatewayFailure): CallLoss => {
    if (isTimedOut) return { kind: 'failure', failure: timeoutFailure() };
    return abort.signal.aborted ? { kind: 'abandoned' } : { kind: 'failure', failure };
  };

  function end(failure: GatewayFailure): CallLoss;
  function end(): void;
  function end(failure?: GatewayFailure): CallLoss | undefined {
    clearTimeout(timer);
    caller?.removeEventListener('abort', giveUp);
    return failure && lossOf(failure);
  }
  return { signal: abort.signal, orAborted: (work) => Promise.race([work, aborted]), giveUp, end };
}
