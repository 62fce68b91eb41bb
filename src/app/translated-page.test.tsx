import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { POLL_LIST_MS } from '../core/polling/polling';
import { pass, startClock } from '../testing/clock';
import { cutBeforeActing, refuse } from '../testing/faults';
import { backupsOf, daily, holdBackups, renderInUtc } from '../testing/fleets/fleet';
import { logged, openLog } from '../testing/log';
import {
  dialogIsGone,
  en,
  findDialog,
  findFacts,
  findTable,
  renderApp,
  rowButton,
  toasts,
} from '../testing/pages/app';
import { API_SERVER, openFor } from '../testing/pages/create-dialog';
import { NAME, openDialog, openReady } from '../testing/pages/restore-dialog';
import { startTranslator } from '../testing/pages/translator';

/** The browser's page translator is active: everything must work as without it. */
function translated(): void {
  const stop = startTranslator();
  onTestFinished(stop);
}

function nothingBroke(): void {
  const broken = [en.t('crash.title'), en.t('crash.text'), en.t('crash.partText')];
  expect(broken.filter((text) => document.body.textContent?.includes(text))).toEqual([]);
}

const PAGES = ['/', '/?view=wall', '/backups', '/servers/12345', '/activity', '/settings', '/nowhere'];

describe('a translated page', () => {
  it.each(PAGES)('%s survives polls that change what it shows', async (path) => {
    startClock();
    const app = await renderInUtc({ path });
    await pass(2_000);
    translated();
    const web = { id: 12345, name: 'web-server-01' };
    const lists = [
      backupsOf(web, [{ id: 900, hoursAgo: 0.01, status: 'in_progress' }, ...daily(901, 50, 4)]),
      [],
      backupsOf(web, [{ id: 990, hoursAgo: 1, status: 'failed' }, ...daily(991, 30, 3)]),
    ];
    let turn = -1;
    holdBackups(app, () => lists[turn] ?? []);
    for (const _ of lists) {
      turn += 1;
      await pass(POLL_LIST_MS + 1_000);
      nothingBroke();
    }
    if (path === '/backups') expect(document.body.textContent).toContain('#990');
  });

  it('counts what is selected, and says it on the button', async () => {
    const { user } = await renderApp({ path: '/backups?server=12345&type=manual' });
    const table = await findTable();
    translated();
    for (const [index, box] of within(table)
      .getAllByRole('checkbox', { name: /^Select backup / })
      .entries()) {
      await user.click(box);
      await screen.findByText(en.t('select.bar', { count: index + 1 }));
      expect(screen.getByRole('button', { name: en.t('select.delete', { count: index + 1 }) })).toBeDefined();
    }
    const bar = screen.getByRole('region', { name: en.t('select.region') });
    await user.click(within(bar).getByRole('button', { name: en.t('select.clear') }));
    nothingBroke();
  });

  it('filters and sorts', async () => {
    const { user } = await renderApp();
    await findTable();
    translated();
    await user.click(screen.getByRole('button', { name: 'Size' }));
    await user.click(screen.getByRole('button', { name: 'Created' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'nothing has this');
    await screen.findByText(en.t('list.filtered.title'));
    const [clear] = screen.getAllByRole('button', { name: en.t('filters.clearAll') });
    if (clear !== undefined) await user.click(clear);
    await findTable();
    nothingBroke();
  });

  it('changes its language', async () => {
    const { user } = await renderApp({ path: '/settings' });
    translated();
    await user.click(await screen.findByRole('radio', { name: 'Nederlands' }));
    await screen.findByRole('heading', { level: 1, name: 'Instellingen' });
    await user.click(screen.getByRole('radio', { name: 'English' }));
    await screen.findByRole('heading', { level: 1, name: 'Settings' });
    nothingBroke();
  });
});

const DIALOGS = [
  'create',
  'create:12358',
  'createSelected',
  'delete:499',
  'delete:1',
  'deleteSelected',
  'restore:499',
  'restore:1',
];

describe('in a translated page', () => {
  it.each([...DIALOGS, 'shortcuts', 'connect'])(
    'the dialog %s opens, follows a poll, and closes',
    async (name) => {
      startClock();
      const app = await renderApp({ path: '/settings' });
      await pass(1_000);
      translated();
      window.history.pushState(null, '', `/settings?dialog=${name}`);
      window.dispatchEvent(new PopStateEvent('popstate'));
      const dialog = await screen.findByRole('dialog');
      await pass(2_000);
      holdBackups(app, () => backupsOf({ id: 12345, name: 'web-server-01' }, daily(499, 2, 5)));
      await pass(POLL_LIST_MS + 1_000);
      expect(dialog.isConnected).toBe(true);
      fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
      await dialogIsGone();
      nothingBroke();
    },
  );

  it('a deletion is sent, and its end is announced', async () => {
    const { user, writes } = await renderApp({ path: '/backups?server=12345&type=manual' });
    const table = await findTable();
    translated();
    await user.click(rowButton(table, 'Delete', 499));
    const dialog = await findDialog('Delete backup');
    await user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
    await dialogIsGone();
    expect(writes()).toEqual(['DELETE /backups/499/']);
    await waitFor(() => expect(toasts().join()).toContain('499'));
    nothingBroke();
  });

  it('a deletion that is refused says so in the dialog, and goes through when sent again', async () => {
    const { user, fault } = await renderApp({ path: '/settings?dialog=delete:499' });
    fault('DELETE /backups/499/', refuse(409, { detail: 'Busy.' }));
    const dialog = await findFacts('Delete backup');
    const submit = () => within(dialog).getByRole('button', { name: 'Delete backup' });
    translated();
    await user.click(submit());
    expect((await within(dialog).findByText(/Busy\./)).closest('[role=alert]')).not.toBeNull();
    await user.click(submit());
    await dialogIsGone();
    nothingBroke();
  });

  it('a backup is requested, refused at its field, and requested again', async () => {
    const app = await openFor(API_SERVER);
    app.fault('POST /backups/', refuse(400, { description: ['Too short.'] }));
    translated();
    await app.user.type(app.description(), 'before');
    await app.user.click(app.submit());
    await within(app.dialog).findByText('Too short.');
    await app.user.type(app.description(), ' the update');
    expect(within(app.dialog).queryByText('Too short.')).toBeNull();
    await app.user.click(app.submit());
    await dialogIsGone();
    nothingBroke();
  });

  it('a restore with a safety backup is followed through its steps', async () => {
    startClock();
    const app = await openDialog();
    await waitFor(() => expect(app.prompt()).not.toBeNull());
    translated();
    const field = app.prompt();
    if (field !== null) fireEvent.change(field, { target: { value: NAME } });
    await waitFor(() => expect(app.submit().getAttribute('aria-disabled')).not.toBe('true'));
    fireEvent.click(app.submit());
    const steps = await findDialog(`Safe restore of ${NAME}`);
    for (let step = 0; step < 30; step += 1) await pass(30_000);
    expect(app.writes()).toEqual(['POST /backups/', 'POST /servers/12345/restore/']);
    expect(steps.isConnected).toBe(true);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await dialogIsGone();
    nothingBroke();
  });

  it('an entry of the log opens, follows its end, and closes', async () => {
    startClock();
    const pending = logged(1, { action: 'restore_server', outcome: 'accepted' });
    const log = openLog([pending]);
    await renderApp({ path: `/activity?dialog=activity:${pending.id}`, before: log.before });
    const dialog = await findDialog('Restore requested');
    translated();
    log.entries = [{ ...pending, outcome: 'completed' }];
    await pass(120_000);
    await waitFor(() => expect(dialog.textContent).toContain('Completed'));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await dialogIsGone();
    nothingBroke();
  });

  it('a restore whose answer is lost says that its outcome is unknown', async () => {
    const app = await openReady();
    app.fault('POST /servers/12345/restore/', cutBeforeActing);
    translated();
    await app.type('web-server-01');
    await app.user.click(app.submit());
    await waitFor(() => expect(app.dialog.textContent).toContain(en.t('error.network.text')));
    expect(app.prompt()?.value).toBe('web-server-01');
    nothingBroke();
  });
});

describe('a dialog that breaks after its request was sent', () => {
  /** Another program removes what React drew from the page. */
  function breakIn(dialog: HTMLElement): void {
    for (const element of dialog.querySelectorAll('.dialog__footer > *')) element.remove();
  }

  it('is closed, and its success is announced', async () => {
    const app = await renderApp({ path: '/settings?dialog=delete:499' });
    const answer = app.hold('DELETE /backups/499/');
    const dialog = await findFacts('Delete backup');
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
    await answer.arrived;
    breakIn(dialog);
    answer.release();
    await waitFor(() => expect(toasts().join()).toContain('Backup 499 of web-server-01 was deleted.'));
  });

  it('is closed, and its failure is announced', async () => {
    const app = await renderApp({ path: '/settings?dialog=delete:499' });
    const answer = app.hold('DELETE /backups/499/', refuse(409, { detail: 'Busy.' }));
    const dialog = await findFacts('Delete backup');
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
    await answer.arrived;
    const notices = dialog.querySelector('.dialog__decision');
    // Nothing can be put into it any more.
    if (notices !== null)
      notices.insertBefore = notices.appendChild = () => {
        throw new Error('Moved away.');
      };
    answer.release();
    await waitFor(() => expect(toasts().join()).toContain('Busy.'));
    expect(toasts().join()).toContain(en.t('crash.text'));
    await dialogIsGone();
    // React reports it to developers, as expected.
    vi.spyOn(console, 'error').mockClear();
  });
});
