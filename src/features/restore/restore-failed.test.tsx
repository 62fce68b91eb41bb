import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { withChange, withEntry } from '../../testing/faults';
import type { TestGateway } from '../../testing/gateway';
import { dialogIsGone, findDialog, renderApp, toasts } from '../../testing/pages/app';
import { declineSafetyBackup } from '../../testing/pages/restore-dialog';

const SERVER = 12345;
const NAME = 'web-server-01';
const FAILED = /^Restore failed: the provider reports an error on .*web-server-01.*\./;

const bar = () => screen.findByRole('region', { name: 'Operations' });

/** The provider reports the server as in `shown`. */
function showStatus({ fault }: Pick<TestGateway, 'fault'>, shown: { status: string }): void {
  const always = Number.POSITIVE_INFINITY;
  fault('GET /servers/', (...call) => withEntry(SERVER, { ...shown })(...call), always);
  fault(`GET /servers/${SERVER}/`, (...call) => withChange({ ...shown })(...call), always);
}

/** Opens the server's page during somebody else's restore, which then fails. */
async function openFailing(path = `/servers/${SERVER}`) {
  const shown = { status: 'restoring' };
  const app = await renderApp({ path, before: (gateway) => showStatus(gateway, shown) });
  await app.settled();
  await pass(5_000);
  shown.status = 'error';
  for (let step = 0; step < 20 && toasts().length === 0; step += 1) await pass(5_000);
  return app;
}

beforeEach(() => startClock());

describe('a failed restore', () => {
  it("shows on its server's page, with advice, and on every page until dismissed", async () => {
    const app = await openFailing();
    expect(toasts()).toEqual([expect.stringMatching(FAILED)]);
    const notice = (await screen.findByText('Restore failed')).closest<HTMLElement>('[role=alert]');
    if (notice === null) throw new Error('There is no notice.');
    expect(notice.textContent).toContain('Restore another backup, or contact the provider’s support');
    expect((await bar()).textContent).toMatch(/Restore failed: .*web-server-01/);

    await app.user.click(within(notice).getByRole('button', { name: 'Restore backup #501' }));
    await findDialog(`Restore ${NAME}`);
    await app.user.keyboard('{Escape}');
    await dialogIsGone();

    await app.user.click(screen.getByRole('link', { name: 'Backups' }));
    const line = await bar();
    expect(line.textContent).toMatch(/Restore failed: .*web-server-01/);
    await app.user.click(within(line).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Operations' })).toBeNull());
    await app.user.click(screen.getByRole('link', { name: 'Overview' }));
    expect(screen.queryByText('Restore failed')).toBeNull();
  });

  it('puts its server first among those that need attention, even with good backups', async () => {
    await openFailing('/');
    const worst = await screen.findByText(/^Worst/);
    expect(worst.closest('p')?.textContent).toContain('The provider reports an error on this server.');
    const table = await screen.findByRole('table', { name: 'Servers' });
    expect(within(table).getAllByRole('row')[1]?.textContent).toMatch(/web-server-01.*reports an error/s);
  });
});

describe('a restore without a safety backup', () => {
  it('is shown on every page while it runs', async () => {
    const app = await renderApp({ path: '/settings?dialog=restore:499' });
    const dialog = await findDialog(`Restore ${NAME}`);
    const field = await within(dialog).findByRole('textbox', { name: `Type ${NAME} to confirm` });
    declineSafetyBackup(dialog);
    await app.user.type(field, `${NAME}{Enter}`);
    expect((await bar()).textContent).toMatch(
      /^Restoring .*web-server-01.*: waiting until the server is back/i,
    );
    expect(toasts()).toEqual([expect.stringContaining('Restore requested')]);
    const isShown = () => screen.queryByRole('region', { name: 'Operations' }) !== null;
    for (let step = 0; step < 60 && isShown(); step += 1) await pass(5_000);
    expect(isShown()).toBe(false);
    expect(toasts().at(-1)).toContain('Its status is now: Active');
  });
});
