import { createContext, type ReactNode, type RefObject, useContext, useRef } from 'react';

/** Tells, outside of the part that showed it, how a request failed that was sent from there. */
type Tell = () => void;

const FailuresContext = createContext<RefObject<Tell | null> | null>(null);

export interface ShownFailures {
  /** Says what failed last in this part. Call it when the part broke, and with it what it said. */
  readonly tell: Tell;
  readonly keep: (children: ReactNode) => ReactNode;
}

/** Keeps, outside of a part that may break, the last failure that the part was to show. */
export function useShownFailures(): ShownFailures {
  const last = useRef<Tell | null>(null);
  return {
    tell: () => last.current?.(),
    keep: (children) => <FailuresContext value={last}>{children}</FailuresContext>,
  };
}

/** Where a request notes how to tell its failure; null again when another one is sent. */
export function useNoteFailure(): (tell: Tell | null) => void {
  const last = useContext(FailuresContext);
  return (tell) => {
    if (last !== null) last.current = tell;
  };
}
