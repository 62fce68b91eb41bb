import { type CallEnd, type Circuit, type CircuitOptions, createCircuit, type Outage } from './circuit';

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
