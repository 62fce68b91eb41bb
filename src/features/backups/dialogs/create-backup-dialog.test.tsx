import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { refuse, withChange, withEntries, withEntry, withoutEntry } from '../../../testing/faults';
import { holdBackups, holdServers } from '../../../testing/fleets/fleet';
import {
  dialogIsGone,
  en,
  findDialog,
  findTable,
  query,
  renderApp,
  rowOf,
  toasts,
} from '../../../testing/pages/app';
import {
  API_SERVER,
  again,
  FULL_SERVER,
  NEW_ID,
  openFor,
  POST,
  sent,
} from '../../../testing/pages/create-dialog';
import { NAME, openDialog } from '../../../testing/pages/restore-dialog';

describe('the form', () => {
  it('focuses its first field and requires a server', async () => {
    const app = await openFor(null);
    expect(document.activeElement).toBe(app.server());
    await app.user.click(app.submit());
    expect(within(app.dialog).getByText('Choose the server to back up.').getAttribute('role')).toBe('alert');
    expect(app.server().getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(app.server());
    expect(sent(app)).toEqual([]);
    await app.user.type(app.server(), 'api{ArrowDown}{Enter}');
    expect(app.server().value).toBe('api-01');
    expect(app.server().getAttribute('aria-invalid')).toBeNull();
  });

  it('says that an account has no servers, and asks for none', async () => {
    const app = await openFor(null, {
      before: (gateway) => {
        holdServers(gateway, []);
        holdBackups(gateway, () => []);
      },
    });
    expect(await within(app.dialog).findByText(en.t('overview.empty.text'))).toBeTruthy();
    await app.user.click(app.submit());
    expect(within(app.dialog).queryByText(en.t('create.serverRequired'))).toBeNull();
    await app.user.click(app.server());
    expect(within(app.dialog).queryByText(en.t('combobox.noMatch'))).toBeNull();
    expect(sent(app)).toEqual([]);
  });

  it('waits for a restore of the server, and says so', async () => {
    const app = await openDialog();
    await waitFor(() => expect(app.prompt()).not.toBeNull());
    const prompt = app.prompt();
    if (prompt !== null) await app.user.type(prompt, `${NAME}{Enter}`);
    await findDialog(`Safe restore of ${NAME}`);
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    await app.user.keyboard('n');
    const form = await again();
    await app.user.type(form.server(), `${NAME}{ArrowDown}{Enter}`);
    const said = await within(form.dialog).findByText(
      / is being restored \(started .+\), so no other backup/,
    );
    expect(said.closest('[role="alert"]')).not.toBeNull();
    await app.user.type(form.description(), 'Now{Enter}');
    await app.settled();
    expect(app.writes()).toEqual([POST]);
  });

  it('offers every server of the account but those that are gone', async () => {
    const app = await openFor(null);
    await app.settled();
    await app.user.click(app.server());
    const options = within(app.dialog)
      .getAllByRole('option')
      .map((option) => option.textContent ?? '');
    expect(options).toHaveLength(14);
    expect(options.some((each) => each.startsWith('staging-01'))).toBe(true);
    expect(options.some((each) => each.startsWith('legacy-02'))).toBe(false);
  });

  it.each(['Cancel', 'Close', 'Escape', 'Back'])(
    '%s sends nothing and forgets what was typed',
    async (way) => {
      const app = await renderApp({ path: '/settings' });
      await app.settled();
      await app.user.keyboard('n');
      const first = await again();
      await app.user.type(first.server(), 'api{ArrowDown}{Enter}');
      await app.user.type(first.description(), 'Before the kernel');
      if (way === 'Back') await app.back();
      else if (way === 'Escape') await app.user.keyboard('{Escape}');
      else await app.user.click(first.button(way));
      await dialogIsGone();
      expect(sent(app)).toEqual([]);
      await app.user.keyboard('n');
      const second = await again();
      expect(second.server().value).toBe('');
      expect(second.description().value).toBe('');
    },
  );

  it('keeps input across a reload', async () => {
    const app = await openFor(API_SERVER);
    await app.user.type(app.description(), 'Half a sent');
    app.reload();
    const form = await again();
    await waitFor(() => expect(form.server().value).toBe('api-01'));
    expect(form.description().value).toBe('Half a sent');
  });

  it('names the server it was opened for in its title while it is chosen', async () => {
    const app = await openFor(API_SERVER);
    const title = () => within(app.dialog).getByRole('heading').textContent;
    expect(title()).toBe('Back up api-01');
    await app.user.type(app.server(), 'mail{ArrowDown}{Enter}', {
      initialSelectionStart: 0,
      initialSelectionEnd: 99,
    });
    expect(title()).toBe('Back up mail-01');
    await app.user.click(app.button('Clear selection'));
    expect(title()).toBe('Create backup');
  });

  it('has a Dutch title', async () => {
    await renderApp({ path: `/settings?dialog=create:${API_SERVER}`, language: 'nl' });
    await findDialog('Back-up maken van api-01');
  });
});

describe('the server', () => {
  it('is matched against the current text, however fast it was typed', async () => {
    const app = await openFor(null);
    await app.settled();
    const user = userEvent.setup({ delay: null });
    await user.type(app.server(), 'stag{ArrowDown}{Enter}');
    expect(app.server().value).toBe('staging-01');
    await user.click(app.submit());
    await dialogIsGone();
    expect(sent(app)).toEqual([{ server_id: 12367 }]);
  });

  it('is replaced by typing when the field is focused again', async () => {
    const app = await openFor(API_SERVER);
    await app.user.tab({ shift: true });
    if (document.activeElement !== app.server()) await app.user.tab({ shift: true });
    await app.user.keyboard('mail-01');
    expect(app.server().value).toBe('mail-01');
    await app.user.click(app.submit());
    await dialogIsGone();
    expect(sent(app)).toEqual([{ server_id: 12351 }]);
  });

  it('is unset while the text names none: nothing is created, and the field says why', async () => {
    const app = await openFor(API_SERVER);
    await app.user.click(app.server());
    await app.user.keyboard('{ArrowRight}bill');
    expect(app.server().value).toBe('api-01bill');
    expect(app.submit().getAttribute('aria-disabled')).toBe('true');
    await app.user.click(app.submit());
    expect(app.server().value).toBe('api-01bill');
    expect(app.server().getAttribute('aria-invalid')).toBe('true');
    expect(within(app.dialog).getByText(en.t('create.serverUnnamed'))).toBeDefined();
    await app.user.type(app.description(), 'Words{Enter}');
    expect(sent(app)).toEqual([]);
    await app.user.type(app.server(), '{ArrowRight}{Backspace>4/}');
    expect(app.server().value).toBe('api-01');
    expect(app.server().getAttribute('aria-invalid')).toBeNull();
    await app.user.click(app.submit());
    await dialogIsGone();
    expect(sent(app)).toEqual([{ server_id: API_SERVER, description: 'Words' }]);
  });

  it('can be named by its id', async () => {
    const app = await openFor(null);
    await app.settled();
    await app.user.type(app.server(), `#${API_SERVER}{Tab}`);
    expect(app.server().value).toBe('api-01');
  });

  it('Escape closes its list first, and only then the dialog', async () => {
    const app = await openFor(null);
    await app.user.type(app.server(), 'api');
    await app.user.keyboard('{Escape}');
    expect(within(app.dialog).queryAllByRole('option')).toEqual([]);
    expect(app.server().value).toBe('api');
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
  });
});

describe('the slots', () => {
  it('show how many are used, and which one this backup takes', async () => {
    const app = await openFor(12345);
    expect(within(app.dialog).getByText('4 of 10 used')).toBeDefined();
    expect(within(app.dialog).getByText('This one takes slot 5 of 10.')).toBeDefined();
    expect(
      within(app.dialog).getByText(/^A backup of web-server-01 is already running \(#502/),
    ).toBeDefined();
  });

  it('explain when all are used, send nothing, and link to the backups that use them', async () => {
    const app = await openFor(FULL_SERVER);
    expect(within(app.dialog).getByText('10 of 10 used')).toBeDefined();
    expect(
      within(app.dialog)
        .getByText(/^All 10 manual slots of billing-01 are in use\./)
        .closest('[role=alert]'),
    ).not.toBeNull();
    expect(app.submit().getAttribute('aria-disabled')).toBe('true');
    await app.user.click(app.submit());
    await app.user.type(app.description(), 'One more{Enter}');
    expect(sent(app)).toEqual([]);
    await app.user.click(within(app.dialog).getByRole('link', { name: 'Show its manual backups' }));
    await dialogIsGone();
    expect(window.location.pathname).toBe('/backups');
    expect(query()).toEqual({ server: String(FULL_SERVER), type: 'manual' });
    expect((await findTable()).getAttribute('aria-rowcount')).toBe('11');
  });

  it('say if the list is incomplete', async () => {
    const app = await openFor(12345, {
      before: ({ fault }) =>
        fault('GET /backups/', async (carryOut, call) => {
          const answer = await withEntries((entries) => entries.slice(0, -5))(carryOut, call);
          return Response.json({ ...JSON.parse(await answer.text()), count: 392 });
        }),
    });
    expect(within(app.dialog).getByText(en.t('create.slotsPartial'))).toBeDefined();
  });
});

describe('a server under restore', () => {
  it('is not backed up, and the dialog says why', async () => {
    const app = await openFor(API_SERVER, {
      before: ({ fault }) => {
        fault('GET /servers/', withEntry(API_SERVER, { status: 'restoring' }), 99);
        fault(`GET /servers/${API_SERVER}/`, withChange({ status: 'restoring' }), 99);
      },
    });
    const words = await within(app.dialog).findByText(en.t('create.restoring', { server: 'api-01' }));
    expect(words.closest('[role=alert]')).not.toBeNull();
    expect(app.submit().getAttribute('aria-disabled')).toBe('true');
    await app.user.click(app.submit());
    expect(sent(app)).toEqual([]);
  });
});

describe('creating', () => {
  it('sends server and description once; the row appears before a list has it', async () => {
    const app = await renderApp({ path: '/backups?q=api-01' });
    const table = await findTable();
    app.fault('GET /backups/', withoutEntry(NEW_ID), 99);
    await app.user.click(screen.getByRole('button', { name: 'Create backup' }));
    const form = await again();
    await app.user.type(form.server(), 'api{ArrowDown}{Enter}');
    await app.user.type(form.description(), '  Before "5 > 4" & more ');
    await app.user.click(form.submit());
    await dialogIsGone();
    expect(sent(app)).toEqual([{ server_id: API_SERVER, description: 'Before "5 > 4" & more' }]);
    const row = rowOf(table, NEW_ID);
    expect(row.textContent).toContain('In progress');
    expect(row.textContent).toContain('Before "5 > 4" & more');
    await app.settled();
    expect(rowOf(table, NEW_ID).isConnected).toBe(true);
    const [toast] = toasts();
    expect(toast).toContain('Backup requested: #503 of api-01.');
    expect(toast).toContain('Backup is being created.');
    expect(screen.getByRole('region', { name: 'Running now' }).textContent).toContain('api-01');
  });

  it('needs no description, and the next form starts empty', async () => {
    const app = await openFor(API_SERVER);
    await app.user.type(app.description(), '   ');
    await app.user.click(app.submit());
    await dialogIsGone();
    expect(sent(app)).toEqual([{ server_id: API_SERVER }]);
    await app.user.keyboard('n');
    const form = await again();
    expect(form.server().value).toBe('');
    expect(form.description().value).toBe('');
  });
});

describe('a refusal', () => {
  it('that names fields is shown at the fields until they are changed', async () => {
    const app = await openFor(API_SERVER);
    app.fault(
      POST,
      refuse(400, {
        description: ['No <b>bold</b> words.', 'And shorter.'],
        server_id: ['Cannot be backed up now.'],
      }),
    );
    await app.user.type(app.description(), 'Long');
    await app.user.click(app.submit());
    const words = await within(app.dialog).findByText('No <b>bold</b> words. And shorter.');
    expect(app.description().getAttribute('aria-describedby')?.split(' ')).toContain(words.id);
    expect(app.description().getAttribute('aria-invalid')).toBe('true');
    expect(within(app.dialog).getByText('Cannot be backed up now.')).toBeDefined();
    expect(app.server().getAttribute('aria-invalid')).toBe('true');
    expect(within(app.dialog).queryByText(/^No backup was started/)).toBeNull();
    expect(app.description().value).toBe('Long');
    await app.user.type(app.description(), 'er');
    expect(app.description().getAttribute('aria-invalid')).toBeNull();
    expect(app.server().getAttribute('aria-invalid')).toBeNull();
  });

  it('that names a field and says more is shown in full', async () => {
    const app = await openFor(API_SERVER);
    app.fault(POST, refuse(400, { server_id: ['Not now.'], non_field_errors: ['Quota exceeded.'] }));
    await app.user.click(app.submit());
    expect(await within(app.dialog).findByText('Not now.')).toBeDefined();
    expect(within(app.dialog).getByText(/Quota exceeded\./)).toBeDefined();
  });

  it.each([
    [400, { non_field_errors: ['Maximum <i>reached</i>.'] }, 'Maximum <i>reached</i>.'],
    [403, { detail: 'No scope backups:write.' }, 'No scope backups:write.'],
    [404, { detail: 'Not found.' }, 'Not found.'],
    [409, { detail: 'A restore of this server is in progress.' }, 'A restore of this server is in progress.'],
    [429, { detail: 'Request was throttled.' }, 'Request was throttled.'],
  ])(
    '(%i) is told inside, everything stays typed, and it can be tried again',
    async (status, body, words) => {
      const app = await openFor(API_SERVER);
      app.fault(POST, refuse(status, body));
      await app.user.type(app.description(), 'Keep me');
      await app.user.click(app.submit());
      const notice = await within(app.dialog).findByText(/^No backup was started\./);
      expect(notice.textContent).toContain(words);
      expect(notice.querySelector('i')).toBeNull();
      expect(app.description().value).toBe('Keep me');
      expect(toasts()).toEqual([]);
      await app.user.click(app.submit());
      await dialogIsGone();
      expect(sent(app)).toHaveLength(2);
    },
  );
});
