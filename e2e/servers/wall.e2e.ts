import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from '../support/axe';
import { TEST_NOW } from '../support/gateway/gateway-environment';
import { expect, test } from '../support/test';

// People sign in, and the gateway watches with the service token of the same account.
test.use({
  hostile: { paging: 'whole', hasBrokenEntries: false },
  gatewayEnv: {
    VPS_API_TOKEN: '',
    SERVICE_TOKEN: 'vps_hostile_0123456789abcdef',
    PUBLIC_URL: 'http://127.0.0.1:4173',
  },
});

async function makeLink(page: Page, token: string): Promise<string> {
  await page.goto('/settings');
  await page.getByLabel('API token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('/settings');
  const card = page.getByRole('region', { name: 'Wall screens' });
  await card.getByRole('textbox', { name: 'Name of the screen' }).fill('Office');
  await card.getByRole('button', { name: 'Make link' }).click();
  return (await card.locator('code').textContent()) ?? '';
}

test('a wall link opens the wall without sign-in and nothing else, until it is revoked', async ({
  page,
  browser,
  provider,
  gateway,
}) => {
  const link = await makeLink(page, provider.token);
  expect(link).toMatch(/\/wall#[\w-]{43}$/);
  await expectNoAxeViolations(page);

  const screen = await browser.newContext({ baseURL: gateway.url, viewport: { width: 1920, height: 1080 } });
  await screen.clock.install({ time: TEST_NOW });
  const wall = await screen.newPage();
  const asked: string[] = [];
  wall.on('request', (request) => asked.push(request.url()));
  await wall.goto(link);
  const server = wall.getByText('web-server-01').first();
  await expect(server).toBeVisible();
  expect(wall.url()).toBe(`${gateway.url}/wall`);
  await expectNoAxeViolations(wall);
  const key = link.split('#')[1] ?? '';
  expect(await wall.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }))).not.toContain(key);
  // Browsers never send the fragment.
  const sent = asked.map((url) => url.split('#')[0]).join('\n');
  expect(sent + gateway.output()).not.toContain(key);

  for (const path of ['/api/v1/backups/', '/api/agreements', '/api/activity', '/api/wall-links']) {
    expect((await screen.request.get(path)).status(), path).toBe(401);
  }
  await wall.reload();
  await expect(server).toBeVisible();
  const another = await screen.newPage();
  await another.goto('/');
  await expect(another.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();

  await page.getByRole('button', { name: 'Revoke Office' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke link' }).click();
  await expect(page.getByText('There are no wall links.')).toBeVisible();
  await wall.clock.fastForward('01:05');
  await expect(wall.getByRole('heading', { name: 'This wall link was revoked.' })).toBeVisible();
  await expect(server).toBeHidden();
  await screen.close();
});
