import { useSyncExternalStore } from 'react';

/** How the fleet is at a glance, for the tab: its title carries the number, its icon the colour. */
export interface Attention {
  readonly count: number;
  readonly level: 'ok' | 'warn' | 'bad';
}

let current: Attention | null = null;
const listeners = new Set<() => void>();

/** Null while nothing is known. */
export function setAttention(next: Attention | null): void {
  if (next?.count === current?.count && next?.level === current?.level) return;
  current = next;
  for (const listener of listeners) listener();
}

export function useAttention(): Attention | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => current,
  );
}
