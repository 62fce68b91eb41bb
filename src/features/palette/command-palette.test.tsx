import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { clearStorage } from '../../browser/storage/account-storage';
import { preferences } from '../../browser/storage/preferences';
import { savedViews } from '../../components/saved-views';
import type { Language } from '../../core/text/language';
import { refuse } from '../../testing/faults';
import { renderInUtc } from '../../testing/fleets/fleet';
import {
  type AppSetup,
  dialogIsGone,
  findDialog,
  findTable,
  query,
  renderApp,
} from '../../testing/pages/app';

const NAMES: Record<Language, { title: string; search: string }> = {
  en: { title: 'Command palette', search: 'Search commands' },
  nl: { title: 'Opdrachten', search: 'Opdrachten zoeken' },
};

async function openPalette(setup: AppSetup = {}) {
  const app = await renderInUtc({ path: '/settings', ...setup });
  await app.settled();
  const { title, search } = NAMES[setup.language ?? 'en'];
  const open = async () => {
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'k', code: 'KeyK', ctrlKey: true });
    return await findDialog(title);
  };
  const dialog = await open();
  const input = () => screen.getByRole<HTMLInputElement>('combobox', { name: search });
  /** Option names as read out. */
  const textOf = ({ textContent }: HTMLElement) => textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const options = () => screen.getAllByRole('option').map(textOf);
  const chosen = () => textOf(screen.getByRole('option', { selected: true }));
  await waitFor(() => expect(screen.queryByText(/still loading|nog geladen/)).toBeNull());
  return { app, dialog, open, input, options, chosen };
}

describe('the palette', () => {
  it('opens with the focus in its field, and Escape gives the focus back', async () => {
    const app = await renderApp();
    await findTable();
    const search = screen.getByRole('searchbox', { name: 'Search' });
    await app.user.click(search);
    await app.user.keyboard('{Control>}k{/Control}');
    await findDialog('Command palette');
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('combobox', { name: /commands/ })),
    );
    await app.user.paste('web');
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    await waitFor(() => expect(document.activeElement).toBe(search));
    expect(query()).toEqual({});
  });

  it('has the field for what is typed right after the keys, so that nothing reaches the page', async () => {
    const app = await renderApp({ path: '/backups' });
    await findTable();
    await app.settled();
    const search = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' });
    search.focus();
    await app.user.keyboard('{Control>}k{/Control}new');
    expect(search.value).toBe('');
    const field = screen.getByRole<HTMLInputElement>('combobox', { name: /commands/ });
    expect([field.value, query()]).toEqual(['new', { dialog: 'palette' }]);
  });

  it('opens by its button too; the same keys close it', async () => {
    const app = await renderApp({ path: '/settings' });
    await app.user.click(screen.getByRole('button', { name: 'Command palette' }));
    await findDialog('Command palette');
    await app.user.keyboard('{Control>}k{/Control}');
    await dialogIsGone();
  });

  it.each([
    ['MacIntel', { metaKey: true }, true],
    // There, Ctrl-K deletes to the end of a line.
    ['MacIntel', { ctrlKey: true }, false],
    ['Win32', { ctrlKey: true }, true],
    ['Win32', { ctrlKey: true, shiftKey: true }, false],
    ['Linux x86_64', { ctrlKey: true, altKey: true }, false],
    ['Linux x86_64', {}, false],
  ])('on %s with %j: %s', async (platform, keys, isOpened) => {
    vi.spyOn(navigator, 'platform', 'get').mockReturnValue(platform);
    const app = await renderApp({ path: '/settings' });
    await app.settled();
    fireEvent.keyDown(document.body, { key: 'k', code: 'KeyK', ...keys });
    expect(query()).toEqual(isOpened ? { dialog: 'palette' } : {});
  });

  it('does not open over another dialog', async () => {
    const app = await renderApp({ path: '/settings?dialog=create' });
    await findDialog('Create backup');
    await app.user.keyboard('{Control>}k{/Control}');
    expect(query()).toEqual({ dialog: 'create' });
  });
});

describe('what is typed', () => {
  it.each([
    ['backups', 'Backups', '/backups', {}],
    ['dark', 'Switch to dark', '/settings', {}],
    ['alerts', 'Settings', '/settings', {}],
    ['web server 01', 'web-server-01 Protected', '/servers/12345', {}],
    ['websrv', 'web-server-01 Protected', '/servers/12345', {}],
    ['203.0.113.10', 'web-server-01 Protected', '/servers/12345', {}],
    ['activity web', 'Activity of web-server-01', '/activity', { server: '12345' }],
    ['back up web', 'Back up web-server-01', '/settings', { dialog: 'create:12345' }],
    ['501', 'Backup #501 web-server-01', '/backups', { server: '12345', q: '501' }],
    ['#501', 'Backup #501 web-server-01', '/backups', { server: '12345', q: '501' }],
    ['restore 501', 'Restore backup 501 web-server-01', '/settings', { dialog: 'restore:501' }],
    ['delete #501', 'Delete backup 501 web-server-01', '/settings', { dialog: 'delete:501' }],
    ['create', 'Create backup', '/settings', { dialog: 'create' }],
    ['wall', 'Wall view', '/', { view: 'wall' }],
    ['compare servers', 'Compare servers', '/compare', { servers: '' }],
    ['compare web', 'Compare web-server-01 with…', '/compare', { servers: '12345' }],
  ])('%j offers "%s" first, and Enter goes to %s %j', async (text, first, path, search) => {
    const { app, chosen } = await openPalette();
    await app.user.paste(text);
    expect(chosen()).toContain(first);
    await app.user.keyboard('{Enter}');
    await waitFor(() => expect(window.location.pathname).toBe(path));
    await waitFor(() => expect(query()).toEqual(search));
    expect(app.writes()).toEqual([]);
  });
});

describe('restoring the newest good backup', () => {
  it('needs one text and Enter to reach its dialog, which asks for the name as everywhere', async () => {
    const { app, options } = await openPalette();
    await app.user.paste('restore web');
    expect(options()[0]).toMatch(/^Restore newest good of web-server-01 #501 Thu 16 Jan, \d\d:\d\d UTC$/);
    await app.user.keyboard('{Enter}');
    const dialog = await findDialog('Restore web-server-01');
    expect(query()).toEqual({ dialog: 'restore:501' });
    await app.back();
    await dialogIsGone();
    expect(dialog.isConnected).toBe(false);
    expect(app.writes()).toEqual([]);
  });

  it('is not offered for a server without a good backup, and no change is offered for a deleted one', async () => {
    const { app, options } = await openPalette();
    await app.user.paste('staging-01');
    expect(options().join()).toContain('Back up staging-01');
    expect(options().join()).not.toContain('Restore');
    await app.user.clear(screen.getByRole('combobox', { name: /commands/ }));
    await app.user.paste('legacy-02');
    expect(options().join()).toMatch(/Server no longer exists.*Backups of legacy-02/);
    expect(options().join()).not.toMatch(/Restore|Back up/);
  });
});

describe('in read-only mode', () => {
  it('changes say why they are unavailable, and Enter does nothing', async () => {
    const { app, chosen } = await openPalette({ isReadOnly: true });
    await app.user.paste('back up web');
    expect(chosen()).toContain('READ_ONLY');
    expect(screen.getByRole('option', { selected: true }).getAttribute('aria-disabled')).toBe('true');
    await app.user.keyboard('{Enter}');
    expect(query()).toEqual({ dialog: 'palette' });
    await app.user.keyboard(' backups of');
    expect(chosen()).not.toContain('READ_ONLY');
  });
});

describe('recently opened items', () => {
  it("come first, except the current page, until the account's stored data is removed", async () => {
    const { app, open, options, input } = await openPalette();
    await app.user.paste('web-server');
    await app.user.keyboard('{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'web-server-01' });
    await open();
    await app.user.paste('501');
    await app.user.keyboard('{Enter}');
    await findTable();
    await open();
    expect(options().slice(0, 2)).toEqual([
      expect.stringMatching(/^Backup #501/),
      expect.stringMatching(/^web-server-01/),
    ]);
    expect(screen.getByRole('group', { name: 'Recent' }).textContent).toContain('web-server-01');
    await app.user.keyboard('{ArrowDown}{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'web-server-01' });
    await open();
    expect(options()[0]).toMatch(/^Backup #501/);
    expect(screen.getByRole('group', { name: 'This server' }).textContent).toContain('Back up web-server-01');
    await app.user.type(input(), '{Escape}');
    await dialogIsGone();
    clearStorage();
    await open();
    expect(screen.queryByRole('group', { name: 'Recent' })).toBeNull();
  });
});

it('the appearance changes, and nothing else', async () => {
  const { app, open } = await openPalette();
  await app.user.paste('dark');
  await app.user.keyboard('{Enter}');
  await dialogIsGone();
  expect(preferences.get().theme).toBe('dark');
  await open();
  await app.user.paste('local times');
  await app.user.keyboard('{Enter}');
  await dialogIsGone();
  expect(preferences.get()).toMatchObject({ theme: 'dark', timeZone: 'local' });
});

it('saved views are found by name', async () => {
  const { app, chosen } = await openPalette();
  act(() => void savedViews.set([{ name: 'Night runs', page: 'backups', query: 'type=automatic' }]));
  await app.user.paste('night');
  expect(chosen()).toBe('Night runs Backups');
  await app.user.keyboard('{Enter}');
  await findTable();
  expect(query()).toEqual({ type: 'automatic' });
});

it('a text without a match can be searched for among the backups', async () => {
  const { app, dialog, chosen } = await openPalette();
  await app.user.paste('zzz');
  expect(dialog.textContent).toContain('Nothing found for “zzz”.');
  expect(chosen()).toBe('Search backups for “zzz”');
  await app.user.keyboard('{Enter}');
  await waitFor(() => expect(window.location.pathname).toBe('/backups'));
  expect(query()).toEqual({ q: 'zzz' });
});

it('without servers and backups it says so, and pages are found', async () => {
  const { app, dialog, chosen } = await openPalette({
    before: ({ fault }) => fault('GET /backups/', refuse(500, { detail: 'Oops' }), 99),
  });
  await waitFor(() => expect(dialog.textContent).toContain('couldn’t be read'));
  await app.user.paste('act');
  await app.user.keyboard('{Enter}');
  expect(chosen).toThrow();
  await waitFor(() => expect(window.location.pathname).toBe('/activity'));
});

it('is available in Dutch', async () => {
  const { app, dialog, options } = await openPalette({ language: 'nl' });
  expect(dialog.textContent).toContain('Overschakelen naar donker');
  await app.user.paste('terugzetten web-server');
  expect(options()[0]).toMatch(/^Laatste goede terugzetten op web-server-01 #501 do 16 jan/);
});
