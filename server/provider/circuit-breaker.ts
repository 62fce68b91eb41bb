/** Unanswered calls in a row before the circuit opens. */
const MAX_LOST = 5;
const FIRST_PAUSE_MS = 2000;
const MAX_PAUSE_MS = 30_000;

/** `given_up`: by its caller, which says nothing about the provider. */
export type CallEnd = 'answered' | 'lost' | 'given_up';

export interface Outage {
  /** When the first of the lost calls ended, epoch ms. */
  readonly sinceMs: number;
  /** How long until a call is tried again, ms. */
  readonly waitMs: number;
}

export interface CircuitBreaker {
  /** Null when a call may be tried now. */
  outage(): Outage | null;
  /**
   * Registers a call; call the result when it has ended.
   * @param who key of the caller, for `minCallers`
   */
  begin(who?: string): (end: CallEnd) => void;
  /** No loss is remembered and no call is under way. */
  isAtRest(): boolean;
}

export interface CircuitBreakerOptions {
  /** A clock that only runs forward, ms. */
  readonly now: () => number;
  /** Epoch ms, for messages. */
  readonly wallNow: () => number;
  readonly onOpen?: (sinceMs: number) => void;
  readonly onClose?: (sinceMs: number) => void;
  /** Opens only when the calls lost in a row are of at least so many callers; default 1. */
  readonly minCallers?: number;
}

/** After a pause one trial call passes (half open): any answer closes the circuit, none doubles the pause, up to 30 s. */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { now, wallNow, onOpen, onClose, minCallers = 1 } = options;
  let lostInARow = 0;
  let underWay = 0;
  const losers = new Set<string>();
  let sinceMs = 0;
  /** Null while calls pass. */
  let pause: { readonly lengthMs: number; readonly endsMs: number } | null = null;
  let isTrying = false;

  const open = (lengthMs: number): void => {
    if (pause === null) onOpen?.(sinceMs);
    pause = { lengthMs, endsMs: now() + lengthMs };
  };
  const close = (): void => {
    lostInARow = 0;
    losers.clear();
    if (pause === null) return;
    pause = null;
    onClose?.(sinceMs);
  };

  return {
    outage() {
      if (pause === null) return null;
      const waitMs = pause.endsMs - now();
      if (waitMs > 0) return { sinceMs, waitMs };
      return isTrying ? { sinceMs, waitMs: FIRST_PAUSE_MS } : null;
    },
    begin(who = '') {
      const isTrial = pause !== null;
      if (isTrial) isTrying = true;
      underWay += 1;
      return (end) => {
        underWay -= 1;
        if (isTrial) isTrying = false;
        if (end === 'answered') return close();
        if (end === 'given_up') return;
        if (lostInARow === 0) sinceMs = wallNow();
        lostInARow += 1;
        if (losers.size < minCallers) losers.add(who);
        if (pause === null) {
          if (lostInARow >= MAX_LOST && losers.size >= minCallers) open(FIRST_PAUSE_MS);
        } else if (isTrial) {
          open(Math.min(pause.lengthMs * 2, MAX_PAUSE_MS));
        }
      };
    },
    isAtRest: () => lostInARow === 0 && underWay === 0 && pause === null,
  };
}

/** Calls of a single account may be too slow, or cut off, while the provider answers others. */
export type OutageScope = 'all' | 'one token';

/** Losses of one token alone do not open the circuit for all. */
const MIN_CALLERS = 2;
/** Bound on remembered tokens; the oldest goes first. */
const MAX_TOKENS = 1000;

export interface SharedCircuitBreaker {
  /** Null when this caller may try a call now. */
  outage(who: string): Outage | null;
  /** Registers a call; call the result when it has ended. */
  begin(who: string): (end: CallEnd) => void;
}

export interface SharedCircuitBreakerOptions extends Pick<CircuitBreakerOptions, 'now' | 'wallNow'> {
  readonly onOpen: (sinceMs: number, scope: OutageScope) => void;
  readonly onClose: (sinceMs: number, scope: OutageScope) => void;
}

/**
 * One circuit for all callers, and one for each. The shared one opens only when calls of several were lost without an
 * answer to anyone between them; an answer to anyone closes it.
 */
export function createSharedCircuitBreaker({
  now,
  wallNow,
  onOpen,
  onClose,
}: SharedCircuitBreakerOptions): SharedCircuitBreaker {
  /** Only for callers with a call under way or a recent loss. */
  const ofOne = new Map<string, CircuitBreaker>();
  const ofAll = createCircuitBreaker({
    now,
    wallNow,
    minCallers: MIN_CALLERS,
    onOpen: (sinceMs) => onOpen(sinceMs, 'all'),
    onClose(sinceMs) {
      ofOne.clear();
      onClose(sinceMs, 'all');
    },
  });
  const circuitOf = (who: string): CircuitBreaker => {
    const known = ofOne.get(who);
    if (known !== undefined) return known;
    const [oldest] = ofOne.keys();
    if (ofOne.size >= MAX_TOKENS && oldest !== undefined) ofOne.delete(oldest);
    const circuit = createCircuitBreaker({
      now,
      wallNow,
      onOpen: (sinceMs) => onOpen(sinceMs, 'one token'),
      onClose: (sinceMs) => onClose(sinceMs, 'one token'),
    });
    ofOne.set(who, circuit);
    return circuit;
  };

  return {
    outage: (who) => ofAll.outage() ?? ofOne.get(who)?.outage() ?? null,
    begin(who) {
      const own = circuitOf(who);
      const ends = [own.begin(who), ofAll.begin(who)];
      return (end) => {
        for (const take of ends) take(end);
        if (own.isAtRest() && ofOne.get(who) === own) ofOne.delete(who);
      };
    },
  };
}
