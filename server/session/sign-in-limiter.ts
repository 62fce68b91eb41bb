import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { GatewayFailure } from '../http/gateway-error';
import { createSemaphore, type SemaphoreOptions } from '../provider/semaphore';
import { limitKey } from './client-address';
import { countInMemory, MAX_FAILURES, type SignInCounts } from './sign-in-counts';

/** Free failures of all clients together, before everyone is slowed down. */
const FREE_FAILURES = 10;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5000;
/** Minimum duration of every attempt, whatever was wrong with it. */
const MIN_ANSWER_MS = 500;
/** Sign-ins of all clients at once; further ones are asked to come back. */
const MAX_AT_ONCE = 100;
const BUSY_RETRY_MS = 1000;
/** Per client: as many at once as may fail. The rest waits, so that an office behind one address can sign in. */
const CLIENT_LIMITS: SemaphoreOptions = { maxRunning: MAX_FAILURES, maxWaiting: 20, maxWaitMs: 4000 };
/** How long to wait for sign-ins on other gateways, up to twice that at random, so that gateways are never in step. */
const LOOK_AGAIN_MS = 50;
/** Longer than a sign-in takes; after this the places of a dead gateway are free again. */
const PLACE_MS = MINUTE_MS;

const ALL = 'all';

export type SignInLimiter = ReturnType<typeof createSignInLimiter>;

/** How an attempt that was carried out ended. */
export interface Attempted<Result> {
  readonly isFailure: boolean;
  readonly result: Result;
}

/** `too_many` attempts of this client have failed; `busy`: too many are under way, which counts against nobody. */
export interface NotTried {
  readonly kind: 'too_many' | 'busy';
  readonly retryAfterMs: number;
}

export type Attempt<Result> = { readonly kind: 'done'; readonly result: Result } | NotTried;

const BUSY: NotTried = { kind: 'busy', retryAfterMs: BUSY_RETRY_MS };

/**
 * @param wait resolves after `ms`
 * @param counts where failures are counted; each attempt rejects when they cannot be, and nobody is signed in then
 */
export function createSignInLimiter(
  wait: (ms: number) => Promise<unknown> = (ms) => delay(ms),
  now: () => number = () => performance.now(),
  counts: SignInCounts = countInMemory(),
) {
  const { byClient, overall, places } = counts;
  const queue = createSemaphore(CLIENT_LIMITS, ({ places: limit, own }) => own < limit);
  /** Emits a client's key when one of its attempts has ended. */
  const ended = new EventEmitter();
  let atOnce = 0;

  async function lockedForMs(key: string): Promise<number | null> {
    const failed = await byClient.get(key);
    return failed !== null && failed.consumedPoints >= MAX_FAILURES ? failed.msBeforeNext : null;
  }

  /** Resolves when an attempt of this client ends here, or after `ms`. */
  function nextEnd(key: string, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(timer);
        ended.off(key, goOn);
        resolve();
      };
      const timer = setTimeout(goOn, limitMs);
      ended.on(key, goOn);
    });
  }

  /** A place among this client's attempts on all gateways; even if all of them fail, the limit holds. */
  async function enter(key: string): Promise<{ readonly leave: () => Promise<void> } | Attempt<never>> {
    const untilMs = performance.now() + CLIENT_LIMITS.maxWaitMs;
    for (;;) {
      const { count, lease } = await places.join(`sign-in ${key}`, PLACE_MS);
      // Read after joining: everything that ended before has been counted by now.
      const failed = await byClient.get(key);
      const failures = failed?.consumedPoints ?? 0;
      if (failures + count <= MAX_FAILURES) return { leave: lease.end };
      await lease.end();
      if (failures >= MAX_FAILURES) return { kind: 'too_many', retryAfterMs: failed?.msBeforeNext ?? 0 };
      if (performance.now() >= untilMs) return BUSY;
      await nextEnd(key, LOOK_AGAIN_MS * (1 + Math.random()));
    }
  }

  return {
    /** Carries out one attempt, unless too many of this client failed. The failures of all clients only slow it down. */
    async attempt<Result>(
      address: string,
      carryOut: () => Promise<Attempted<Result>>,
    ): Promise<Attempt<Result>> {
      const key = counts.keyOf(limitKey(address));
      const lockedMs = await lockedForMs(key);
      // At once: a client that is locked out must not hold a place that others need.
      if (lockedMs !== null) return { kind: 'too_many', retryAfterMs: lockedMs };
      const leaveQueue = await queue.take(null, key);
      if (typeof leaveQueue === 'string') return BUSY;
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
        ended.emit(key);
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

/** The refusal of an attempt that was not tried. Each reason is a sentence; the wait follows it. */
export function notTried(
  { kind, retryAfterMs }: NotTried,
  refusals: Record<NotTried['kind'], { readonly code: GatewayFailure['code']; readonly reason: string }>,
): GatewayFailure {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const { code, reason } = refusals[kind];
  return {
    code,
    detail: `${reason} Try again in ${seconds} s.`,
    headers: { 'retry-after': String(seconds) },
  };
}
