const MAX_AGE_MS = 10_000;

/** Calls that `index.html` sends while the code is still loading. */
export interface EarlyCalls {
  /** ms since the page's time origin. */
  readonly sentAtMs: number;
  /** By same-origin URL. */
  readonly answers: Record<string, Promise<Response>>;
}

export interface EarlyCall {
  readonly sentAtMs: number;
  readonly answer: Promise<Response>;
}

/** The answer to an early read, usable once; null if there is none or it is older than 10 s. */
export function takeEarlyCall(url: string, nowMs: number): EarlyCall | null {
  const { sentAtMs, answers } = globalThis.earlyCalls ?? { sentAtMs: 0, answers: {} };
  const answer = answers[url];
  if (answer === undefined) return null;
  delete answers[url];
  return nowMs - sentAtMs > MAX_AGE_MS ? null : { sentAtMs, answer };
}
