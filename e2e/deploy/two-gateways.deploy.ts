import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { type APIRequestContext, test as base, expect } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import { startPostgresServer } from '../../server/testing/database/postgres-server';
import { type BrowserErrors, watchBrowserErrors } from '../support/browser-errors';
import { type GatewayProcess, startGateway } from '../support/gateway/gateway-process';
import { type HostileProvider, startHostileProvider } from '../support/hostile/hostile-provider';
import { backupRow, clickRowButton, fillCreateDialog, submitButton } from '../support/screen';
import { installPackage } from './install';
import { freePort, type Nginx, startNginx } from './nginx';

const CHECK_COMMAND = path.resolve(import.meta.dirname, '../../dist/server/check-backups.js');

interface Deployment {
  readonly provider: HostileProvider;
  readonly gateways: readonly [GatewayProcess, GatewayProcess];
  readonly nginx: Nginx;
}

const test = base.extend<{ browserErrors: BrowserErrors }, { deployment: Deployment }>({
  deployment: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the first parameter.
    async ({}, use) => {
      const ends: (() => Promise<unknown>)[] = [];
      try {
        await use(await deploy(ends));
      } finally {
        for (const end of ends.reverse()) await end();
      }
    },
    { scope: 'worker' },
  ],
  browserErrors: [
    async ({ context }, use) => {
      const errors = await watchBrowserErrors(context);
      await use(errors);
      await errors.finish();
      expect(errors.unexpected()).toEqual([]);
    },
    { auto: true },
  ],
});

/** Starts the whole set-up of a real host. Both gateways start at the same moment on an empty database. */
async function deploy(ends: (() => Promise<unknown>)[]): Promise<Deployment> {
  const postgres =
    (await startPostgresServer()) ?? (installPackage('postgresql') ? await startPostgresServer() : null);
  if (postgres === null) throw new Error('No PostgreSQL: install the package postgresql.');
  ends.push(() => postgres.dispose());
  const provider = await startHostileProvider({ ids: 'integer', paging: 'whole', hasBrokenEntries: false });
  ends.push(() => provider.close());
  const [tls, plain, first, second] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const env = {
    VPS_API_URL: provider.url,
    DATABASE_URL: postgres.url,
    SESSION_SECRET: randomBytes(32).toString('base64'),
    PUBLIC_URL: `https://backups.example.org:${tls}`,
    TRUSTED_PROXIES: '127.0.0.1',
  };
  const start = async (port: number) => {
    const gateway = await startGateway({ env: { ...env, PORT: String(port) } });
    ends.push(() => gateway.dispose());
    return gateway;
  };
  const gateways = await Promise.all([start(first), start(second)]);
  const nginx = await startNginx({ tls, plain }, [first, second]);
  ends.push(() => nginx.stop());
  return { provider, gateways, nginx };
}

/** nginx retries a gateway that was down after a second; until then no gateway may answer. */
async function expectAnswer(request: APIRequestContext, nginx: Nginx): Promise<void> {
  const { port } = new URL(nginx.url);
  const health = () =>
    request.get(`https://127.0.0.1:${port}/healthz`, { headers: { host: `backups.example.org:${port}` } });
  await expect.poll(async () => (await health()).status()).toBe(200);
}

test('a team keeps working when one gateway is lost, without losing data or sessions', async ({
  page,
  context,
  request,
  browserErrors,
  deployment: { provider, gateways, nginx },
}) => {
  // A response that the killed gateway had begun breaks off; reads are repeated.
  browserErrors.allow(/^request failed: GET .*ERR_HTTP2_PROTOCOL_ERROR$/);
  browserErrors.allow(/^console\.error: Failed to load resource: net::ERR_HTTP2_PROTOCOL_ERROR/);
  // A prefetch can fail while one gateway is down and nginx has not resumed the other; it is repeated on use.
  browserErrors.allow(/^console\.error: Failed to load resource: .* 502 .*\/assets\//);
  await test.step('sign in over https', async () => {
    await page.goto(`${nginx.url}/backups`);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel('API token').fill(provider.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Backups' })).toBeVisible();
    const [cookie, ...others] = await context.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie?.name).toMatch(/^__Host-/);
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  const server = String(provider.servers()[0]?.['name']);
  const create = async (description: string): Promise<string> => {
    const dialog = await fillCreateDialog(page, server, description);
    const safety = dialog.getByRole('button', { name: 'Create backup', exact: true });
    await safety.click();
    await expect(dialog).toBeHidden();
    const made = provider.backups().filter((backup) => backup['description'] === description);
    expect(made).toHaveLength(1);
    const id = String(made[0]?.id);
    await expect(backupRow(page, id)).toContainText(description);
    return id;
  };
  const first = await create('Through two gateways');

  await test.step('one gateway is killed', () => gateways[0].kill());
  const second = await create('Through the one that is left');
  await page.reload();
  await expect(backupRow(page, first)).toBeVisible();
  await expect(backupRow(page, second)).toBeVisible();

  provider.setBackup(second, { status: 'failed' });
  await page.reload();
  await clickRowButton(page, 'Delete', second);
  const dialog = page.getByRole('dialog', { name: 'Delete backup' });
  await submitButton(dialog).click();
  // While it is open, the page behind it counts as hidden.
  await expect(dialog).toBeHidden();
  await expect(backupRow(page, second)).toHaveCount(0);
  expect(provider.count('POST')).toBe(2);
  expect(provider.count('DELETE')).toBe(1);

  await test.step('the log has the entries of both gateways', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    const log = page.getByRole('table', { name: 'Activity' });
    await expect(log).toContainText('Through two gateways');
    await expect(log).toContainText('Through the one that is left');
  });

  await test.step('the other is killed and the first comes back', async () => {
    await gateways[0].restart();
    await gateways[1].kill();
    await expectAnswer(request, nginx);
    await page.goto(`${nginx.url}/backups`);
    await expect(backupRow(page, first)).toBeVisible();
  });
});

test('a change whose gateway dies is reported as unknown and not resent by the other', async ({
  page,
  request,
  browserErrors,
  deployment: { provider, gateways, nginx },
}) => {
  // nginx's own answer for a gateway that is down.
  browserErrors.allow(/502/);
  browserErrors.allow(/^request failed: GET .*ERR_HTTP2_PROTOCOL_ERROR$/);
  browserErrors.allow(/^console\.error: Failed to load resource: net::ERR_HTTP2_PROTOCOL_ERROR/);
  await gateways[0].kill();
  await gateways[1].restart();
  await expectAnswer(request, nginx);
  await page.goto(`${nginx.url}/backups`);
  await page.getByLabel('API token').fill(provider.token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const before = provider.count('POST');
  const dialog = await fillCreateDialog(page, String(provider.servers()[0]?.['name']), 'Once and no more');
  provider.behave('createBackup', 'silent-after-acting');
  await dialog.getByRole('button', { name: 'Create backup', exact: true }).click();
  await expect.poll(() => provider.count('POST')).toBe(before + 1);

  await test.step('the other gateway is up, and nginx knows it', async () => {
    await gateways[0].restart();
    const { port } = new URL(nginx.url);
    const answered = () => gateways[0].output().split('"route":"/api/gateway"').length;
    const until = answered();
    await expect
      .poll(async () => {
        const headers = { host: `backups.example.org:${port}` };
        await request.get(`https://127.0.0.1:${port}/api/gateway`, { headers });
        return answered();
      })
      .toBeGreaterThan(until);
  });
  await gateways[1].kill();
  const notice = dialog.getByRole('alert').filter({ hasText: 'don’t know whether the backup started' });
  await expect(notice).toContainText('There is a new backup');
  await expect(notice).toContainText('wasn’t sent again');
  expect(provider.count('POST')).toBe(before + 1);
  provider.behave('createBackup', 'normal');
  await gateways[1].restart();
});

test('the check command is in the build and needs no development dependency', async ({
  deployment: { provider },
}) => {
  const run = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const options = {
      env: { PATH: process.env['PATH'], VPS_API_URL: provider.url, VPS_API_TOKEN: provider.token },
    };
    execFile(process.execPath, [CHECK_COMMAND, '--nagios'], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
  expect(run).toMatchObject({
    stderr: '',
    stdout: expect.stringMatching(/^BACKUPS (OK|WARNING|CRITICAL) - /),
  });
  expect([0, 1, 2]).toContain(run.code);
  const built = path.dirname(CHECK_COMMAND);
  const imported = readdirSync(built)
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => [
      ...readFileSync(path.join(built, name), 'utf8').matchAll(
        /(?:^import\b[^'"]*|\bimport\()["']([@\w][\w@/.:-]*)["']/gm,
      ),
    ])
    .map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
    .filter((name) => !name.startsWith('node:'));
  // The image installs only the dependencies; three of them are bundled into the build.
  const bundled = ['@date-fns/utc', 'date-fns', 'kysely'];
  expect(Object.keys(packageJson.dependencies).sort()).toEqual(
    [...new Set([...imported, ...bundled])].sort(),
  );
});

test('HTTP redirects to HTTPS, and answers carry HSTS', async ({ deployment: { nginx }, request }) => {
  const answer = await new Promise<{ status: number | undefined; location: string | undefined }>(
    (resolve, reject) => {
      const call = get(
        {
          host: '127.0.0.1',
          port: nginx.plainPort,
          path: '/backups',
          headers: { host: 'backups.example.org' },
        },
        (response) => {
          response.resume();
          resolve({ status: response.statusCode, location: response.headers.location });
        },
      );
      call.on('error', reject);
    },
  );
  expect(answer).toEqual({ status: 308, location: `${nginx.url}/backups` });
  const { port } = new URL(nginx.url);
  const page = await request.get(`https://127.0.0.1:${port}/healthz`, {
    headers: { host: `backups.example.org:${port}` },
  });
  expect(page.status()).toBe(200);
  // The connection is local, but the client is not.
  const metrics = await request.get(`https://127.0.0.1:${port}/metrics`, {
    headers: { host: `backups.example.org:${port}` },
  });
  expect(metrics.status()).toBe(403);
  expect(page.headers()['strict-transport-security']).toMatch(/max-age=\d{7,}/);
});
