import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../../testing/clock';
import { cutAfterActing, cutBeforeActing, refuse, withoutEntry } from '../../../testing/faults';
import {
  type AppSetup,
  dialogIsGone,
  en,
  FACTS_499,
  factsOf,
  findDialog,
  findFacts,
  findTable,
  query,
  renderApp,
  rowButton,
  rowOf,
  toasts,
} from '../../../testing/pages/app';

const DELETE_499 = 'DELETE /backups/499/';
const DELETED = 'Backup 499 of web-server-01 was deleted.';

/** The dialog over a page without a list. */
async function openDialog(id = 499, setup: AppSetup = {}) {
  const app = await renderApp({ path: `/settings?dialog=delete:${id}`, ...setup });
  const dialog = await findFacts('Delete backup');
  const button = (name: string) => within(dialog).getByRole('button', { name });
  return { ...app, dialog, button };
}

/** The dialog opened from the table. */
async function openFromRow(id = 499) {
  const app = await renderApp({ path: '/backups?server=12345&type=manual' });
  const table = await findTable();
  await app.user.click(rowButton(table, 'Delete', id));
  const dialog = await findDialog('Delete backup');
  const button = (name: string) => within(dialog).getByRole('button', { name });
  return { ...app, table, dialog, button };
}

describe('before anything is deleted', () => {
  it('the dialog identifies the backup and its server', async () => {
    const { dialog, backups } = await openDialog();
    await within(dialog).findByText(/203\.0\.113\.10/);
    const createdAt = (await backups()).find(({ id }) => id === 499)?.created_at ?? '';
    const { ['Recovery point']: moment, ...facts } = factsOf(dialog);
    expect(facts).toEqual(FACTS_499);
    expect(moment).toContain(en.format.dateTimeUtc(createdAt));
    expect(moment).toMatch(/ 3 d \d+ h ago$/);
    expect(dialog.textContent).toContain(en.t('delete.intro'));
    expect(within(dialog).queryByText(en.t('delete.runningNote'))).toBeNull();
  });

  it('a running backup is marked as running', async () => {
    const { dialog } = await openDialog(502);
    expect(within(dialog).getByText(en.t('delete.runningNote'))).toBeDefined();
    expect(factsOf(dialog)['Backup']).toBe('#502 · manual · in progress · size unknown');
  });

  it('the focus is on Cancel, so that a hasty Enter does no harm', async () => {
    const { button, user, writes } = await openDialog();
    expect(document.activeElement).toBe(button('Cancel'));
    await user.keyboard('{Enter}');
    await dialogIsGone();
    expect(writes()).toEqual([]);
  });

  it.each(['Cancel', 'Close', 'Escape'])('%s leaves everything as it is', async (way) => {
    const { button, user, writes, backups } = await openDialog();
    if (way === 'Escape') await user.keyboard('{Escape}');
    else await user.click(button(way));
    await dialogIsGone();
    expect(query()).toEqual({});
    expect(writes()).toEqual([]);
    expect((await backups()).some(({ id }) => id === 499)).toBe(true);
  });

  it('a click beside the dialog does not close it', async () => {
    const { dialog, settled } = await openDialog();
    await settled();
    const backdrop = document.querySelector('.dialog-backdrop') ?? document.body;
    for (const press of [fireEvent.pointerDown, fireEvent.mouseDown, fireEvent.mouseUp, fireEvent.click]) {
      press(backdrop);
    }
    await settled();
    expect(dialog.isConnected).toBe(true);
  });

  it('a poll changes nothing, even if the backup leaves the list', async () => {
    const { dialog, fault, settled, button } = await openDialog();
    await settled();
    fault('GET /backups/', withoutEntry(499));
    window.dispatchEvent(new Event('visibilitychange'));
    await settled();
    expect(dialog.isConnected).toBe(true);
    expect(factsOf(dialog)['Backup']).toContain('#499');
    expect(document.activeElement).toBe(button('Cancel'));
  });

  it('a backup that is not in the list is reported as gone and cannot be deleted', async () => {
    const { user, writes } = await renderApp({ path: '/settings?dialog=delete:99999' });
    const dialog = await findDialog('Delete backup');
    expect(await within(dialog).findByText(en.t('gone.title', { id: '99999' }))).toBeDefined();
    expect(within(dialog).queryByRole('button', { name: 'Delete backup' })).toBeNull();
    await user.keyboard('{Escape}');
    await dialogIsGone();
    expect(writes()).toEqual([]);
  });

  it('a list that cannot be read is reported and read again on demand', async () => {
    const { user } = await renderApp({
      path: '/settings?dialog=delete:499',
      before: ({ fault }) => fault('GET /backups/', refuse(500, { detail: 'Disk on fire' })),
    });
    const dialog = await findDialog('Delete backup');
    expect(await within(dialog).findByText(/Disk on fire/)).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    expect(factsOf(await findFacts('Delete backup'))['Backup']).toContain('#499');
  });
});

describe('deleting', () => {
  it('sends one request for this backup; then its row is gone and a toast reports it', async () => {
    const { user, button, table, writes, calls, backups } = await openFromRow();
    await user.click(button('Delete backup'));
    await dialogIsGone();
    expect(writes()).toEqual([DELETE_499]);
    expect(calls.find(({ method }) => method === 'DELETE')?.body).toBeNull();
    expect(toasts()).toEqual([DELETED]);
    expect(() => rowOf(table, 499)).toThrow();
    expect(rowOf(table, 502).isConnected).toBe(true);
    expect((await backups()).some(({ id }) => id === 499)).toBe(false);
  });

  it('of a backup that the provider no longer has counts as done', async () => {
    const { user, button, table, sandbox, writes } = await openFromRow();
    await sandbox.fetch(
      new Request(`${sandbox.baseUrl}/backups/499/`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${sandbox.token}` },
      }),
    );
    await user.click(button('Delete backup'));
    await dialogIsGone();
    expect(toasts()).toEqual(['Backup 499 of web-server-01 was already gone.']);
    expect(() => rowOf(table, 499)).toThrow();
    expect(writes()).toEqual([DELETE_499]);
  });

  it('is not undone by a list that still names the backup', async () => {
    const { user, button, table, hold, settled } = await openFromRow();
    // A read that began before the deletion and ends after it.
    const old = hold('GET /backups/');
    window.dispatchEvent(new Event('visibilitychange'));
    await old.arrived;
    await user.click(button('Delete backup'));
    await dialogIsGone();
    old.release();
    await settled();
    expect(() => rowOf(table, 499)).toThrow();
    expect(toasts()).toEqual([DELETED]);
  });

  it('of a running backup stops following it silently', async () => {
    const { user, button, settled } = await openFromRow(502);
    await user.click(button('Delete backup'));
    await dialogIsGone();
    window.dispatchEvent(new Event('visibilitychange'));
    await settled();
    expect(toasts()).toEqual(['Backup 502 of web-server-01 was deleted.']);
    expect(screen.queryByRole('region', { name: 'Running now' })).toBeNull();
  });
});

describe('a refusal', () => {
  it.each([
    [403, { detail: 'No scope backups:write.' }, 'No scope backups:write.'],
    [409, { detail: 'Another <b>task</b> is running.' }, 'Another <b>task</b> is running.'],
    [429, { detail: 'Request was throttled.' }, 'Request was throttled.'],
    [400, { non_field_errors: ['This backup is locked.'] }, 'This backup is locked.'],
  ])(
    "(%i) is shown in the dialog in the provider's words and can be retried",
    async (status, body, words) => {
      const { user, dialog, button, fault, writes } = await openDialog();
      fault(DELETE_499, refuse(status, body));
      await user.click(button('Delete backup'));
      const alert = await within(dialog).findByRole('alert');
      expect(alert.textContent).toContain('The backup wasn’t deleted.');
      expect(alert.textContent).toContain(words);
      expect(alert.querySelector('b')).toBeNull();
      expect(toasts()).toEqual([]);
      await user.click(button('Delete backup'));
      await dialogIsGone();
      expect(writes()).toEqual([DELETE_499, DELETE_499]);
      expect(toasts()).toEqual([DELETED]);
    },
  );

  it.each([
    ['was carried out', cutAfterActing, 'Backup 499 of web-server-01 was already gone.'],
    ['was not', cutBeforeActing, DELETED],
  ])(
    'without an answer is reported as unknown; deleting again settles it (it %s)',
    async (_how, answer, outcome) => {
      const { user, dialog, button, fault, writes, calls, settled } = await openDialog();
      await settled();
      const listed = calls.filter(({ path }) => path === '/backups/').length;
      fault(DELETE_499, answer);
      await user.click(button('Delete backup'));
      const alert = await within(dialog).findByRole('alert');
      expect(alert.textContent).toMatch(/^We don’t know whether the backup was deleted\./);
      expect(alert.textContent).not.toContain('The backup wasn’t deleted.');
      expect(writes()).toEqual([DELETE_499]);
      // The list is read again, and the dialog stays whatever it says.
      await waitFor(() => expect(calls.filter(({ path }) => path === '/backups/').length).toBe(listed + 1));
      await settled();
      await user.click(button('Delete backup'));
      await dialogIsGone();
      expect(toasts()).toEqual([outcome]);
    },
  );
});

describe('while a request is under way', () => {
  it('Enter twice sends one request', async () => {
    const { user, button, hold, writes } = await openDialog();
    const answer = hold(DELETE_499);
    const submit = button('Delete backup');
    submit.focus();
    await user.keyboard('{Enter}{Enter}');
    await answer.arrived;
    expect(submit.getAttribute('aria-busy')).toBe('true');
    expect(submit.textContent).toBe('Deleting…');
    answer.release();
    await dialogIsGone();
    expect(writes()).toEqual([DELETE_499]);
  });

  it('nothing closes the dialog', async () => {
    const { user, dialog, button, hold } = await openDialog();
    const answer = hold(DELETE_499);
    await user.click(button('Delete backup'));
    await answer.arrived;
    await user.keyboard('{Escape}');
    await user.click(button('Cancel'));
    await user.click(button('Close'));
    expect(dialog.isConnected).toBe(true);
    answer.release();
    await dialogIsGone();
  });

  it('Back leaves it: the row is busy, and a toast reports the outcome', async () => {
    const { user, table, button, hold, back, writes } = await openFromRow();
    const answer = hold(DELETE_499);
    await user.click(button('Delete backup'));
    await answer.arrived;
    await back();
    await dialogIsGone();
    const row = rowOf(table, 499);
    expect(row.getAttribute('aria-busy')).toBe('true');
    for (const action of ['Delete', 'Restore'] as const) await user.click(rowButton(table, action, 499));
    expect(screen.queryByRole('dialog')).toBeNull();
    answer.release();
    await waitFor(() => expect(toasts()).toEqual([DELETED]));
    expect(() => rowOf(table, 499)).toThrow();
    expect(writes()).toEqual([DELETE_499]);
  });

  it.each([
    ['a refusal', refuse(403, { detail: 'No scope.' }), /^The backup wasn’t deleted\..*No scope\./],
    ['an unknown outcome', cutAfterActing, /^We don’t know whether the backup was deleted\./],
  ])('Back leaves it: a lasting toast reports %s, and the list is read again', async (_name, odd, words) => {
    const { user, button, hold, back, calls } = await openFromRow();
    const answer = hold(DELETE_499, odd);
    await user.click(button('Delete backup'));
    await answer.arrived;
    await back();
    await dialogIsGone();
    const reads = () => calls.filter(({ path }) => path === '/backups/').length;
    const readsBefore = reads();
    answer.release();
    await waitFor(() => expect(toasts()).toEqual([expect.stringMatching(words)]));
    expect(screen.getAllByRole('alert').some((alert) => words.test(alert.textContent ?? ''))).toBe(true);
    await waitFor(() => expect(reads()).toBe(readsBefore + 1));
  });

  it('Back leaves it, and another backup can be deleted', async () => {
    const { user, table, button, hold, back, writes } = await openFromRow();
    const answer = hold(DELETE_499);
    await user.click(button('Delete backup'));
    await answer.arrived;
    await back();
    await dialogIsGone();
    await user.click(rowButton(table, 'Delete', 502));
    const other = await findDialog('Delete backup');
    await user.click(within(other).getByRole('button', { name: 'Delete backup' }));
    await dialogIsGone();
    expect(writes()).toEqual([DELETE_499, 'DELETE /backups/502/']);
    answer.release();
    await waitFor(() => expect(toasts()).toHaveLength(2));
  });

  it('Back leaves it, and the same dialog opened again sends nothing', async () => {
    const { user, button, hold, back, writes } = await openFromRow();
    // The provider lists it until the answer comes.
    const answer = hold(DELETE_499, () => new Response(null, { status: 204 }));
    await user.click(button('Delete backup'));
    await answer.arrived;
    await back();
    await dialogIsGone();
    window.history.forward();
    const again = await findDialog('Delete backup');
    const submit = within(again).getByRole('button', { name: /^Delet/ });
    await user.click(submit);
    expect(writes()).toEqual([DELETE_499]);
    expect(submit.getAttribute('aria-busy')).toBe('true');
    answer.release();
    await waitFor(() => expect(toasts()).toEqual([DELETED]));
  });
});

describe('time', () => {
  it('a stale list does not bring a deleted backup back for half a minute; after that the list counts', async () => {
    startClock();
    const { user, button, table, fault } = await openFromRow();
    await user.click(button('Delete backup'));
    await dialogIsGone();
    fault('GET /backups/', async () => Response.json({ count: 1, results: [LISTED_499] }), 99);
    window.dispatchEvent(new Event('visibilitychange'));
    await pass(1_000);
    await waitFor(() => expect(table.isConnected).toBe(false));
    expect(screen.queryByText('#499')).toBeNull();
    await pass(60_000);
    expect(rowOf(await findTable(), 499).isConnected).toBe(true);
  });
});

const LISTED_499 = {
  id: 499,
  server: { id: 12345, name: 'web-server-01' },
  backup_type: 'manual',
  status: 'completed',
  size_mb: 4456,
  created_at: '2025-01-13T10:30:00Z',
  expires_at: null,
  description: 'Pre-update backup',
};
