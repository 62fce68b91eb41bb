/** `npm run screenshots`: takes the README's screenshots of the demo data. */
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../browser/find-browser';
import { TEST_NOW } from '../gateway/gateway-environment';
import { startGateway } from '../gateway/gateway-process';

const DOCS = path.resolve(import.meta.dirname, '../../../docs');

interface Picture {
  readonly name: string;
  readonly url: string;
  readonly theme: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

const PICTURES: readonly Picture[] = [
  { name: 'overview-light', url: '/', theme: 'light' },
  { name: 'overview-dark', url: '/', theme: 'dark' },
  { name: 'backups-light', url: '/backups', theme: 'light' },
  { name: 'restore-dark', url: '/backups?dialog=restore:501', theme: 'dark' },
  { name: 'server-light', url: '/servers/12345', theme: 'light' },
  { name: 'phone-dark', url: '/', theme: 'dark', width: 390, height: 844 },
];

async function takePictures(): Promise<void> {
  const found = findBrowser();
  if (found === undefined)
    throw new Error('No Chromium found; run "npm run test:e2e" once, it installs one.');
  // With tags, an acknowledged server and one that is not watched.
  const gateway = await startGateway({ env: { SANDBOX_AGREEMENTS: '1' } });
  const browser = await chromium.launch({
    executablePath: found.path,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    for (const { name, url, theme, width = 1440, height = 900 } of PICTURES) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        locale: 'en-GB',
        timezoneId: 'Europe/Amsterdam',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      // The demo fleet is relative to the clock, which is fixed here, so screenshots differ only when the app does.
      await page.clock.install({ time: TEST_NOW });
      await page.goto(gateway.url + url);
      const isDialog = url.includes('dialog=');
      // The page behind a dialog is hidden; the first row of a table is its header.
      await (isDialog ? page.getByRole('textbox').first() : page.getByRole('row').nth(1)).waitFor();
      // The last part to load: the account at the foot of the sidebar, which phones hide.
      await page.locator('.account-badge').waitFor({ state: 'attached' });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: path.join(DOCS, `${name}.png`) });
      await context.close();
    }
  } finally {
    await browser.close();
    await gateway.dispose();
  }
}

await takePictures();
