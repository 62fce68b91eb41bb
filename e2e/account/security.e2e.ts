import { createServer } from 'node:http';
import { backupRow, backupsTable, expectBackupCount, rowButton } from '../support/screen';
import { expect, test } from '../support/test';

/** A policy violation in the gateway's log. */
const REPORTED = /"event":"csp_violation".*"directive":"([a-z-]+)"/;

test('injected markup and scripts do not run, violations reach the gateway log, and no other site can frame a page', async ({
  page,
  gateway,
  browserErrors,
}) => {
  browserErrors.allow(/Content Security Policy|CSP violation|TrustedHTML|TrustedScript/);
  await page.goto('/backups');
  await expectBackupCount(page, 392);
  const tried = await page.evaluate(async () => {
    const mark = (name: string): string => `document.documentElement.dataset.${name} = 'ran'`;
    const attempt = (act: () => void): Promise<string> =>
      // In a new task: code that Playwright evaluates bypasses the policy.
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            act();
            resolve('done');
          } catch (error) {
            resolve(error instanceof Error ? error.name : String(error));
          }
        });
      });
    return {
      markup: await attempt(() => {
        document.body.insertAdjacentHTML('beforeend', `<img src=x onerror="${mark('markup')}">`);
      }),
      evaluated: await attempt(() => {
        // biome-ignore lint/security/noGlobalEval: that it is refused is the point
        window.eval(mark('evaluated'));
      }),
      inline: await attempt(() => {
        const script = document.createElement('script');
        script.append(mark('inline'));
        document.body.append(script);
      }),
      handler: await attempt(() => {
        document.body.setAttribute('onclick', mark('handler'));
        document.body.click();
      }),
    };
  });
  // Browsers refuse inline code at once or when it would run, depending on their version.
  expect(tried).toMatchObject({ markup: 'TypeError', evaluated: 'EvalError' });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  // The demo marker is added by the gateway itself.
  expect(await page.evaluate(() => Object.keys(document.documentElement.dataset))).toEqual(['demo']);
  await expect.poll(() => REPORTED.exec(gateway.output())?.[1]).toBeDefined();

  browserErrors.allow(/frame|ERR_BLOCKED_BY_RESPONSE|favicon/i);
  const elsewhere = createServer((_incoming, outgoing) => {
    outgoing.setHeader('content-type', 'text/html');
    outgoing.end(`<!doctype html><title>Elsewhere</title><iframe src="${gateway.url}/backups"></iframe>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const address = elsewhere.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await page.goto(`http://localhost:${address.port}/`);
  await expect.poll(() => page.frames().at(1)?.url()).toMatch(/^chrome-error:/);
  elsewhere.closeAllConnections();
  elsewhere.close();
});

test('a read-only browser changes nothing, not even by a forged call', async ({
  page,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow('403');
  await page.goto('/settings');
  await page.getByRole('checkbox', { name: 'Make this browser read-only' }).click();
  const banner = page.getByRole('complementary', { name: 'Read-only.' });
  await expect(banner).toContainText('made this browser read-only');
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await page.goto('/servers/12345');
  await expect(banner).toBeVisible();
  const remove = await rowButton(page, 'Delete', 499);
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(remove).toHaveAccessibleDescription(/made this browser read-only/);
  for (const button of [remove, page.getByRole('button', { name: 'Create backup', exact: true })]) {
    await button.focus();
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const forged = await page.evaluate(async () => {
    const headers = { 'x-requested-with': 'vps-backups' };
    const answer = await fetch('/api/v1/backups/499/', { method: 'DELETE', headers });
    return [answer.status, answer.headers.get('x-gateway-error')];
  });
  expect(forged).toEqual([403, 'read_only']);
  expect(JSON.stringify((await sandbox.api('GET', '/api/v1/backups/')).body)).toContain('"id":499');

  await page.goto('/settings');
  await page.getByRole('checkbox', { name: 'Make this browser read-only' }).click();
  await expect(banner).toBeHidden();
  await page.goto('/servers/12345?dialog=delete:499');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete backup' }).click();
  await expect(backupRow(page, 499)).toHaveCount(0);
  await expect(backupsTable(page)).toBeVisible();
});
