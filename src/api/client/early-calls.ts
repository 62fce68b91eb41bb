const MAX_AGE_MS = 10_000;

/** Calls that `index.html` sends while the code is still loading. */
export interface EarlyCalls {
  /** ms since the page's time origin. */
  readonly sentAtMs: number;
  /** By same-origin URL. */
  readonly calls: Record<
    string,
    { readonly answer: Promise<Response>; readonly controller: AbortController }
  >;
}

export interface EarlyCall {
  readonly sentAtMs: number;
  readonly answer: Promise<Response>;
}

/**
 * The answer to an early read, usable once; null if there is none or it is older than 10 s. The signal aborts the call.
 * An answer that nobody reads would keep its connection, and a browser opens six to a host.
 */
export function takeEarlyCall(url: string, nowMs: number, signal: AbortSignal): EarlyCall | null {
  const { sentAtMs, calls } = globalThis.earlyCalls ?? { sentAtMs: 0, calls: {} };
  const call = calls[url];
  if (call === undefined) return null;
  delete calls[url];
  const { answer, controller } = call;
  if (nowMs - sentAtMs > MAX_AGE_MS) {
    controller.abort();
    return null;
  }
  signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  return { sentAtMs, answer };
}
