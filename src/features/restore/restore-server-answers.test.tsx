import { waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { cutAfterActing, type Entry, refuse, withEntry } from '../../testing/faults';
import { dialogIsGone, en, findDialog, toasts } from '../../testing/pages/app';
import {
  BACKUP_READ,
  declineSafetyBackup,
  NAME,
  openDialog,
  openFromRow,
  openReady,
  POST,
  parts,
  RIGHT,
  STARTED,
  sent,
} from '../../testing/pages/restore-dialog';

describe('whether a backup can be restored', () => {
  it.each<[string, Entry, string | null]>([
    ['completed', {}, null],
    ['in progress', { status: 'in_progress' }, en.t('backups.refused.running')],
    ['failed', { status: 'failed' }, en.t('backups.refused.failed')],
    ['pending', { status: 'pending' }, en.t('backups.refused.unknownStatus', { status: 'pending' })],
    ['in capitals', { status: 'COMPLETED' }, en.t('backups.refused.unknownStatus', { status: 'COMPLETED' })],
    ['without a status', { status: null }, en.t('backups.refused.unknownStatus', { status: 'unknown' })],
  ])('follows from its status of this moment: %s', async (_name, change, reason) => {
    const app = await openDialog(499, {
      before: ({ fault }) => fault(BACKUP_READ, withEntry(499, change), 99),
    });
    if (reason === null) {
      await waitFor(() => expect(app.prompt()).not.toBeNull());
      return;
    }
    expect((await within(app.dialog).findByText(reason)).closest('[role=alert]')).not.toBeNull();
    expect(app.prompt()).toBeNull();
    expect(app.submit().getAttribute('aria-disabled')).toBe('true');
    await app.user.click(app.submit());
    expect(sent(app)).toEqual([]);
  });

  it('is not offered for a running one, not even by a link', async () => {
    const app = await openDialog(502);
    expect(await within(app.dialog).findByText(en.t('backups.refused.running'))).toBeDefined();
    expect(app.prompt()).toBeNull();
  });
});

describe('a refusal', () => {
  it.each([
    [
      400,
      { backup_id: ['This backup <b>belongs</b> to another server.'] },
      'This backup <b>belongs</b> to another server.',
    ],
    [403, { detail: 'No scope servers:restore.' }, 'No scope servers:restore.'],
    [404, { detail: 'Not found.' }, 'Not found.'],
    [409, { detail: 'A restore is already in progress.' }, 'A restore is already in progress.'],
  ])(
    "(%i) is told inside, in the provider's words; the name stays typed and it can be tried again",
    async (status, body, words) => {
      const app = await openReady();
      app.fault(POST, refuse(status, body));
      await app.type(`${NAME}{Enter}`);
      const notice = await within(app.dialog).findByText(/^Nothing was restored\./);
      expect(notice.textContent).toContain(words);
      expect(notice.querySelector('b')).toBeNull();
      expect(app.prompt()?.value).toBe(NAME);
      expect(toasts()).toEqual([]);
      await app.user.click(app.submit());
      await dialogIsGone();
      expect(sent(app)).toEqual([...RIGHT, ...RIGHT]);
    },
  );

  it.each([
    ['a broken line', cutAfterActing],
    ['an error page', refuse(502, '<h1>Bad gateway</h1>')],
  ])(
    'does not follow from %s: the outcome is unknown, and nothing is sent again automatically',
    async (_name, answer) => {
      const app = await openReady();
      app.fault(POST, answer);
      await app.type(`${NAME}{Enter}`);
      const notice = await within(app.dialog).findByText(/^We don’t know whether the restore started\./);
      expect(notice.textContent).not.toContain('Nothing was restored');
      await app.settled();
      expect(sent(app)).toEqual(RIGHT);
    },
  );

  it('is looked up where the outcome is unknown: a server under restore is seen, and not restored twice', async () => {
    const app = await openReady();
    const readsBefore = app.calls.filter(({ path }) => path === '/servers/12345/').length;
    app.fault(POST, cutAfterActing);
    await app.type(`${NAME}{Enter}`);
    await within(app.dialog).findByText(en.t('restore.running', { server: NAME }));
    expect(app.calls.filter(({ path }) => path === '/servers/12345/').length).toBeGreaterThan(readsBefore);
    expect(app.button('Send again').getAttribute('aria-disabled')).toBe('true');
    await app.user.click(app.button('Send again'));
    await app.settled();
    expect(sent(app)).toEqual(RIGHT);
  });
});

describe('while a request is under way', () => {
  it('Enter twice sends one request', async () => {
    const app = await openReady();
    const answer = app.hold(POST);
    await app.type(NAME);
    await app.user.keyboard('{Enter}{Enter}');
    await answer.arrived;
    expect(app.button('Sending…').getAttribute('aria-busy')).toBe('true');
    await app.user.keyboard('{Escape}');
    expect(app.dialog.isConnected).toBe(true);
    answer.release();
    await dialogIsGone();
    expect(sent(app)).toEqual(RIGHT);
  });

  it('nothing closes the dialog', async () => {
    const app = await openReady();
    const answer = app.hold(POST);
    await app.type(`${NAME}{Enter}`);
    await answer.arrived;
    await app.user.keyboard('{Escape}');
    await app.user.click(app.button('Cancel'));
    await app.user.click(app.button('Close'));
    expect(app.dialog.isConnected).toBe(true);
    answer.release();
    await dialogIsGone();
  });

  it.each([
    ['a success', undefined, STARTED],
    ['a refusal', refuse(409, { detail: 'Busy.' }), /^Nothing was restored\. .*Busy\./],
    ['an unknown outcome', cutAfterActing, /^We don’t know whether the restore started\./],
  ])('Back leaves it, and %s comes as a message', async (_name, odd, words) => {
    const app = await openFromRow();
    const answer = app.hold(POST, odd);
    const field = app.prompt();
    if (field !== null) await app.user.type(field, `${NAME}{Enter}`);
    await answer.arrived;
    await app.back();
    await dialogIsGone();
    answer.release();
    await waitFor(() => expect(toasts()).toEqual([expect.stringMatching(words)]));
    expect(sent(app)).toEqual(RIGHT);
  });

  it('Back leaves it, and the same dialog opened again sends nothing', async () => {
    const app = await openFromRow();
    const answer = app.hold(POST);
    const field = app.prompt();
    if (field !== null) await app.user.type(field, `${NAME}{Enter}`);
    await answer.arrived;
    await app.back();
    await dialogIsGone();
    window.history.forward();
    const form = parts(await findDialog(`Restore ${NAME}`));
    await waitFor(() =>
      expect(form.prompt() ?? within(form.dialog).queryByText(/is being restored/)).not.toBeNull(),
    );
    expect(form.button('Sending…').getAttribute('aria-busy')).toBe('true');
    const again = form.prompt();
    if (again !== null) declineSafetyBackup(form.dialog);
    if (again !== null) await app.user.type(again, `${NAME}{Enter}`);
    expect(sent(app)).toEqual(RIGHT);
    answer.release();
    await waitFor(() => expect(toasts()).toEqual([expect.stringMatching(STARTED)]));
  });
});
