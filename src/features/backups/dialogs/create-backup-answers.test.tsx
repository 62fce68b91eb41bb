import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../../testing/clock';
import { cutAfterActing, cutBeforeActing, refuse, withoutEntry } from '../../../testing/faults';
import { dialogIsGone, en, renderApp, toasts } from '../../../testing/pages/app';
import { API_SERVER, again, NEW_ID, openFor, POST, sent } from '../../../testing/pages/create-dialog';

describe('an unknown outcome', () => {
  it('that was a success is found in the list and not sent again automatically', async () => {
    const app = await openFor(API_SERVER);
    app.fault(POST, cutAfterActing);
    await app.user.click(app.submit());
    const notice = (
      await within(app.dialog).findByText('We don’t know whether the backup started.')
    ).closest<HTMLElement>('[role=alert]');
    await waitFor(() =>
      expect(notice?.textContent).toMatch(/There is a new backup: #503, in progress, created/),
    );
    expect(notice?.textContent).not.toContain('No backup was started');
    expect(sent(app)).toHaveLength(1);
    expect(app.calls.map(({ path }) => path)).toContain(`/backups/?server_id=${API_SERVER}`);
    expect(app.server().disabled).toBe(true);
    expect(screen.getByRole('region', { name: 'Running now', hidden: true }).textContent).toContain('api-01');
    expect(sent(app)).toHaveLength(1);
  });

  /** After a lost answer, with the new backup in the list. */
  async function openFound() {
    const app = await openFor(API_SERVER);
    app.fault(POST, cutAfterActing);
    await app.user.type(app.description(), 'Once');
    await app.user.click(app.submit());
    const another = await within(app.dialog).findByRole('button', { name: 'Create another' });
    const close = within(app.dialog)
      .getAllByRole('button', { name: 'Close' })
      .find((button) => button.textContent === 'Close');
    return { ...app, another, close };
  }

  it('that was found makes Close the primary button and focuses it', async () => {
    const app = await openFound();
    expect(app.close?.className).toContain('button--primary');
    expect(app.another.className).not.toContain('button--primary');
    expect(document.activeElement).toBe(app.close);
    expect(within(app.dialog).queryByRole('button', { name: 'Send again' })).toBeNull();
    expect(within(app.dialog).queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  it.each(['on Close', 'in the description'])(
    'that was found makes Enter %s close the dialog and send nothing',
    async (place) => {
      const app = await openFound();
      if (place === 'in the description') app.description().focus();
      await app.user.keyboard('{Enter}');
      await dialogIsGone();
      expect(sent(app)).toHaveLength(1);
      await app.user.keyboard('n');
      expect((await again()).description().value).toBe('');
    },
  );

  it('that was found still allows another backup', async () => {
    const app = await openFound();
    await app.user.click(app.another);
    await dialogIsGone();
    expect(sent(app)).toEqual(Array(2).fill({ server_id: API_SERVER, description: 'Once' }));
  });

  it('that found nothing new offers to look again or send again', async () => {
    const app = await openFor(API_SERVER);
    app.fault(POST, cutBeforeActing);
    await app.user.type(app.description(), 'Once');
    await app.user.click(app.submit());
    expect(
      await within(app.dialog).findByText(en.t('create.unknown.notFound', { server: 'api-01' })),
    ).toBeDefined();
    const reads = () => app.calls.filter(({ method }) => method === 'GET').length;
    const readsBefore = reads();
    await app.user.click(app.button('Check again'));
    await waitFor(() => expect(reads()).toBe(readsBefore + 1));
    expect(sent(app)).toHaveLength(1);
    await app.user.click(app.button('Send again'));
    await dialogIsGone();
    expect(sent(app)).toEqual([
      { server_id: API_SERVER, description: 'Once' },
      { server_id: API_SERVER, description: 'Once' },
    ]);
  });

  it('is found by looking again if the backup appears late', async () => {
    const app = await openFor(API_SERVER);
    app.fault(POST, cutAfterActing);
    app.fault(`GET /backups/?server_id=${API_SERVER}`, withoutEntry(NEW_ID));
    await app.user.click(app.submit());
    expect(
      await within(app.dialog).findByText(en.t('create.unknown.notFound', { server: 'api-01' })),
    ).toBeDefined();
    await app.user.click(app.button('Check again'));
    expect(await within(app.dialog).findByText(/There is a new backup: #503/)).toBeDefined();
  });

  it('says so if the list cannot be read either', async () => {
    const app = await openFor(API_SERVER);
    app.fault(POST, cutAfterActing);
    app.fault(`GET /backups/?server_id=${API_SERVER}`, refuse(403, { detail: 'No more reading.' }));
    await app.user.click(app.submit());
    const words = await within(app.dialog).findByText(/^Couldn’t check the backups again\./);
    expect(words.textContent).toContain('No more reading.');
    await app.user.click(app.button('Check again'));
    expect(await within(app.dialog).findByText(/There is a new backup: #503/)).toBeDefined();
  });

  it('is looked up again automatically when the first attempt failed', async () => {
    startClock();
    const app = await openFor(API_SERVER);
    app.fault(POST, cutAfterActing);
    app.fault(`GET /backups/?server_id=${API_SERVER}`, refuse(500, { detail: 'Disk on fire.' }));
    fireEvent.click(app.submit());
    const words = await within(app.dialog).findByText(/^Couldn’t check the backups again\./);
    expect(words.closest('p')?.textContent).toContain('Trying again in 5 s.');
    await pass(6_000);
    expect(await within(app.dialog).findByText(/There is a new backup: #503/)).toBeDefined();
    expect(within(app.dialog).getByRole('button', { name: 'Create another' })).toBeDefined();
    expect(sent(app)).toHaveLength(1);
  });

  it.each([
    ['an error page', refuse(500, { detail: 'Internal server error' })],
    ['a success that cannot be read', () => new Response('<h1>Welcome</h1>', { status: 201 })],
  ])('follows from %s of a write', async (_name, answer) => {
    const app = await openFor(API_SERVER);
    app.fault(POST, answer);
    await app.user.click(app.submit());
    expect(await within(app.dialog).findByText(en.t('create.unknown.title'))).toBeDefined();
    expect(sent(app)).toHaveLength(1);
  });
});

describe('while a request is under way', () => {
  it('nothing closes the dialog, and its fields are locked', async () => {
    const app = await openFor(API_SERVER);
    const answer = app.hold(POST);
    await app.user.type(app.description(), 'Fixed');
    await app.user.click(app.submit());
    await answer.arrived;
    await app.user.keyboard('{Escape}');
    await app.user.click(app.button('Cancel'));
    await app.user.click(app.button('Close'));
    await app.user.type(app.description(), ' more');
    expect(app.dialog.isConnected).toBe(true);
    expect(app.description().value).toBe('Fixed');
    expect(app.server().disabled).toBe(true);
    answer.release();
    await dialogIsGone();
  });

  it.each([
    ['a success', undefined, /^Backup requested: #503 of api-01\./],
    ['a refusal', refuse(403, { detail: 'No scope.' }), /^No backup was started\. .*No scope\./],
    ['an unknown outcome', cutAfterActing, /^We don’t know whether the backup started\. .*api-01/],
  ])('Back leaves it, and a toast reports %s', async (_name, odd, words) => {
    const app = await renderApp({ path: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    await app.settled();
    await app.user.keyboard('n');
    const form = await again();
    await app.user.type(form.server(), 'api{ArrowDown}{Enter}');
    const answer = app.hold(POST, odd);
    await app.user.click(form.submit());
    await answer.arrived;
    await app.back();
    await dialogIsGone();
    answer.release();
    await waitFor(() => expect(toasts()).toEqual([expect.stringMatching(words)]));
    expect(sent(app)).toHaveLength(1);
  });

  it('Back leaves it, and after the success the next form is empty, unless it was already edited', async () => {
    const app = await renderApp({ path: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    await app.settled();
    const sendAndLeave = async () => {
      await app.user.keyboard('n');
      const form = await again();
      if (form.server().value === '') await app.user.type(form.server(), 'api{ArrowDown}{Enter}');
      await app.user.type(form.description(), 'Gone by then');
      const answer = app.hold(POST);
      await app.user.click(form.submit());
      await answer.arrived;
      await app.back();
      await dialogIsGone();
      return answer;
    };
    (await sendAndLeave()).release();
    await waitFor(() => expect(toasts()).toHaveLength(1));
    const second = await sendAndLeave();
    expect(sent(app)).toEqual(Array(2).fill({ server_id: API_SERVER, description: 'Gone by then' }));

    await app.user.keyboard('n');
    const form = await again();
    await app.user.clear(form.description());
    await app.user.type(form.description(), 'Something new');
    second.release();
    await waitFor(() => expect(toasts()).toHaveLength(2));
    app.reload();
    expect((await again()).description().value).toBe('Something new');
  });

  it('Back leaves it, another server can be backed up meanwhile, and the same one not twice', async () => {
    const app = await renderApp({ path: '/settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    await app.settled();
    await app.user.keyboard('n');
    const first = await again();
    await app.user.type(first.server(), 'api{ArrowDown}{Enter}');
    const answer = app.hold(POST);
    await app.user.click(first.submit());
    await answer.arrived;
    await app.back();
    await dialogIsGone();

    await app.user.keyboard('n');
    const second = await again();
    await app.user.type(second.server(), 'api{ArrowDown}{Enter}');
    await app.user.click(second.button('Creating…'));
    expect(sent(app)).toHaveLength(1);
    await app.user.click(second.button('Clear selection'));
    await app.user.type(second.server(), 'mail{ArrowDown}{Enter}');
    await app.user.click(second.submit());
    await dialogIsGone();
    expect(sent(app)).toEqual([{ server_id: API_SERVER }, { server_id: 12351 }]);
    answer.release();
    await waitFor(() => expect(toasts()).toHaveLength(2));
  });
});
