import { setTimeout as delay } from 'node:timers/promises';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import { createSemaphore, type Semaphore, type SemaphoreOptions } from '../provider/semaphore';
import { limitKey } from './client-address';
import { countInMemory, MAX_FAILURES, type SignInCounts } from './sign-in-counts';

/** Failures of all clients together that cost nobody anything. */
const FREE_FAILURES = 10;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5000;
/** Every sign-in that is carried out takes at least so long, whatever was wrong with it. */
const MIN_ANSWER_MS = 500;
/** More than that at a time are asked to come back. */
const MAX_AT_ONCE = 100;
const BUSY_RETRY_MS = 1000;
/**
 * Of one client: as many at once as may fail, or guesses made at the same moment could be more than that. The rest
 * waits its turn for a moment, so that an office behind one address can sign in together.
 */
const CLIENT_LIMITS: SemaphoreOptions = { maxRunning: MAX_FAILURES, maxWaiting: 20, maxWaitMs: 4000 };
/** One that waits for sign-ins on other gateways looks again after so long, or up to twice that: never in step. */
const LOOK_AGAIN_MS = 50;
/** Longer than a sign-in takes; the places of a gateway that died are free again after it. */
const PLACE_MS = MINUTE_MS;

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
  /** So many of this client's have failed. */
  | { readonly kind: 'too_many'; readonly retryAfterMs: number }
  /** Too many are under way at this moment: it counts against nobody. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number };

const BUSY = { kind: 'busy', retryAfterMs: BUSY_RETRY_MS } as const;

/**
 * @param wait resolves after so many ms
 * @param counts where failures are counted; each attempt rejects when they cannot be, and nobody is signed in then
 */
export function createSignInLimiter(
  wait: (ms: number) => Promise<unknown> = (ms) => delay(ms),
  now: () => number = () => performance.now(),
  counts: SignInCounts = countInMemory(),
): SignInLimiter {
  const { byClient, overall, places } = counts;
  const queues = createClientQueues();
  let atOnce = 0;

  async function lockedForMs(key: string): Promise<number | null> {
    const failed = await byClient.get(key);
    return failed !== null && failed.consumedPoints >= MAX_FAILURES ? failed.msBeforeNext : null;
  }

  /** A place among this client's attempts on all gateways, such that even if all of them fail it is not too many. */
  async function enter(key: string): Promise<{ readonly leave: () => Promise<void> } | Attempt<never>> {
    const untilMs = performance.now() + CLIENT_LIMITS.maxWaitMs;
    for (;;) {
      const { count, lease } = await places.join(`sign-in ${key}`, PLACE_MS);
      // Read after joining: whatever ended before has been counted by now.
      const failed = await byClient.get(key);
      const failures = failed?.consumedPoints ?? 0;
      if (failures + count <= MAX_FAILURES) return { leave: lease.end };
      await lease.end();
      if (failures >= MAX_FAILURES) return { kind: 'too_many', retryAfterMs: failed?.msBeforeNext ?? 0 };
      if (performance.now() >= untilMs) return BUSY;
      await queues.change(key, LOOK_AGAIN_MS * (1 + Math.random()));
    }
  }

  return {
    async attempt(address, carryOut) {
      const key = counts.keyOf(limitKey(address));
      const lockedMs = await lockedForMs(key);
      // At once: whoever has to wait must not hold a place that others need.
      if (lockedMs !== null) return { kind: 'too_many', retryAfterMs: lockedMs };
      const leaveQueue = await queues.take(key);
      if (leaveQueue === null) return BUSY;
      const startedMs = now();
      let isCarriedOut = false;
      try {
        const place = await enter(key);
        if ('kind' in place) return place;
        try {
          if (atOnce >= MAX_AT_ONCE) return BUSY;
          atOnce += 1;
          isCarriedOut = true;
          await wait(delayFor((await overall.get(ALL))?.consumedPoints ?? 0));
          const { isFailure, result } = await carryOut();
          if (isFailure) await Promise.all([byClient.penalty(key), overall.penalty(ALL)]);
          return { kind: 'done', result };
        } finally {
          await place.leave();
        }
      } finally {
        leaveQueue();
        if (isCarriedOut) {
          await wait(Math.max(0, MIN_ANSWER_MS - (now() - startedMs)));
          atOnce -= 1;
        }
      }
    },
  };
}

/** Doubles with every failure beyond those that are free. */
export function delayFor(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES));
}

interface ClientQueues {
  /** Waits for one of the client's places on this gateway; null when too many wait, or none became free in time. */
  take(key: string): Promise<(() => void) | null>;
  /** Resolves when one of the client's places became free, or after so many ms. */
  change(key: string, limitMs: number): Promise<void>;
}

function createClientQueues(): ClientQueues {
  const queues = new Map<
    string,
    { readonly slots: Semaphore; users: number; readonly waiting: Set<() => void> }
  >();
  const queueOf = (key: string) => {
    const queue = queues.get(key) ?? { slots: createSemaphore(CLIENT_LIMITS), users: 0, waiting: new Set() };
    queues.set(key, queue);
    return queue;
  };
  return {
    async take(key) {
      const queue = queueOf(key);
      queue.users += 1;
      const drop = () => {
        queue.users -= 1;
        if (queue.users === 0) queues.delete(key);
      };
      const leave = await queue.slots.take(null);
      if (typeof leave === 'string') {
        drop();
        return null;
      }
      return () => {
        leave();
        drop();
        for (const goOn of queue.waiting) goOn();
      };
    },
    change(key, limitMs) {
      const { waiting } = queueOf(key);
      return new Promise((resolve) => {
        const goOn = () => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, limitMs);
        waiting.add(goOn);
      });
    },
  };
}
