type Listener = (message: string) => void;

const listeners = new Set<Listener>();

/** Reports a usable answer that deviates from the documented contract. */
export function reportContractIssue(message: string): void {
  for (const listener of listeners) listener(message);
}

/** Subscribes; returns the unsubscribe function. */
export function onContractIssue(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
