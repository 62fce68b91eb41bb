/** Time for pauses and intervals: this machine's, whatever the sandbox's clock says. */
export interface WatchClock {
  /** Epoch ms. */
  now(): number;
  /** Resolves after so long, or at once when the signal fires. Never keeps the process running. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The longest that a timer of Node can wait; a longer wait would be none. */
const MAX_WAIT_MS = 2_147_483_647;

export const MACHINE_CLOCK: WatchClock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.max(ms, 0), MAX_WAIT_MS));
      timer.unref();
      signal.addEventListener('abort', end);
    }),
};
