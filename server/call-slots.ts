export interface CallSlots {
  /**
   * Waits for a place among the calls that run at once. `full`: too many wait already, or none ended in time.
   * `given_up`: the signal said so. The function of a place that was had must be called when the call has ended.
   */
  take(signal: AbortSignal | null): Promise<(() => void) | 'full' | 'given_up'>;
}

export interface CallSlotsOptions {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  /** How long a call may wait, ms: longer, and a person would rather know. */
  readonly maxWaitMs: number;
}

/** A bounded number of calls at once and a bounded, short queue before them, first come, first served. */
export function createCallSlots({ maxRunning, maxWaiting, maxWaitMs }: CallSlotsOptions): CallSlots {
  let running = 0;
  const waiting = new Set<() => void>();

  const leave = (): void => {
    running -= 1;
    const [next] = waiting;
    next?.();
  };
  const enter = (): (() => void) => {
    running += 1;
    let isInside = true;
    return () => {
      if (isInside) leave();
      isInside = false;
    };
  };

  return {
    async take(signal) {
      if (signal?.aborted) return 'given_up';
      if (running < maxRunning) return enter();
      if (waiting.size >= maxWaiting) return 'full';
      return new Promise((resolve) => {
        const end = (result: (() => void) | 'full' | 'given_up'): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          waiting.delete(goOn);
          resolve(result);
        };
        const goOn = (): void => end(enter());
        const giveUp = (): void => end('given_up');
        const timer = setTimeout(() => end('full'), maxWaitMs);
        signal?.addEventListener('abort', giveUp);
        waiting.add(goOn);
      });
    },
  };
}
