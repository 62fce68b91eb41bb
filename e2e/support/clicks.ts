import type { BrowserContext } from '@playwright/test';

/** What a person has pressed in the pages of a test, across reloads and tabs. */
export interface Clicks {
  /** Pointer presses and keys that activate something since the last `restart`. */
  count(): number;
  /** Starts at none again. */
  restart(): void;
}

const REPORT = 'reportClickToTest';

/**
 * Counts in the page itself: each press of a pointer; Enter, Escape, and Space or a shortcut outside a field; two for
 * a choice in a `<select>`, whose list no page event shows. Typing, Tab and arrow keys count as none. Call it before
 * the first page opens.
 */
export async function watchClicks(context: BrowserContext): Promise<Clicks> {
  let count = 0;
  await context.exposeFunction(REPORT, (presses: number) => {
    count += presses;
  });
  await context.addInitScript((name) => {
    const add = (presses: number): void => {
      const report: unknown = Reflect.get(window, name);
      if (typeof report === 'function') report(presses);
    };
    const takesText = (target: EventTarget | null) =>
      target instanceof Element && target.matches('input:not([type="checkbox"], [type="radio"]), textarea');
    window.addEventListener('pointerdown', () => add(1), { capture: true });
    window.addEventListener(
      'keydown',
      ({ key, target, repeat, ctrlKey, metaKey }) => {
        if (repeat || key === 'Control' || key === 'Meta') return;
        const isShortcut = key.length === 1 && (ctrlKey || metaKey || !takesText(target));
        if (key === 'Enter' || key === 'Escape' || isShortcut) add(1);
      },
      { capture: true },
    );
    window.addEventListener(
      'change',
      ({ target }) => {
        if (target instanceof HTMLSelectElement) add(2);
      },
      { capture: true },
    );
  }, REPORT);
  return {
    count: () => count,
    restart: () => {
      count = 0;
    },
  };
}
