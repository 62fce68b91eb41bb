import { createStore } from './store';

/** How the fleet is at a glance, for the tab: its title carries the number, its icon the colour. */
export interface Attention {
  readonly count: number;
  readonly level: 'ok' | 'warn' | 'bad';
}

/** Null while nothing is known. */
export const attention = createStore<Attention | null>(null);

/** Draws nothing anew when number and level are the same. */
export function setAttention(next: Attention | null): void {
  const current = attention.get();
  if (next?.count !== current?.count || next?.level !== current?.level) attention.set(next);
}
