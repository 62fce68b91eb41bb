import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { clearStorage } from '../../browser/storage/account-storage';
import { dayBefore } from '../../components/filters/time-presets';
import { savedViews } from '../../components/saved-views';
import type { SavedView } from '../../core/views/saved-views';
import {
  dialogIsGone,
  en,
  findDialog,
  findTable,
  findWhole,
  query,
  renderApp,
  toasts,
} from '../../testing/pages/app';

const KEY = 'vps-backups.views';
const FAILED: SavedView = { name: 'Failed', page: 'backups', query: 'status=failed' };
const LATE: SavedView = { name: 'Late', page: 'overview', query: 'state=late' };

function keepViews(...views: readonly SavedView[]): void {
  localStorage.setItem(KEY, JSON.stringify({ sandbox: views }));
}

const findRail = () => screen.findByRole('navigation', { name: 'Saved views' });
const namesIn = (element: HTMLElement) =>
  within(element)
    .queryAllByRole('link')
    .map((link) => link.textContent);

describe('saved views', () => {
  it('filters are saved under a name by keyboard, appear in the sidebar, and open again after a reload', async () => {
    const app = await renderApp({ path: '/backups?type=manual&q=update' });
    await findTable();
    const save = await screen.findByRole('button', { name: 'Save view' });
    save.focus();
    await app.user.keyboard('{Enter}');
    const dialog = await findDialog('Save view');
    const field = within(dialog).getByRole('textbox', { name: 'Name' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await app.user.keyboard('Before updates{Enter}');
    await dialogIsGone();
    expect(document.activeElement?.id).toBe('main');
    expect(toasts()).toContain('View Before updates saved.');
    expect(screen.queryByRole('button', { name: 'Save view' })).toBeNull();
    const link = within(await findRail()).getByRole('link', { name: 'Before updates', current: 'page' });
    expect(link.getAttribute('href')).toBe('/backups?type=manual&q=update');

    app.reload();
    await app.user.click(screen.getByRole('link', { name: 'Settings' }));
    await app.user.click(within(await findRail()).getByRole('link', { name: 'Before updates' }));
    await findTable();
    expect(query()).toEqual({ type: 'manual', q: 'update' });
  });

  it.each([
    ['/?state=late&q=web', 'overview', 'q=web&state=late'],
    ['/activity?action=delete_backup', 'activity', 'action=delete_backup'],
    ['/backups?status=failed&sort=-size&nonsense=1', 'backups', 'status=failed&sort=-size'],
  ])('%s keeps what the page understands of its query', async (path, page, kept) => {
    const app = await renderApp({ path });
    await app.user.click(await screen.findByRole('button', { name: 'Save view' }));
    const dialog = await findDialog('Save view');
    await app.user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Mine{Enter}');
    await dialogIsGone();
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toEqual({
      sandbox: [{ name: 'Mine', page, query: kept }],
    });
  });

  it('one saved with "Last 7 days" shows the last 7 days of the day it is opened', async () => {
    keepViews({ name: 'Week', page: 'backups', query: 'period=last7' });
    const today = en.format.dayKey(Date.now());
    const app = await renderApp({ path: '/settings' });
    await app.user.click(within(await findRail()).getByRole('link', { name: 'Week' }));
    await findTable();
    expect(query()).toEqual({ from: dayBefore(today, 6) });
    expect(within(await findRail()).getByRole('link', { name: 'Week', current: 'page' })).toBeTruthy();

    act(() => savedViews.set([]));
    await app.user.click(await screen.findByRole('button', { name: 'Save view' }));
    const dialog = await findDialog('Save view');
    await within(dialog).findByText('The period stays “Last 7 days”, whenever you open the view.');
    await app.user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Seven{Enter}');
    await dialogIsGone();
    expect(savedViews.get()).toEqual([{ name: 'Seven', page: 'backups', query: 'period=last7' }]);
  });

  it.each([
    ['{Enter}', 'Enter a name.'],
    [`${'x'.repeat(41)}{Enter}`, 'At most 40 characters.'],
    ['fAILED{Enter}', 'There is already a view with this name.'],
  ])('a name that cannot be (%s) is refused at the field', async (typed, words) => {
    keepViews(FAILED);
    const app = await renderApp({ path: '/backups?type=manual&dialog=saveView' });
    const dialog = await findDialog('Save view');
    const field = within(dialog).getByRole('textbox', { name: 'Name' });
    await app.user.type(field, typed);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(within(dialog).getByRole('alert').textContent).toBe(words);
    await app.user.type(field, '2');
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it('without filters there is nothing to save, and no button for it', async () => {
    await renderApp({ path: '/backups?dialog=saveView' });
    const dialog = await findDialog('Save view');
    await within(dialog).findByText('No filters are set here, so there is nothing to save.');
    expect(screen.queryByRole('navigation', { name: 'Saved views', hidden: true })).toBeNull();
  });

  it('are renamed, deleted, and brought back', async () => {
    keepViews(FAILED, LATE);
    const app = await renderApp({ path: '/settings' });
    await app.user.click(await screen.findByRole('button', { name: 'Edit saved views' }));
    const dialog = await findDialog('Saved views');
    const button = (name: string) => within(dialog).getByRole('button', { name });
    await app.user.click(button('Rename view Failed'));
    await app.user.type(within(dialog).getByRole('textbox', { name: 'New name for Failed' }), 'LATE{Enter}', {
      initialSelectionStart: 0,
      initialSelectionEnd: 6,
    });
    await within(dialog).findByText('There is already a view with this name.');
    await app.user.type(within(dialog).getByRole('textbox'), 'r ones{Enter}');
    expect(namesIn(dialog)).toEqual(['LATEr ones', 'Late']);
    expect(document.activeElement).toBe(button('Rename view LATEr ones'));
    await app.user.click(button('Delete view LATEr ones'));
    expect(namesIn(dialog)).toEqual(['Late']);
    expect(document.activeElement?.textContent).toBe('Undo');
    await app.user.keyboard('{Enter}');
    expect(namesIn(dialog)).toEqual(['LATEr ones', 'Late']);
    expect(document.activeElement).toBe(button('Rename view LATEr ones'));
    await app.user.click(button('Delete view Late'));
    await app.user.click(button('Delete view LATEr ones'));
    await within(dialog).findByText(/No saved views/);
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    expect(screen.queryByRole('navigation', { name: 'Saved views' })).toBeNull();
  });

  it('one whose filter no longer exists shows the rest, and says so once', async () => {
    keepViews({ ...LATE, query: 'q=web&state=asleep' });
    const app = await renderApp({ path: '/settings' });
    await app.user.click(within(await findRail()).getByRole('link', { name: 'Late' }));
    await findWhole('Servers');
    const lost = 'View Late has filters that no longer exist (state=asleep). The others are applied.';
    await waitFor(() => expect(toasts()).toContain(lost));
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('web');
    await app.settled();
    expect(toasts().filter((text) => text === lost)).toHaveLength(1);
  });

  it('stay after signing out, and are never shown to another account', async () => {
    const others = [{ ...FAILED, name: 'Of the agency' }];
    localStorage.setItem(KEY, JSON.stringify({ sandbox: [LATE, 'damaged', { name: 7 }], agency: others }));
    clearStorage();
    await renderApp({ path: '/settings' });
    expect(namesIn(await findRail())).toEqual(['Late']);
    expect(localStorage.getItem(KEY)).toContain('Of the agency');
  });
});
