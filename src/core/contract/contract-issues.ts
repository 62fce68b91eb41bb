type Listener = (message: string) => void;

const listeners = new Set<Listener>();

/** Tells whoever subscribed that an answer was not what the documents promise, though it could be used. */
export function reportContractIssue(message: string): void {
  for (const listener of listeners) listener(message);
}

/** Hears every contract issue from now on. Returns the function that ends it. */
export function onContractIssue(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
