import { createServer } from 'node:http';
import { expectNoAxeViolations } from '../support/axe';
import { test as base, expect } from '../support/test';

interface Hook {
  readonly port: number;
  /** Bodies that arrived, in order. */
  readonly bodies: readonly string[];
  /** HTTP status of the next answers. */
  status: number;
}

/** A gateway that sends its alerts to a receiver on this machine. */
const test = base.extend<{ hook: Hook }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here, even of nothing
  hook: async ({}, use) => {
    const bodies: string[] = [];
    const server = createServer((incoming, outgoing) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      incoming.on('end', () => {
        bodies.push(body);
        outgoing.writeHead(hook.status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const hook: Hook = { port: address.port, bodies, status: 200 };
    await use(hook);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  gatewayEnv: async ({ hook }, use) => {
    const url = `http://127.0.0.1:${hook.port}`;
    await use({
      ALERT_WEBHOOK_URL: `${url}/hook`,
      ALERT_WEBHOOK_SECRET: 'end-to-end-secret-0123456789',
      PING_URL: `${url}/ping`,
      WATCH_INTERVAL_SECONDS: '1',
    });
  },
});

test('Settings shows the last webhook messages and the result of a test alert', async ({ page, hook }) => {
  await page.setViewportSize({ width: 360, height: 900 });
  // The first round reports without any page open.
  await page.goto('/settings');
  const card = page.getByRole('region', { name: 'Alerts' });
  await expect(card.getByText('On, checks every 1 s')).toBeVisible();
  await expect(card.getByText(`127.0.0.1:${hook.port}, signed`)).toBeVisible();
  await expect
    .poll(() => hook.bodies.filter((body) => body.includes('"event":"summary"')).length, { timeout: 15_000 })
    .toBe(1);
  await page.reload();
  const told = card.getByRole('list', { name: 'Last messages' });
  await expect(told).toContainText(/Summary.*All servers.*Delivered/s);

  await card.getByRole('button', { name: 'Send a test alert' }).click();
  await expect(card.getByRole('status')).toHaveText(
    `The test alert was delivered to 127.0.0.1:${hook.port}.`,
  );
  expect(hook.bodies.filter((body) => body.includes('This is a test alert.'))).toHaveLength(1);

  hook.status = 500;
  await card.getByRole('button', { name: 'Send a test alert' }).click();
  await expect(card.getByRole('alert')).toContainText('the receiver returned an error (HTTP 500)');
  await expectNoAxeViolations(page, { label: 'alerts, light, 360 px' });
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'Nederlands' }).check();
  await expect(page.getByRole('region', { name: 'Waarschuwingen' })).toBeVisible();
  await expectNoAxeViolations(page, { label: 'alerts, dark, Dutch' });
});
