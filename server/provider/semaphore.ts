/** How a number of places is used. */
export interface Load {
  readonly places: number;
  /** Taken by the one who asks. */
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

export interface Semaphore {
  /**
   * Waits for a place; the result releases it. `full`: the queue is full, or no place became free in time.
   * `given_up`: the signal fired.
   * @param who key of the caller, for fair sharing
   */
  take(signal: AbortSignal | null, who?: string): Promise<(() => void) | 'full' | 'given_up'>;
}

export interface SemaphoreOptions {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  /** Longest wait in the queue, ms. */
  readonly maxWaitMs: number;
}

interface Waiting {
  readonly who: string;
  readonly goOn: () => void;
}

/**
 * A semaphore with a bounded queue. The next to enter is the first whose share allows it.
 * @param mayTake how places and queue are shared; first come, first served when left out
 */
export function createSemaphore(
  { maxRunning, maxWaiting, maxWaitMs }: SemaphoreOptions,
  mayTake: (load: Load) => boolean = ({ places, own, others }) => own + others < places,
): Semaphore {
  const running = createCounts();
  const queued = createCounts();
  const waiting = new Set<Waiting>();

  const mayEnter = (who: string): boolean => mayTake(running.load(who, maxRunning));
  const enter = (who: string): (() => void) => {
    running.add(who, 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      running.add(who, -1);
      letIn();
    };
  };
  const letIn = (): void => {
    for (const one of waiting) if (mayEnter(one.who)) one.goOn();
  };

  return {
    async take(signal, who = '') {
      if (signal?.aborted) return 'given_up';
      if (mayEnter(who)) return enter(who);
      if (!mayTake(queued.load(who, maxWaiting))) return 'full';
      return new Promise((resolve) => {
        const end = (result: (() => void) | 'full' | 'given_up'): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          waiting.delete(one);
          queued.add(who, -1);
          resolve(result);
        };
        const one: Waiting = { who, goOn: () => end(enter(who)) };
        const giveUp = (): void => end('given_up');
        const timer = setTimeout(() => end('full'), maxWaitMs);
        signal?.addEventListener('abort', giveUp);
        waiting.add(one);
        queued.add(who, 1);
      });
    },
  };
}

interface Counts {
  of(who: string): number;
  add(who: string, change: number): void;
  load(who: string, places: number): Load;
}

/** Counters by name; zeros are dropped. */
function createCounts(): Counts {
  const counts = new Map<string, number>();
  let total = 0;
  const of = (who: string): number => counts.get(who) ?? 0;
  return {
    of,
    add(who, change) {
      total += change;
      const count = of(who) + change;
      if (count === 0) counts.delete(who);
      else counts.set(who, count);
    },
    load: (who, places) => ({ places, own: of(who), others: total - of(who) }),
  };
}
