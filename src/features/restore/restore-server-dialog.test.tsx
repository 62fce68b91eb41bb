import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { refuse, unreachable, withChange, withEntry, withoutEntry } from '../../testing/faults';
import {
  dialogIsGone,
  en,
  FACTS_499,
  factsOf,
  findDialog,
  findFacts,
  query,
  renderApp,
  toasts,
} from '../../testing/pages/app';
import {
  BACKUP_READ,
  NAME,
  openDialog,
  openReady,
  parts,
  RIGHT,
  SERVER_READ,
  STARTED,
  sent,
} from '../../testing/pages/restore-dialog';

describe('before anything is restored', () => {
  it('the dialog names backup, server and what is lost', async () => {
    const { dialog, backups } = await openReady();
    const all = await backups(12345);
    const createdAt = all.find(({ id }) => id === 499)?.created_at ?? '';
    const { ['Recovery point']: moment, ...facts } = factsOf(dialog);
    expect(facts).toEqual(FACTS_499);
    expect(moment).toContain(en.format.dateTimeUtc(createdAt));
    expect(dialog.textContent).toContain(en.t('restore.intro', { id: '499' }));
    expect(dialog.textContent).toContain(
      en.t('restore.lost', {
        duration: / (\d+ d \d+ h) ago$/.exec(moment ?? '')?.[1] ?? '',
        since: en.format.dateTimeUtc(createdAt),
      }),
    );
    const newer = all.filter((each) => each.created_at > createdAt).map(({ id }) => `#${id}`);
    expect(newer.length).toBeGreaterThan(3);
    expect(dialog.textContent).toMatch(
      new RegExp(`${newer.length - 1} newer good backups \\(#501, #495, #\\d+(, …)?\\) are kept\\.`),
    );
    expect(dialog.textContent).toContain('1 newer backup failed, is suspicious or still running (#502).');
    expect(dialog.textContent).toContain(en.t('restore.downtime'));
  });

  it('the newest one is called that', async () => {
    const { dialog } = await openReady(501, {
      before: ({ fault }) => {
        fault('GET /backups/', withoutEntry(502), 99);
        fault(BACKUP_READ, withoutEntry(502), 99);
      },
    });
    expect(within(dialog).getByText(en.t('restore.newest'))).toBeDefined();
  });

  it('nothing is counted from an unknown time', async () => {
    const noDate = withEntry(499, { created_at: null });
    const { dialog } = await openReady(499, {
      before: ({ fault }) => {
        fault('GET /backups/', noDate, 99);
        fault(BACKUP_READ, noDate, 99);
      },
    });
    expect(within(dialog).getByText(en.t('restore.lostUnknown'))).toBeDefined();
    expect(factsOf(dialog)).toMatchObject({ 'Recovery point': 'unknown' });
  });

  it('the focus is on Cancel, so that a hasty Enter does no harm', async () => {
    const app = await openReady();
    expect(document.activeElement).toBe(app.button('Cancel'));
    await app.user.keyboard('{Enter}');
    await dialogIsGone();
    expect(sent(app)).toEqual([]);
  });

  it.each(['Cancel', 'Close', 'Escape'])('%s leaves everything as it is', async (way) => {
    const app = await openReady();
    await app.type(NAME);
    if (way === 'Escape') await app.user.keyboard('{Escape}');
    else await app.user.click(app.button(way));
    await dialogIsGone();
    expect(query()).toEqual({});
    expect(sent(app)).toEqual([]);
  });

  it('a backup that is in no list is reported as gone', async () => {
    const app = await renderApp({ path: '/settings?dialog=restore:99999' });
    const dialog = await findDialog('Restore backup 99999');
    expect(await within(dialog).findByText(en.t('gone.title', { id: '99999' }))).toBeDefined();
    expect(within(dialog).queryByRole('button', { name: 'Restore server' })).toBeNull();
    expect(sent(app)).toEqual([]);
  });

  it('a backup missing from a partial list may still exist, and can be looked up again', async () => {
    const app = await renderApp({
      path: '/settings?dialog=restore:499',
      before: ({ fault }) => fault('GET /backups/', withEntry(499, { id: null })),
    });
    const dialog = await findDialog('Restore backup 499');
    expect(await within(dialog).findByText(en.t('gone.textPartial'))).toBeDefined();
    await app.user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    expect(await findFacts(`Restore ${NAME}`)).toBeDefined();
    expect(sent(app)).toEqual([]);
  });
});

describe('the name of the server', () => {
  it.each([
    ['', false, false],
    ['web-server', false, false],
    ['web-server-01', true, false],
    ['  web-server-01 ', true, false],
    ['web\u200B-server-\u202E01\u00A0', true, false],
    ['Web-server-01', false, true],
    ['web-server- 01', false, true],
    ['web-server-012', false, true],
    ['mail-01', false, true],
  ])('typed as "%s": restores %s, told to be wrong %s', async (text, isRight, isWrong) => {
    const app = await openReady();
    if (text !== '') await app.type(text);
    expect(app.submit().getAttribute('aria-disabled')).toBe(isRight ? null : 'true');
    expect(app.prompt()?.getAttribute('aria-invalid')).toBe(isWrong ? 'true' : null);
    expect(within(app.dialog).queryByText('That isn’t the server’s name.') !== null).toBe(isWrong);
    if (isRight) return;
    app.prompt()?.focus();
    await app.user.keyboard('{Enter}');
    await app.user.click(app.submit());
    expect(sent(app)).toEqual([]);
  });

  it('survives a poll', async () => {
    const app = await openReady();
    await app.type('web-ser');
    app.fault('GET /backups/', withEntry(499, { description: 'Renamed' }));
    window.dispatchEvent(new Event('visibilitychange'));
    await app.settled();
    expect(app.prompt()?.value).toBe('web-ser');
    expect(document.activeElement).toBe(app.prompt());
  });
});

describe('restoring', () => {
  it('sends one request for exactly this backup, reports it as accepted, and reads the server', async () => {
    const app = await openReady();
    const serverReads = () => app.calls.filter(({ path }) => path === '/servers/').length;
    const readsBefore = serverReads();
    await app.type(`${NAME}{Enter}`);
    await dialogIsGone();
    expect(sent(app)).toEqual(RIGHT);
    expect(toasts()).toEqual([expect.stringMatching(STARTED)]);
    expect(toasts()[0]).toContain('has started.');
    await waitFor(() => expect(serverReads()).toBeGreaterThan(readsBefore));
  });
});

describe('the read when the dialog opens', () => {
  it('must end before anything can be sent', async () => {
    const held: { release?: () => void } = {};
    const app = await openDialog(499, {
      before: ({ hold }) => {
        held.release = hold(SERVER_READ).release;
      },
    });
    expect(await within(app.dialog).findByText(en.t('restore.checking'))).toBeDefined();
    expect(app.prompt()).toBeNull();
    expect(app.submit().getAttribute('aria-disabled')).toBe('true');
    held.release?.();
    await waitFor(() => expect(app.prompt()).not.toBeNull());
  });

  it('can find that the backup is gone', async () => {
    const app = await openDialog(499, {
      before: ({ fault }) => fault(BACKUP_READ, withoutEntry(499), 99),
    });
    const words = await within(app.dialog).findByText(en.t('restore.gone', { id: '499' }));
    expect(words.closest('[role=alert]')).not.toBeNull();
    expect(app.prompt()).toBeNull();
    await app.user.click(app.submit());
    expect(sent(app)).toEqual([]);
  });

  it('calls nothing gone that is missing from a partial list', async () => {
    const app = await openDialog(499, {
      before: ({ fault }) => fault(BACKUP_READ, withEntry(499, { id: null })),
    });
    const words = await within(app.dialog).findByText(en.t('restore.unseen', { id: '499' }));
    expect(words.closest('[role=alert]')).not.toBeNull();
    expect(app.prompt()).toBeNull();
    await app.user.click(app.button('Try again'));
    await waitFor(() => expect(app.prompt()).not.toBeNull());
    expect(sent(app)).toEqual([]);
  });

  it.each(['the same answer', 'a later list'])(
    'can show another server than the one that was meant (%s)',
    async (when) => {
      const moved = withEntry(499, { server: { id: 12346, name: 'db-server-01' } });
      const app = await openDialog(499, {
        before: ({ fault }) => {
          if (when === 'the same answer') fault(BACKUP_READ, moved, 99);
        },
      });
      if (when === 'a later list') {
        await waitFor(() => expect(app.prompt()).not.toBeNull());
        app.fault('GET /backups/', moved, 99);
        window.dispatchEvent(new Event('visibilitychange'));
      }
      const dialog = screen.getByRole('dialog');
      const words = await within(dialog).findByText(/no longer exists|belongs to another server/);
      expect(words.closest('[role=alert]')).not.toBeNull();
      expect(within(dialog).queryByRole('textbox')).toBeNull();
      await app.user.click(within(dialog).getByRole('button', { name: 'Restore server' }));
      expect(sent(app)).toEqual([]);
    },
  );

  it('blocks a restore while it fails', async () => {
    const app = await openDialog(499, { before: ({ fault }) => fault(BACKUP_READ, unreachable, 99) });
    const words = await within(app.dialog).findByText(
      /^Couldn’t check the backup, so nothing can be restored now\./,
    );
    expect(words.textContent).toContain(en.t('error.network.text'));
    expect(app.prompt()).toBeNull();
    expect(app.submit().getAttribute('aria-disabled')).toBe('true');
  });

  it('can be retried', async () => {
    const app = await openDialog(495, {
      // The server's list is read twice at first: by the dialog, and because a backup of it runs.
      before: ({ fault }) => fault(BACKUP_READ, refuse(500, { detail: 'Disk on fire' }), 2),
    });
    expect(await within(app.dialog).findByText(/Disk on fire/)).toBeDefined();
    await app.settled();
    await app.user.click(app.button('Try again'));
    await waitFor(() => expect(app.prompt()).not.toBeNull());
    expect(within(app.dialog).queryByText(/Disk on fire/)).toBeNull();
  });

  it.each([
    [403, { detail: 'No scope servers:read.' }],
    [404, { detail: 'Not found.' }],
    [500, { detail: 'Internal server error' }],
  ])(
    'may lack the server (%i): said, and the restore still possible by the name in the backup',
    async (status, body) => {
      const app = await openReady(499, {
        before: ({ fault }) => {
          fault('GET /servers/', refuse(status, body), 99);
          fault(SERVER_READ, refuse(status, body), 99);
        },
      });
      const words = within(app.dialog).getByText(
        /^Couldn’t read the server, so its address and status are unknown\./,
      );
      expect(words.textContent).toContain(body.detail);
      expect(factsOf(app.dialog)).toMatchObject({ Server: 'web-server-01 · #12345 · address unknown' });
      await app.type(`${NAME}{Enter}`);
      await dialogIsGone();
      expect(sent(app)).toEqual(RIGHT);
    },
  );

  it('can find that the server is already being restored', async () => {
    const app = await openDialog(499, {
      before: ({ fault }) => fault(SERVER_READ, withChange({ status: 'restoring' }), 99),
    });
    const words = await within(app.dialog).findByText(en.t('restore.running', { server: NAME }));
    expect(words.closest('[role=alert]')).not.toBeNull();
    expect(app.prompt()).toBeNull();
    await app.user.click(app.submit());
    expect(sent(app)).toEqual([]);
  });

  it('gives the current name of the server, which must be typed', async () => {
    await renderApp({
      path: '/settings?dialog=restore:499',
      before: ({ fault }) => fault(SERVER_READ, withChange({ name: 'web-renamed' }), 99),
    });
    const dialog = await findFacts('Restore web-renamed');
    expect(within(dialog).getByRole('textbox', { name: 'Type web-renamed to confirm' })).toBeDefined();
    expect(factsOf(dialog)['Server']).toContain('web-renamed');
  });
});

describe('the typed name', () => {
  it('is restored after a sign-in, for the same backup only', async () => {
    const app = await openReady();
    await app.type('web-server');
    app.reload();
    const again = parts(await findFacts(`Restore ${NAME}`));
    await waitFor(() => expect(again.prompt()?.value).toBe('web-server'));
    expect(sent(app)).toEqual([]);
  });

  it('is dropped when the dialog closes', async () => {
    const app = await openReady();
    await app.type('web-server-01');
    await app.user.click(app.button('Cancel'));
    await dialogIsGone();
    expect(sessionStorage.getItem('vps-backups.typed-words')).toBeNull();
  });
});
