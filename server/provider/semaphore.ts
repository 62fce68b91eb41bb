/** Who has taken what of a number of places. */
export interface Load {
  readonly places: number;
  /** Taken by the one who asks … */
  readonly own: number;
  /** … and by all others together. */
  readonly others: number;
}

/**
 * Whether one more place may be taken by somebody who has `own` of them: up to half of what the others leave, and
 * never less than one. So one alone gets half, several who want much get equal parts, and whoever comes new finds a
 * place unless every single one is taken.
 */
export function mayTakePlace({ places, own, others }: Load): boolean {
  if (own + others >= places) return false;
  return own < Math.max(1, Math.floor((places - others) / 2));
}

export interface CallSlots {
  /**
   * Waits for a place among the calls that run at once. `full`: too many wait already, or none ended in time.
   * `given_up`: the signal said so. The function of a place that was had must be called when the call has ended.
   * @param who asks, where several share the places
   */
  take(signal: AbortSignal | null, who?: string): Promise<(() => void) | 'full' | 'given_up'>;
}

export interface CallSlotsOptions {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  /** How long a call may wait, ms: longer, and a person would rather know. */
  readonly maxWaitMs: number;
}

interface Waiting {
  readonly who: string;
  readonly goOn: () => void;
}

/**
 * A bounded number of calls at once and a bounded, short queue before them. Of those that wait, the first one goes of
 * whoever has the fewest running.
 * @param mayTake how the places, and those in the queue, are shared; without it whoever comes first has them
 */
export function createCallSlots(
  { maxRunning, maxWaiting, maxWaitMs }: CallSlotsOptions,
  mayTake: (load: Load) => boolean = ({ places, own, others }) => own + others < places,
): CallSlots {
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
    for (let next = nextIn(); next !== null; next = nextIn()) next.goOn();
  };
  const nextIn = (): Waiting | null => {
    let next: Waiting | null = null;
    for (const one of waiting) {
      const isAhead = next === null || running.of(one.who) < running.of(next.who);
      if (isAhead && mayEnter(one.who)) next = one;
    }
    return next;
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

/** Numbers by name, without those who have none. */
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
