import { createStore } from './storage/store';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** Loading the page counts as use. */
const isUsed = createStore(true);

/** Notes pointer, keyboard and wheel input from now on. */
export function followUse(): void {
  const note = () => isUsed.set(true);
  for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true, capture: true });
}

/** Whether the page was used since the last call. */
export function takeUse(): boolean {
  const was = isUsed.get();
  isUsed.set(false);
  return was;
}
