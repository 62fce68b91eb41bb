/** How a number of places is used. */
export interface Load {
  readonly places: number;
  /** Taken by the caller. */
  readonly own: number;
  /** Taken by all others together. */
  readonly others: number;
}

/**
 * Fair share: up to half of what the others leave, at least one place. One caller alone gets half, several busy ones
 * get equal parts, and a new one finds a place unless all are taken.
 */
export function mayTakePlace({ places, own, others }: Load): boolean {
  if (own + others >= places) return false;
  return own < Math.max(1, Math.floor((places - others) / 2));
}

export interface SemaphoreOptions {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  /** Longest wait in the queue, ms. */
  readonly maxWaitMs: number;
}

/**
 * A semaphore with a bounded queue. The next to enter is the first whose share allows it.
 * @param mayTake how places and queue are shared; first come, first served when left out
 */
export function createSemaphore(
  { maxRunning, maxWaiting, maxWaitMs }: SemaphoreOptions,
  mayTake: (load: Load) => boolean = ({ places, own, others }) => own + others < places,
) {
  const running = createCounts(maxRunning);
  const queued = createCounts(maxWaiting);
  const waiting = new Set<{ readonly who: string; readonly goOn: () => void }>();

  const mayEnter = (who: string): boolean => mayTake(running.load(who));
  const enter = (who: string): (() => void) => {
    running.add(who, 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      running.add(who, -1);
      for (const one of waiting) if (mayEnter(one.who)) one.goOn();
    };
  };

  return {
    /**
     * Waits for a place; the result releases it. `full`: the queue is full, or no place became free in time.
     * `given_up`: the signal fired.
     * @param who key of the caller, for fair sharing
     */
    async take(signal: AbortSignal | null, who = ''): Promise<(() => void) | 'full' | 'given_up'> {
      if (signal?.aborted) return 'given_up';
      if (mayEnter(who)) return enter(who);
      if (!mayTake(queued.load(who))) return 'full';
      return new Promise((resolve) => {
        const end = (result: (() => void) | 'full' | 'given_up'): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          waiting.delete(one);
          queued.add(who, -1);
          resolve(result);
        };
        const one = { who, goOn: () => end(enter(who)) };
        const giveUp = (): void => end('given_up');
        const timer = setTimeout(() => end('full'), maxWaitMs);
        signal?.addEventListener('abort', giveUp);
        waiting.add(one);
        queued.add(who, 1);
      });
    },
  };
}

/** Places taken, by caller; zeros are dropped. */
function createCounts(places: number) {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    load(who: string): Load {
      const own = counts.get(who) ?? 0;
      return { places, own, others: total - own };
    },
    add(who: string, change: 1 | -1): void {
      total += change;
      const count = (counts.get(who) ?? 0) + change;
      if (count === 0) counts.delete(who);
      else counts.set(who, count);
    },
  };
}
