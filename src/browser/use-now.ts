import { clockOffsetMs, correctedNowMs } from './clock';
import { createListeners, onReset, type Store, useStore } from './storage/store';

type Ticker = Pick<Store<number>, 'get' | 'subscribe'>;

function createTicker(intervalMs: number): Ticker {
  const listeners = createListeners();
  let nowMs = correctedNowMs();
  let users = 0;
  let stop = () => {};
  const tick = () => {
    nowMs = correctedNowMs();
    listeners.notify();
  };
  const start = () => {
    nowMs = correctedNowMs();
    // A hidden tab catches up with the first tick after it is shown.
    const timer = setInterval(() => document.hidden || tick(), intervalMs);
    const unfollow = clockOffsetMs.subscribe(tick);
    stop = () => {
      clearInterval(timer);
      unfollow();
    };
  };
  return {
    get: () => {
      if (users === 0 && correctedNowMs() - nowMs >= intervalMs) nowMs = correctedNowMs();
      return nowMs;
    },
    subscribe: (listener) => {
      const unsubscribe = listeners.subscribe(listener);
      if (users === 0) start();
      users += 1;
      return () => {
        unsubscribe();
        users -= 1;
        if (users === 0) stop();
      };
    },
  };
}

const tickers = new Map<number, Ticker>();
onReset(() => tickers.clear());

/**
 * The current corrected time, epoch ms, updated every `intervalMs`; components with the same interval share a timer and
 * a value. Use it in leaf components, because it renders its caller on every tick.
 */
export function useNow(intervalMs: number): number {
  const ticker = tickers.get(intervalMs) ?? createTicker(intervalMs);
  tickers.set(intervalMs, ticker);
  return useStore(ticker);
}
