import { setTimeout as delay } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { limitKey } from './client-address';

/** So many failures a client in {@link WINDOW_S}; then it has to wait for the window's end. */
const MAX_FAILURES = 5;
const WINDOW_S = 5 * 60;
/** Failures of all clients together that cost nobody anything. */
const FREE_FAILURES = 10;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5000;
/** Every answer to a sign-in takes at least so long, whatever was wrong with it. */
const MIN_ANSWER_MS = 500;
/** More than that at a time are asked to come back. */
const MAX_AT_ONCE = 100;

const ALL = 'all';

export interface SignInLimiter {
  /**
   * Carries out one attempt, or none where there were too many. Slows it down with the failures of everybody, but
   * never refuses a client for those of others.
   * @param address whoever asks
   */
  attempt<Result>(
    address: string,
    carryOut: () => Promise<{ readonly isFailure: boolean; readonly result: Result }>,
  ): Promise<Attempt<Result>>;
}

export type Attempt<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'too_many'; readonly retryAfterMs: number };

/** @param wait resolves after so many ms */
export function createSignInLimiter(
  wait: (ms: number) => Promise<unknown> = (ms) => delay(ms),
  now: () => number = () => performance.now(),
): SignInLimiter {
  const byClient = new RateLimiterMemory({ points: MAX_FAILURES, duration: WINDOW_S });
  const overall = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: WINDOW_S });
  let atOnce = 0;

  return {
    async attempt(address, carryOut) {
      const key = limitKey(address);
      if (atOnce >= MAX_AT_ONCE) return { kind: 'too_many', retryAfterMs: 1000 };
      atOnce += 1;
      const startedMs = now();
      try {
        try {
          // Taken before it is known how it ends, or many at once would all be the fifth.
          await byClient.consume(key);
        } catch (refusal) {
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          return { kind: 'too_many', retryAfterMs: refusal.msBeforeNext };
        }
        await wait(delayFor((await overall.get(ALL))?.consumedPoints ?? 0));
        const { isFailure, result } = await carryOut();
        if (isFailure) await overall.penalty(ALL);
        else await byClient.reward(key);
        return { kind: 'done', result };
      } finally {
        await wait(Math.max(0, MIN_ANSWER_MS - (now() - startedMs)));
        atOnce -= 1;
      }
    },
  };
}

/** Doubles with every failure beyond those that are free. */
export function delayFor(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES));
}
