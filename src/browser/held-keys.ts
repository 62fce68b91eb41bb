import { onReset } from './storage/store';

let text = '';
let stop: (() => void) | null = null;
onReset(takeHeldKeys);

/** Keys of the browser and of shortcuts. */
function isOfOthers({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || key === 'Escape' || /^F\d+$/.test(key);
}

/**
 * Keeps what is typed from the focused field until {@link takeHeldKeys}: it is meant for a field whose code is still
 * loading. @param isWanted false once nobody will take it
 */
export function holdKeys(isWanted: () => boolean): void {
  takeHeldKeys();
  const hold = (event: KeyboardEvent) => {
    if (!isWanted()) return void takeHeldKeys();
    if (isOfOthers(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Backspace') text = text.slice(0, -1);
    else if ([...event.key].length === 1) text += event.key;
  };
  window.addEventListener('keydown', hold, true);
  stop = () => window.removeEventListener('keydown', hold, true);
}

/** Ends holding. @returns what was typed meanwhile */
export function takeHeldKeys(): string {
  stop?.();
  stop = null;
  const held = text;
  text = '';
  return held;
}
