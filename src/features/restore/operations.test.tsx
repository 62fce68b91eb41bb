import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { startClock, TEST_NOW } from '../../testing/clock';
import { failMethod } from '../../testing/fetch';
import { at, target, through, waiting } from '../../testing/fleets/safe-restore';
import { dialogIsGone, en, findDialog, renderApp, toasts } from '../../testing/pages/app';
import { NAME, openDialog } from '../../testing/pages/restore-dialog';
import { waitingText } from './operation-text';

const STOP = /^\/api\/operations\/.+\/stop$/;

const KEY = 'vps-backups.safe-restores';
const left = (serverName: string, kind: string) => ({ state: { serverName, phase: { kind } } });

/** Confirms a restore of backup 499 with a safety backup, and finds the dialog with its steps. */
async function startSafeRestore() {
  startClock();
  const app = await openDialog();
  await waitFor(() => expect(app.prompt()).not.toBeNull());
  const field = app.prompt();
  if (field !== null) await app.user.type(field, `${NAME}{Enter}`);
  return { app, dialog: await findDialog(`Safe restore of ${NAME}`) };
}

describe('a safe restore', () => {
  it('is confirmed, posted once and shown; reloading the page only shows it', async () => {
    const { app, dialog } = await startSafeRestore();
    const bar = await screen.findByText(
      /^Restoring web-server-01 since .+: safety backup running, then restore\.$/,
    );
    expect(bar.getAttribute('role')).toBe('status');
    expect(await within(dialog).findByText(en.t('safe.mayClose'))).toBeDefined();
    await waitFor(() => expect(app.writes()).toEqual(['POST /backups/']));
    app.reload();
    const again = await findDialog(`Safe restore of ${NAME}`);
    await app.user.click(await within(again).findByRole('button', { name: en.t('safe.stop') }));
    expect(await within(again).findByText(en.t('safe.end.dropped'))).toBeDefined();
    await app.user.click(within(again).getByRole('button', { name: en.t('action.dismiss') }));
    await dialogIsGone();
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Operations' })).toBeNull());
    expect(app.writes()).toEqual(['POST /backups/']);
  });

  it('that could not be stopped says so in its dialog and in the bar, until the gateway shows otherwise', async () => {
    const { app, dialog } = await startSafeRestore();
    const stop = { name: en.t('safe.stop') };
    let answerAgain = failMethod('POST', 500, STOP);
    await app.user.click(await within(dialog).findByRole('button', stop));
    expect((await within(dialog).findByRole('alert')).textContent).toMatch(
      /^We don’t know whether the restore of web-server-01 was stopped\. .+\. If it continues, stop it again\.$/,
    );
    await app.user.keyboard('{Escape}');
    await dialogIsGone();

    answerAgain();
    answerAgain = failMethod('POST', 409, STOP);
    const bar = screen.getByRole('region', { name: 'Operations' });
    await app.user.click(within(bar).getByRole('button', stop));
    expect((await within(bar).findByRole('alert')).textContent).toMatch(
      /^The restore of web-server-01 wasn’t stopped\. .+/,
    );

    answerAgain();
    answerAgain = failMethod('POST', 'lost', STOP);
    await app.user.click(within(bar).getByRole('button', stop));
    expect(await within(bar).findByText(en.t('safe.end.dropped'))).toBeDefined();
    expect(within(bar).queryByRole('alert')).toBeNull();
    expect(toasts()).toEqual([]);
    expect(app.writes()).toEqual(['POST /backups/']);
    answerAgain();
  });

  it('that cannot be read says so and is read again; one that never was is said to be unknown', async () => {
    let answerAgain = () => {};
    const path = '/backups?dialog=safeRestore:0123456789abcdef';
    const app = await renderApp({
      path,
      before: () => {
        answerAgain = failMethod('GET', 500, /^\/api\/operations/);
      },
    });
    const dialog = await findDialog('Restore');
    const retry = await within(dialog).findByRole('button', { name: en.t('action.retry') });
    expect(within(dialog).queryByText(en.t('safe.gone.title'))).toBeNull();
    answerAgain();
    await app.user.click(retry);
    expect(await within(dialog).findByText(en.t('safe.gone.title'))).toBeDefined();
  });

  it.each(['break', 'sign_in', 'account', 'read_only'] as const)(
    'says why it waits for a person (%s)',
    (waitsFor) => {
      const operation: RestoreOperation = {
        state: through(waiting, at(1000).revisit),
        backup: target,
        startedBy: null,
        startedAt: new Date(TEST_NOW).toISOString(),
        waitsFor,
        message: null,
        isDismissed: false,
      };
      expect(waitingText(operation, en)).toContain('web-server-01');
      expect(waitingText({ ...operation, state: waiting }, en)).toBeNull();
    },
  );
});

describe('restores stored in this browser by an older version', () => {
  it('are reported once per server if unfinished, and dropped', async () => {
    const old = [left('web-server-01', 'waitingForCopy'), left('db-server-01', 'restored')];
    localStorage.setItem(KEY, JSON.stringify(old));
    const app = await renderApp();
    const words = en.t('safe.oldDropped', { server: 'web-server-01' });
    await waitFor(() => expect(toasts()).toEqual([words]));
    expect(localStorage.getItem(KEY)).toBeNull();
    app.reload();
    await app.settled();
    expect(app.writes()).toEqual([]);
  });

  it.each(['not json', '[{"state":{}}]', '[]'])(
    'are dropped silently if they hold nothing: %s',
    async (text) => {
      localStorage.setItem(KEY, text);
      await renderApp();
      await waitFor(() => expect(localStorage.getItem(KEY)).toBeNull());
      expect(toasts()).toEqual([]);
    },
  );
});
