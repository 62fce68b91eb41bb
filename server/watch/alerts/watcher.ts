import { MINUTE_MS } from '../../../src/core/lib/time-units';
import { databaseErrorCode } from '../../database/error-code';
import type { WatchClock } from './clock';
import { createCourier } from './courier';
import type { Leadership } from './leader';
import { type RoundOptions, runRound } from './round';
import type { AlertStore } from './store';

/** How often a gateway looks whether it is the one that watches, and whether a round is due. */
const LOOK_MS = 10_000;
/** While nothing waits to be delivered. */
const IDLE_MS = MINUTE_MS;

export interface WatcherOptions extends Omit<RoundOptions, 'clock' | 'store' | 'signal'> {
  readonly store: AlertStore;
  readonly leadership: Leadership;
  readonly clock: WatchClock;
}

export interface Watcher {
  /** Begins to watch; returns at once. */
  start(): void;
  /** Ends a reading or a delivery that is under way, and resolves when nothing is. */
  stop(): Promise<void>;
  /** Whether this gateway is the one that watches. */
  isWatching(): boolean;
}

/** Reads the provider in turns and brings what is to be told. Two loops, of which each does one thing at a time. */
export function createWatcher(options: WatcherOptions): Watcher {
  const { settings, store, leadership, clock, log, userAgent } = options;
  const { webhook, intervalMs } = settings;
  const lookMs = Math.min(LOOK_MS, intervalMs);
  const stopping = new AbortController();
  const { signal } = stopping;
  let wakeCourier = new AbortController();
  let loops: readonly Promise<void>[] = [];

  /** Epoch ms. The pace is kept over a restart and a take-over. */
  async function nextRoundMs(): Promise<number> {
    const last = await store.lastRound();
    // A time to come is a clock that was set back.
    return last === null || last.atMs > clock.now() ? clock.now() : last.atMs + intervalMs;
  }

  async function look(): Promise<number> {
    const wasHeld = leadership.isHeld();
    if (!(await leadership.hold())) return lookMs;
    if (!wasHeld) wakeCourier.abort();
    if ((await nextRoundMs()) <= clock.now()) {
      await runRound({ ...options, signal });
      wakeCourier.abort();
    }
    return (await nextRoundMs()) - clock.now();
  }

  async function deliver(run: () => Promise<number | null>): Promise<number> {
    const nextMs = leadership.isHeld() ? await run() : null;
    return nextMs === null ? IDLE_MS : nextMs - clock.now();
  }

  /** Ms until the next turn. A fault of the database is told, and the next turn is another try. */
  async function attempt(turn: () => Promise<number>): Promise<number> {
    try {
      return await turn();
    } catch (error) {
      if (!signal.aborted) log.event('watch_unavailable', { code: databaseErrorCode(error) });
      return LOOK_MS;
    }
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      const pauseMs = await attempt(look);
      await clock.wait(Math.min(Math.max(pauseMs, 0), lookMs), signal);
    }
  }

  async function bring(run: () => Promise<number | null>): Promise<void> {
    while (!signal.aborted) {
      // Made before the turn: what is written down during it is not overlooked.
      wakeCourier = new AbortController();
      const wake = AbortSignal.any([signal, wakeCourier.signal]);
      const pauseMs = await attempt(() => deliver(run));
      await clock.wait(Math.max(pauseMs, 0), wake);
    }
  }

  return {
    start() {
      const courier =
        webhook === null
          ? null
          : createCourier({
              store,
              webhook,
              userAgent,
              log,
              now: clock.now,
              mayDeliver: leadership.isHeld,
              signal,
            });
      loops = courier === null ? [watch()] : [watch(), bring(courier.deliver)];
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      await leadership.release();
    },
    isWatching: leadership.isHeld,
  };
}
