import { createStore } from './store';

/** What a person does; pages do none of it by themselves. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** Loading a page is use of it. */
const isUsed = createStore(true);

/** Notices when somebody does something with this page. */
export function followUse(): void {
  const note = () => {
    isUsed.set(true);
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true, capture: true });
}

/** Whether the page has been used since this was last asked. */
export function takeUse(): boolean {
  const was = isUsed.get();
  isUsed.set(false);
  return was;
}
