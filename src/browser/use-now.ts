import { useSyncExternalStore } from 'react';
import { clockOffsetMs, correctedNowMs } from './clock';
import { onReset } from './store';

interface Ticker {
  now: number;
  timer: ReturnType<typeof setInterval> | null;
  readonly listeners: Set<() => void>;
}

const tickers = new Map<number, Ticker>();
onReset(() => tickers.clear());

function tickerFor(intervalMs: number): Ticker {
  let ticker = tickers.get(intervalMs);
  if (ticker === undefined) {
    ticker = { now: correctedNowMs(), timer: null, listeners: new Set() };
    tickers.set(intervalMs, ticker);
  }
  return ticker;
}

function subscribe(intervalMs: number, listener: () => void): () => void {
  const ticker = tickerFor(intervalMs);
  ticker.listeners.add(listener);
  if (ticker.timer === null) {
    ticker.now = correctedNowMs();
    ticker.timer = setInterval(() => {
      // Nobody looks at a hidden tab; the next tick after it is shown again catches up.
      if (document.hidden) return;
      ticker.now = correctedNowMs();
      for (const each of ticker.listeners) each();
    }, intervalMs);
  }
  const stopClock = clockOffsetMs.subscribe(() => {
    ticker.now = correctedNowMs();
    listener();
  });
  return () => {
    stopClock();
    ticker.listeners.delete(listener);
    if (ticker.listeners.size === 0 && ticker.timer !== null) {
      clearInterval(ticker.timer);
      ticker.timer = null;
    }
  };
}

const subscribers = new Map<number, (listener: () => void) => () => void>();

function subscriberFor(intervalMs: number): (listener: () => void) => () => void {
  let subscriber = subscribers.get(intervalMs);
  if (subscriber === undefined) {
    subscriber = (listener) => subscribe(intervalMs, listener);
    subscribers.set(intervalMs, subscriber);
  }
  return subscriber;
}

/**
 * The current time in epoch milliseconds (corrected where this computer's clock is wrong), renewed every
 * `intervalMs`. All users of one interval share a timer and get the same value. Use it in leaf components only:
 * it re-renders its caller.
 */
export function useNow(intervalMs: number): number {
  return useSyncExternalStore(subscriberFor(intervalMs), () => {
    const ticker = tickerFor(intervalMs);
    if (ticker.timer === null && correctedNowMs() - ticker.now >= intervalMs) ticker.now = correctedNowMs();
    return ticker.now;
  });
}
