import { setTimeout as delay } from 'node:timers/promises';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { limitKey } from './client-address';
import { countInMemory, MAX_FAILURES, type SignInCounts } from './sign-in-counts';

/** Failures of all clients together that cost nobody anything. */
const FREE_FAILURES = 10;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5000;
/** Every sign-in that is carried out takes at least so long, whatever was wrong with it. */
const MIN_ANSWER_MS = 500;
/** More than that at a time are asked to come back; of one client there are never more than {@link MAX_FAILURES}. */
const MAX_AT_ONCE = 100;
const BUSY_RETRY_MS = 1000;

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
  | { readonly kind: 'too_many'; readonly retryAfterMs: number }
  /** Too many at this moment, whoever they are: it counts against nobody. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number };

/**
 * @param wait resolves after so many ms
 * @param counts where failures are counted; each attempt rejects when they cannot be, and nobody is signed in then
 */
export function createSignInLimiter(
  wait: (ms: number) => Promise<unknown> = (ms) => delay(ms),
  now: () => number = () => performance.now(),
  counts: SignInCounts = countInMemory(),
): SignInLimiter {
  const { byClient, overall } = counts;
  let atOnce = 0;

  return {
    async attempt(address, carryOut) {
      const key = counts.keyOf(limitKey(address));
      try {
        // Taken before it is known how it ends, or many at once would all be the fifth.
        await byClient.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        // At once: whoever has to wait must not hold a place that others need.
        return { kind: 'too_many', retryAfterMs: refusal.msBeforeNext };
      }
      if (atOnce >= MAX_AT_ONCE) {
        await byClient.reward(key);
        return { kind: 'busy', retryAfterMs: BUSY_RETRY_MS };
      }
      atOnce += 1;
      const startedMs = now();
      try {
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
