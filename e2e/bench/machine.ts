import { cpus, loadavg, totalmem } from 'node:os';
import type { Browser } from '@playwright/test';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly chromium: string;
}

export function describeMachine(browser: Browser): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    chromium: browser.version(),
  };
}

/** Load average over the last minute: above the number of cores, times mean little. */
export function currentLoad(): number {
  return loadavg()[0] ?? 0;
}

/**
 * The machine's speed as ms for a fixed piece of work in the browser: parsing and writing JSON, sorting and searching
 * texts, which is what a list mostly does. Measured before and after everything else; if the two differ, so may the
 * figures between them.
 */
export async function calibrate(browser: Browser, runs: number): Promise<number[]> {
  const page = await browser.newPage();
  const values = await page.evaluate((count) => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      id: index,
      name: `server-${(index * 7919) % 20_000}`,
      at: '2025-01-16T15:45:00Z',
    }));
    const text = JSON.stringify(rows);
    return Array.from({ length: count }, () => {
      const startedMs = performance.now();
      const parsed: typeof rows = JSON.parse(text);
      parsed.sort((a, b) => (a.name < b.name ? -1 : 1));
      const found = parsed.filter(({ name }) => name.toUpperCase().includes('99')).length;
      const written = JSON.stringify(parsed).length;
      return performance.now() - startedMs + 0 * (found + written);
    });
  }, runs);
  await page.close();
  return values;
}
