import type { Page } from '@playwright/test';

/** Whether a request is a read of the whole list. */
export function isWholeList(path: string): boolean {
  return path === '/api/v1/backups/';
}

/**
 * Makes the page read the whole list now, the way a tab does when it is shown again: without touching a control or
 * refetching other fresh queries.
 */
export async function triggerPoll(page: Page): Promise<void> {
  await page.evaluate(() => void window.dispatchEvent(new Event('visibilitychange')));
}

/** Remembers the rows as React rendered them; see {@link drawnAnew}. */
export async function rememberRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const propsOf = (row: Element) => Object.keys(row).find((key) => key.startsWith('__reactProps$'));
    const seen = new Map<Element, unknown>();
    for (const row of document.querySelectorAll('[data-row]')) {
      const key = propsOf(row);
      if (key !== undefined) seen.set(row, Reflect.get(row, key));
    }
    let mutations = 0;
    const table = document.querySelector('[role="table"]');
    const watch = new MutationObserver((records) => {
      mutations += records.length;
    });
    if (table !== null) {
      watch.observe(table, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    Reflect.set(window, 'benchRows', () => {
      watch.disconnect();
      const rows = [...document.querySelectorAll('[data-row]')];
      const anew = rows.filter((row) => seen.get(row) !== Reflect.get(row, propsOf(row) ?? '')).length;
      return { anew, mutations };
    });
  });
}

export interface DrawnAnew {
  /** Rows that React re-rendered since, or new ones: an element gets new props exactly when its row renders. */
  readonly anew: number;
  /** Changes of the table's elements, including ticking ages. */
  readonly mutations: number;
}

export function drawnAnew(page: Page): Promise<DrawnAnew> {
  return page.evaluate((): DrawnAnew => Reflect.get(window, 'benchRows')());
}
