/** So many calls in a row without any answer, and the next ones are not even tried for a while. */
const MAX_LOST = 5;
const FIRST_PAUSE_MS = 2000;
const MAX_PAUSE_MS = 30_000;

/** How a call ended: with any answer at all, with none, or given up by its caller, which says nothing. */
export type CallEnd = 'answered' | 'lost' | 'given_up';

export interface Outage {
  /** When the first of the lost calls ended, epoch ms. */
  readonly sinceMs: number;
  /** How long until a call is tried again, ms. */
  readonly waitMs: number;
}

export interface Circuit {
  /** Null when a call may be tried now. */
  outage(): Outage | null;
  /**
   * Takes a call in; the result takes in how it ended.
   * @param who calls, where losses of several are asked for
   */
  begin(who?: string): (end: CallEnd) => void;
  /** Whether nothing is kept of earlier calls, and none is under way. */
  isAtRest(): boolean;
}

export interface CircuitOptions {
  /** A clock that only runs forward, ms. */
  readonly now: () => number;
  /** Epoch ms, for the words. */
  readonly wallNow: () => number;
  readonly onOpen?: (sinceMs: number) => void;
  readonly onClose?: (sinceMs: number) => void;
  /** So many callers must be among those whose calls were lost in a row; one when left out. */
  readonly minCallers?: number;
}

/**
 * Keeps calls from a provider that answers nothing (circuit breaker). After a pause one single call is tried: any
 * answer to it ends the outage, none makes the next pause twice as long, up to thirty seconds.
 */
export function createCircuit(options: CircuitOptions): Circuit {
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

/** The provider answers nobody, or only whoever has one token: calls of one account may be too slow, or cut off. */
export type OutageScope = 'all' | 'one token';

/** One token's losses are no sign for the others. */
const MIN_CALLERS = 2;
/** Of more tokens than this, what is known of the one that came first is forgotten. */
const MAX_TOKENS = 1000;

export interface SharedCircuit {
  /** Null when whoever asks may try a call now. */
  outage(who: string): Outage | null;
  /** Takes a call in; the result takes in how it ended. */
  begin(who: string): (end: CallEnd) => void;
}

export interface SharedCircuitOptions extends Pick<CircuitOptions, 'now' | 'wallNow'> {
  readonly onOpen: (sinceMs: number, scope: OutageScope) => void;
  readonly onClose: (sinceMs: number, scope: OutageScope) => void;
}

/**
 * A circuit for several who call the same provider. It opens for all of them only when calls of several were lost
 * with no answer to anybody between; for one alone when its own were. An answer to anybody ends an outage for all.
 */
export function createSharedCircuit({ now, wallNow, onOpen, onClose }: SharedCircuitOptions): SharedCircuit {
  /** Only of those who have a call under way or have lost the last one. */
  const ofOne = new Map<string, Circuit>();
  const ofAll = createCircuit({
    now,
    wallNow,
    minCallers: MIN_CALLERS,
    onOpen: (sinceMs) => onOpen(sinceMs, 'all'),
    onClose(sinceMs) {
      ofOne.clear();
      onClose(sinceMs, 'all');
    },
  });
  const circuitOf = (who: string): Circuit => {
    const known = ofOne.get(who);
    if (known !== undefined) return known;
    const [oldest] = ofOne.keys();
    if (ofOne.size >= MAX_TOKENS && oldest !== undefined) ofOne.delete(oldest);
    const circuit = createCircuit({
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
