import { expect, type Page } from '@playwright/test';

export interface Appearance {
  readonly language?: 'en' | 'nl';
  readonly theme?: 'light' | 'dark';
}

/** Sets language and theme as another tab would, by a storage event. */
export async function prefer(page: Page, { language = 'en', theme = 'light' }: Appearance): Promise<void> {
  await page.evaluate(
    (chosen) => {
      const key = 'vps-backups.preferences';
      localStorage.setItem(key, chosen);
      window.dispatchEvent(new StorageEvent('storage', { key, newValue: chosen }));
    },
    JSON.stringify({ language, theme, timeZone: 'local' }),
  );
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}
