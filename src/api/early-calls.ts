/** Older answers are of another moment: a page may wait long for its code. */
const MAX_AGE_MS = 10_000;

/** Calls that `index.html` sends while the code that wants their answers is still on its way. */
export interface EarlyCalls {
  /** ms since the page's time origin. */
  readonly sentAtMs: number;
  /** By same-origin URL. */
  readonly answers: Record<string, Promise<Response>>;
  /** How many have not begun to come. */
  readonly missing: number;
}

export interface EarlyCall {
  readonly sentAtMs: number;
  readonly answer: Promise<Response>;
}

/** The answer to a read that was sent early, once; null when there is none, or none that is fresh. */
export function takeEarlyCall(url: string, nowMs: number): EarlyCall | null {
  const { sentAtMs, answers } = globalThis.earlyCalls ?? { sentAtMs: 0, answers: {}, missing: 0 };
  const answer = answers[url];
  if (answer === undefined) return null;
  delete answers[url];
  return nowMs - sentAtMs > MAX_AGE_MS ? null : { sentAtMs, answer };
}

/** A promise, or the signal's reason once that is aborted: for work that was begun without the signal. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
