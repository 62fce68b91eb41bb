import { setTimeout as delay } from 'node:timers/promises';
import { MINUTE_MS } from '../../../src/core/lib/time-units';
import { databaseErrorCode } from '../../database/error-code';
import { createCourier } from './courier';
import type { DeliveryStore } from './delivery-store';
import type { Leadership } from './leader';
import type { WatchStore } from './store';
import { runWatchCheck, type WatchCheckOptions } from './watch-check';
import type { Sender } from './webhook';

/** How often a gateway looks whether it is the leader, and whether a check is due. */
const LOOK_MS = 10_000;
/** Between looks for messages while none is pending. */
const IDLE_MS = MINUTE_MS;
/** The longest timer of Node; a longer one fires at once. */
const MAX_TIMER_MS = 2_147_483_647;

export interface WatcherOptions extends Omit<WatchCheckOptions, 'signal'> {
  readonly store: WatchStore;
  readonly deliveries: DeliveryStore;
  readonly sender: Sender;
  readonly leadership: Leadership;
}

export interface Watcher {
  /** Returns at once. */
  start(): void;
  /** Aborts the check or delivery under way; resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** Whether this gateway is the one that checks. */
  isWatching(): boolean;
}

/** Two loops, one that checks and one that delivers; each does one thing at a time. */
export function createWatcher(options: WatcherOptions): Watcher {
  const { settings, store, deliveries, sender, leadership, now, log } = options;
  const lookMs = Math.min(LOOK_MS, settings.intervalMs);
  const stopping = new AbortController();
  const { signal } = stopping;
  let wakeCourier = new AbortController();
  let loops: readonly Promise<void>[] = [];

  /** Epoch ms. Restarts and other gateways keep the interval. */
  async function nextRoundMs(): Promise<number> {
    const last = await store.lastCheck();
    // In the future when the clock was set back.
    return last === null || last.atMs > now() ? now() : last.atMs + settings.intervalMs;
  }

  async function look(): Promise<number> {
    const wasHeld = leadership.isHeld();
    if (!(await leadership.hold())) return lookMs;
    if (!wasHeld) wakeCourier.abort();
    if ((await nextRoundMs()) <= now()) {
      await runWatchCheck({ ...options, signal });
      wakeCourier.abort();
    }
    return Math.min((await nextRoundMs()) - now(), lookMs);
  }

  const courier = createCourier({
    deliveries,
    post: (body) => sender.post(body, signal),
    log,
    now,
    mayDeliver: () => !signal.aborted && leadership.isHeld(),
  });

  async function deliver(): Promise<number> {
    const nextMs = leadership.isHeld() ? await courier.deliver() : null;
    return nextMs === null ? IDLE_MS : nextMs - now();
  }

  /** @param step resolves to the pause after it, ms @param wake returns the signal that ends the pause */
  async function loop(step: () => Promise<number>, wake: () => AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // Before the step, so that a call during it is not missed.
      const woken = wake();
      const pauseMs = await step().catch((error: unknown) => {
        if (!signal.aborted) log.event('watch_unavailable', { code: databaseErrorCode(error) });
        return lookMs;
      });
      await pause(pauseMs, woken);
    }
  }

  return {
    start() {
      const checking = loop(look, () => signal);
      const delivering = () =>
        loop(deliver, () => {
          wakeCourier = new AbortController();
          return AbortSignal.any([signal, wakeCourier.signal]);
        });
      loops = settings.webhook === null ? [checking] : [checking, delivering()];
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      await leadership.release();
    },
    isWatching: leadership.isHeld,
  };
}

/** Resolves early when the signal fires; does not keep the process running. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const timerMs = Math.min(Math.max(ms, 0), MAX_TIMER_MS);
  await delay(timerMs, undefined, { signal, ref: false }).catch(() => undefined);
}
