/** Unanswered calls in a row before the circuit opens. */
const MAX_LOST = 5;
const FIRST_PAUSE_MS = 2000;
const MAX_PAUSE_MS = 30_000;
/** Bound on remembered callers; the oldest goes first. */
const MAX_CALLERS = 1000;

/** `given_up`: by its caller, which says nothing about the provider. */
export type CallEnd = 'answered' | 'lost' | 'given_up';

export interface Outage {
  /** When the first of the lost calls ended, epoch ms. */
  readonly sinceMs: number;
  /** How long until a call is tried again, ms. */
  readonly waitMs: number;
}

type CircuitBreaker = ReturnType<typeof createCircuitBreaker>;

export interface CircuitBreakerOptions {
  /** A clock that only runs forward, ms. */
  readonly now: () => number;
  /** Epoch ms, for messages. */
  readonly wallNow: () => number;
  readonly onOpen?: (sinceMs: number) => void;
  readonly onClose?: (sinceMs: number) => void;
  /** Opens only when the consecutive losses come from at least this many callers. Default 1. */
  readonly minCallers?: number;
}

interface Pause {
  readonly lengthMs: number;
  endsMs: number;
}

/**
 * After a pause one trial call of each caller passes (half open): any answer closes the circuit, none doubles the pause
 * of this caller, up to 30 s. So nobody waits because the trials of others are lost.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions) {
  const { now, wallNow, onOpen, onClose, minCallers = 1 } = options;
  let lostInARow = 0;
  let underWay = 0;
  const losers = new Set<string>();
  let sinceMs = 0;
  /** Null while calls pass. */
  let firstPause: Pause | null = null;
  /** Of callers whose trial was lost. */
  const pauses = new Map<string, Pause>();
  const trying = new Set<string>();

  const pauseFor = (lengthMs: number): Pause => ({ lengthMs, endsMs: now() + lengthMs });
  const lengthen = (who: string, { lengthMs }: Pause): void => {
    pauses.delete(who);
    forgetOldest(pauses);
    pauses.set(who, pauseFor(Math.min(lengthMs * 2, MAX_PAUSE_MS)));
  };
  const close = (): void => {
    lostInARow = 0;
    losers.clear();
    if (firstPause === null) return;
    firstPause = null;
    pauses.clear();
    onClose?.(sinceMs);
  };

  return {
    /** Null when this caller may try a call now. */
    outage(who = ''): Outage | null {
      if (firstPause === null) return null;
      const waitMs = (pauses.get(who) ?? firstPause).endsMs - now();
      if (waitMs > 0) return { sinceMs, waitMs };
      return trying.has(who) ? { sinceMs, waitMs: FIRST_PAUSE_MS } : null;
    },
    /** Registers a call; call the result when it has ended. */
    begin(who = ''): (end: CallEnd) => void {
      const isTrial = firstPause !== null;
      if (isTrial) trying.add(who);
      underWay += 1;
      return (end) => {
        underWay -= 1;
        if (isTrial) trying.delete(who);
        if (end === 'answered') return close();
        if (end === 'given_up') return;
        if (lostInARow === 0) sinceMs = wallNow();
        lostInARow += 1;
        if (losers.size < minCallers) losers.add(who);
        if (firstPause !== null) {
          if (isTrial) lengthen(who, pauses.get(who) ?? firstPause);
        } else if (lostInARow >= MAX_LOST && losers.size >= minCallers) {
          firstPause = pauseFor(FIRST_PAUSE_MS);
          onOpen?.(sinceMs);
        }
      };
    },
    /** Calls may be tried now. */
    endPauses(): void {
      for (const pause of pauses.values()) pause.endsMs = now();
      if (firstPause !== null) firstPause.endsMs = now();
    },
    isOpen: () => firstPause !== null,
    /** No loss is remembered and no call is under way. */
    isAtRest: () => lostInARow === 0 && underWay === 0 && firstPause === null,
  };
}

function forgetOldest(byCaller: Map<string, unknown>): void {
  const [oldest] = byCaller.keys();
  if (byCaller.size >= MAX_CALLERS && oldest !== undefined) byCaller.delete(oldest);
}

/** Calls of a single account may be too slow, or cut off, while the provider answers others. */
type OutageScope = 'all' | 'one token';

/** Losses of one token alone do not open the circuit for all. */
const MIN_CALLERS = 2;

export interface SharedCircuitBreakerOptions extends Pick<CircuitBreakerOptions, 'now' | 'wallNow'> {
  readonly onOpen: (sinceMs: number, scope: OutageScope) => void;
  readonly onClose: (sinceMs: number, scope: OutageScope) => void;
}

/**
 * One circuit for all callers, and one for each. The shared one opens only when calls of several were lost without an
 * answer to anyone between them; an answer to anyone closes it, and lets each token try again.
 */
export function createSharedCircuitBreaker({ now, wallNow, onOpen, onClose }: SharedCircuitBreakerOptions) {
  /** Only for callers with a call under way or a recent loss. */
  const ofOne = new Map<string, CircuitBreaker>();
  const ofAll = createCircuitBreaker({
    now,
    wallNow,
    minCallers: MIN_CALLERS,
    onOpen: (sinceMs) => onOpen(sinceMs, 'all'),
    onClose(sinceMs) {
      for (const circuit of ofOne.values()) circuit.endPauses();
      onClose(sinceMs, 'all');
    },
  });
  const circuitOf = (who: string): CircuitBreaker => {
    const known = ofOne.get(who);
    if (known !== undefined) return known;
    forgetOldest(ofOne);
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
    outage: (who: string): Outage | null => ofAll.outage(who) ?? ofOne.get(who)?.outage() ?? null,
    begin(who: string): (end: CallEnd) => void {
      const own = circuitOf(who);
      const wasOpen = own.isOpen();
      const ends = { own: own.begin(), ofAll: ofAll.begin(who) };
      return (end) => {
        ends.own(end);
        // Its losses have counted already: they must not open the circuit for all again and again.
        ends.ofAll(wasOpen && end === 'lost' ? 'given_up' : end);
        if (own.isAtRest() && ofOne.get(who) === own) ofOne.delete(who);
      };
    },
  };
}
