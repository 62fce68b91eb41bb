import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { send } from '../../api/client/http';
import { scheduleWrites } from '../../api/schedules';
import { startClock } from '../../testing/clock';
import { nightly } from '../../testing/fleets/schedules';
import { en, findDialog, findFacts, renderApp, toasts } from '../../testing/pages/app';

const WEB = 12345;
const DB = 12346;
const DRAFT = nightly({ servers: [DB, WEB], keep: { newest: 3, daily: 0, weekly: 0, monthly: 0 } });

/** The app while a schedule backs up db-server-01 and waits for web-server-01, which is busy. */
async function openDuringRun() {
  startClock();
  const app = await renderApp({ path: '/settings', hasSchedules: true });
  await scheduleWrites.run(await scheduleWrites.create(DRAFT));
  await waitFor(() => expect(app.writes()).toEqual(['POST /backups/']));
  const goTo = (path: string) => {
    window.history.replaceState(null, '', path);
    app.reload();
  };
  return { ...app, goTo };
}
/** Also finds it behind a dialog. */
const findBar = () => screen.findByRole('region', { name: 'Operations', hidden: true });

describe('while a schedule runs', () => {
  it('the bar on every page shows its step, and stops it before its next request', async () => {
    const app = await openDuringRun();
    app.goTo('/backups');
    const bar = await findBar();
    await within(bar).findByText(
      /^Schedule Nightly since .+: backing up db-server-01, then web-server-01\. 0 of 2 servers done\./,
    );
    const { length } = app.writes();
    await app.user.click(within(bar).getByRole('button', { name: 'Stop the run of Nightly' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Operations' })).toBeNull());
    expect(toasts().join()).toContain('stops before its next step');
    expect(app.writes()).toHaveLength(length);
  });

  it.each([
    [DB, /^Schedule Nightly is making a backup of db-server-01/],
    [WEB, /^Schedule Nightly still has to back up web-server-01/],
  ])('the dialog for a new backup says what it meets on %s', async (server, words) => {
    const app = await openDuringRun();
    app.goTo(`/settings?dialog=create:${server}`);
    expect(await within(await findDialog(/^Back up/)).findByText(words)).toBeDefined();
  });

  it("a deletion's dialog says which backup is being made", async () => {
    const app = await openDuringRun();
    const made = (await app.backups(DB)).find(({ description }) => description.includes('[schedule:'));
    app.goTo(`/settings?dialog=delete:${made?.id}`);
    const dialog = await findFacts('Delete backup');
    expect(
      await within(dialog).findByText(/^Schedule Nightly is making backup #\d+ right now/),
    ).toBeDefined();
  });

  it('a restore says that it waits, and for which schedule, in the bar and in its dialog', async () => {
    const app = await openDuringRun();
    const good = (await app.backups(DB)).find(({ status }) => status === 'completed');
    app.goTo(`/settings?dialog=restore:${good?.id}`);
    const dialog = await findFacts('Restore db-server-01');
    expect(await within(dialog).findByText(/The restore waits until that has ended/)).toBeDefined();
    const { length } = app.writes();
    await app.user.type(await within(dialog).findByRole('textbox', { name: /^Type/ }), 'db-server-01{Enter}');
    const words =
      /^The restore of db-server-01 waits for schedule Nightly, which has been making a backup of it/;
    expect(await within(await findBar()).findByText(words)).toBeDefined();
    expect(await within(await findDialog(/^Safe restore of/)).findByText(words)).toBeDefined();
    expect(app.writes()).toHaveLength(length);
  });
});

it('a backup that a restore needs can’t be deleted, and the dialog says so before anything is sent', async () => {
  const app = await renderApp({ path: '/settings?dialog=delete:499' });
  const dialog = await findFacts('Delete backup');
  const isOff = () =>
    within(dialog).getByRole('button', { name: 'Delete backup' }).getAttribute('aria-disabled');
  await waitFor(() => expect(isOff()).not.toBe('true'));
  await send({
    method: 'POST',
    path: '/api/operations',
    json: {
      operation_id: 'operation-1',
      kind: 'safe_restore',
      server_id: WEB,
      backup_id: 499,
      safety_backup: true,
    },
  });
  app.reload();
  const again = await findFacts('Delete backup');
  expect(
    await within(again).findByText(
      /^#499: needed by a restore of web-server-01 \(since .+\)\. Deletion is refused/,
    ),
  ).toBeDefined();
  const submit = within(again).getByRole('button', { name: 'Delete backup' });
  expect(submit.getAttribute('aria-disabled')).toBe('true');
  await app.user.click(submit);
  expect(app.writes()).not.toContain('DELETE /backups/499/');
  expect(within(again).getByRole('button', { name: en.t('safe.seeRunning') })).toBeDefined();
});
