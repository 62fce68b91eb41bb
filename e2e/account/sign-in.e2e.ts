import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { prefer } from '../support/appearance';
import { expectNoAxeViolations } from '../support/axe';
import { backupsTable, expectBackupCount, fillCreateDialog, goWithin, submitButton } from '../support/screen';
import { expect, test } from '../support/test';

const CLIENT = path.resolve(import.meta.dirname, '../../dist/client');

// Empty counts as unset: with an address and no token, people sign in.
test.use({
  hostile: { paging: 'whole', hasBrokenEntries: false, hasCreateMessage: true },
  gatewayEnv: { VPS_API_TOKEN: '' },
});

async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('API token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

test('signing in leads to the requested page; the token appears in that call only, and no script can read the session', async ({
  page,
  context,
  provider,
  gateway,
  pendingCalls,
}) => {
  /** All traffic between browser and gateway. */
  const travelled: Promise<string>[] = [];
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const isHandingOver = request.method() === 'POST' && pathname === '/api/session';
    const body = isHandingOver ? '' : (request.postData() ?? '');
    travelled.push(
      request.allHeaders().then((headers) => `${request.url()} ${JSON.stringify(headers)} ${body}`),
    );
  });
  context.on('response', (response) => {
    travelled.push(
      Promise.all([response.allHeaders(), response.text().catch(() => '')]).then(
        ([headers, text]) => `${response.url()} ${JSON.stringify(headers)} ${text}`,
      ),
    );
  });
  await page.goto('/backups?type=automatic');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  expect(provider.calls).toEqual([]);
  await expect(page.getByLabel('API token')).toBeFocused();
  await signIn(page, provider.token);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/backups?type=automatic');
  await expect(backupsTable(page)).toBeVisible();
  await goWithin(page, '/backups');
  await expectBackupCount(page, provider.backups().length);
  const dialog = await fillCreateDialog(page, 'web-server-01', 'Before the canary sings');
  await submitButton(dialog).click();
  await expect(dialog).toBeHidden();
  expect(provider.count('POST', '/backups/')).toBe(1);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const cookies = await context.cookies();
  expect(cookies).toMatchObject([
    { name: 'vps-backups', path: '/', httpOnly: true, sameSite: 'Strict', expires: -1 },
  ]);
  const pages: string[] = [];
  for (const place of ['/', '/activity', '/settings']) {
    await page.goto(place);
    await pendingCalls.settled();
    pages.push(await page.content());
  }
  const stored = await page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      await indexedDB.databases(),
      await caches.keys(),
    ]),
  );
  const filesIn = (dir: string) =>
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  const places = {
    traffic: await Promise.all(travelled),
    pages,
    storage: [stored, JSON.stringify(cookies)],
    log: [gateway.output()],
    database: filesIn(gateway.dataDir),
    bundle: filesIn(CLIENT),
  };
  for (const [place, texts] of Object.entries(places)) {
    expect(texts.length, place).toBeGreaterThan(0);
    // Counted, so that a failure report does not contain the token.
    expect(texts.filter((text) => text.includes(provider.token)).length, place).toBe(0);
  }
  expect(places.traffic.join('')).toContain('Before the canary sings');
  expect(places.database.join('')).toContain('Before the canary sings');
});

test('a revoked token leads to the sign-in once, and back to the draft', async ({
  page,
  provider,
  browserErrors,
}) => {
  browserErrors.allow(/401 \(Unauthorized\)/);
  await page.goto('/backups?q=web');
  await signIn(page, provider.token);
  const dialog = await fillCreateDialog(page, 'web-server-01', 'Before the migration');
  const place = new URL(page.url());
  provider.behave('createBackup', 'unauthorized');
  let visits = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().includes('/sign-in')) visits += 1;
  });
  await submitButton(dialog).click();
  await expect(page.getByText('The provider no longer accepts your token.')).toBeVisible();
  expect(visits).toBe(1);
  provider.behave('createBackup', 'normal');
  await signIn(page, provider.token);
  expect(new URL(page.url()).search).toBe(place.search);
  const again = page.getByRole('dialog', { name: 'Create backup' });
  await expect(again.getByRole('textbox', { name: 'Description' })).toHaveValue('Before the migration');
  await expect(again.getByRole('combobox', { name: 'Server', exact: true })).toHaveValue('web-server-01');
  await submitButton(again).click();
  await expect(again).toBeHidden();
  expect(provider.backups().filter(({ description }) => description === 'Before the migration')).toHaveLength(
    1,
  );
});

test('signing out ends the session: neither Back nor the old cookie works', async ({
  page,
  context,
  provider,
  gateway,
}) => {
  await page.goto('/settings');
  await signIn(page, provider.token);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.evaluate(() => sessionStorage.setItem('vps-backups.create-draft', '{}'));
  const [cookie] = await context.cookies();
  if (cookie === undefined) throw new Error('no cookie');
  await page.goto('/backups');
  await expect(backupsTable(page)).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(backupsTable(page)).toHaveCount(0);
  const answer = await fetch(`${gateway.url}/api/v1/backups/`, {
    headers: { cookie: `${cookie.name}=${cookie.value}` },
  });
  expect([answer.status, answer.headers.get('x-gateway-error')]).toEqual([401, 'session_expired']);
  // Preferences stay; the account's data is gone.
  const stored = await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);
  expect(stored).toEqual([['vps-backups.preferences'], []]);
});

test('sign-in and the expiry warning work on a phone, in both languages and themes', async ({
  page,
  context,
  provider,
  browserErrors,
}) => {
  browserErrors.allow(/401 \(Unauthorized\)/);
  await page.setViewportSize({ width: 360, height: 740 });
  let isNear = true;
  await page.route('**/api/session', async (route) => {
    if (route.request().method() !== 'GET' || !isNear) return route.fallback();
    const response = await route.fetch();
    if (!response.ok()) return route.fulfill({ response });
    const session: { now: string; idle_until: string } = await response.json();
    session.idle_until = new Date(Date.parse(session.now) + 115_000).toISOString();
    return route.fulfill({ response, json: session });
  });
  for (const [language, theme, words, stay] of [
    ['en', 'light', 'You will be signed out in 2 min', 'Stay signed in'],
    ['nl', 'dark', 'Over 2 min word je afgemeld', 'Aangemeld blijven'],
  ] as const) {
    const expectUsable = async (label: string) => {
      await expectNoAxeViolations(page, { label: `${label}, ${language}, ${theme}` });
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(isWider, label).toBe(false);
    };
    isNear = true;
    await page.goto('/sign-in?next=/backups&reason=expired');
    await prefer(page, { language, theme });
    const field = page.getByLabel(/^API.token$/);
    await field.fill('vps_wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/Authentication credentials were not provided/)).toBeVisible();
    await expect(field).toBeFocused();
    await expectUsable('sign-in');

    await field.fill(provider.token);
    await page.keyboard.press('Enter');
    const notice = page.getByRole('status').filter({ hasText: words });
    await expect(notice).toBeVisible();
    await expectUsable('warning');
    isNear = false;
    const used = page.waitForRequest(
      (request) => request.url().endsWith('/api/session') && request.headers()['x-in-use'] === '1',
    );
    await notice.getByRole('button', { name: stay }).click();
    await used;
    await expect(notice).toBeHidden();
    await context.clearCookies();
  }
});
