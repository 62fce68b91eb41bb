import type { BrowserContext } from '@playwright/test';

/** A person's presses in a test's pages, across reloads and tabs. */
export interface Clicks {
  /** Pointer presses and keys that activate something since the last `restart`. */
  count(): number;
  /** Starts counting again from zero. */
  restart(): void;
}

const REPORT = 'reportClickToTest';

/**
 * Counts in the page itself: each pointer press; Enter, Escape, and Space or a shortcut outside a field; two for a
 * choice in a `<select>`, whose list fires no page events. Typing, Tab and arrow keys don't count. Call it before the
 * first page opens.
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
