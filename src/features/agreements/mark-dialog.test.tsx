import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { damagedMark } from '../../core/agreements/backup-mark';
import { REQUESTED_WITH, REQUESTED_WITH_HEADER } from '../../core/contract/headers';
import {
  en,
  findDialog,
  findTable,
  renderApp,
  rowButton,
  rowOf,
  type TestApp,
} from '../../testing/pages/app';

const PATH = '/backups?server=12345';

async function openMark(app: TestApp, id = 501) {
  const table = await findTable();
  const menu = within(rowOf(table, id)).getByRole('button', {
    name: en.t('action.more', { id: String(id) }),
  });
  await app.user.click(menu);
  await app.user.click(await screen.findByRole('menuitem', { name: 'Keep and note' }));
  return within(await findDialog(`Keep and note for backup #${id}`));
}
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
const markOf = async (app: TestApp) => (await app.agreements.all()).backups[0];

describe('a backup locked here', () => {
  it('shows the lock, is left out of selections, is deleted only by its id, and takes its note along', async () => {
    const app = await renderApp({ path: PATH });
    const dialog = await openMark(app);
    await app.user.click(dialog.getByRole('checkbox', { name: 'Keep: lock it in this dashboard' }));
    await app.user.type(dialog.getByRole('textbox', { name: 'Note' }), 'Before the move');
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    await closed();
    const row = within(rowOf(await findTable(), 501));
    expect(row.getByText('Locked here')).toBeTruthy();
    expect(row.getByText(/^Note: .*Before the move/)).toBeTruthy();
    expect(row.getByRole('checkbox').getAttribute('aria-disabled')).toBe('true');

    await app.user.click(rowButton(await findTable(), 'Delete', 501));
    const deletion = within(await findDialog('Delete backup'));
    expect(deletion.getByText(/^Locked here\. Only this dashboard respects it/)).toBeTruthy();
    expect(deletion.getByText('Before the move')).toBeTruthy();
    const submit = deletion.getByRole('button', { name: 'Delete backup' });
    expect(submit.getAttribute('aria-disabled')).toBe('true');
    await app.user.type(deletion.getByRole('textbox'), '501');
    await app.user.click(submit);
    await closed();
    expect(app.writes()).toEqual(['DELETE /backups/501/']);
  });

  it('can be unlocked again, and the note stays', async () => {
    const app = await renderApp({ path: PATH });
    await app.agreements.marks.change(501, 0, (before) => ({
      ...before,
      version: 1,
      note: 'Why',
      kept: { at: '2025-01-16T15:45:00.000Z', by: 'jan@example.com' },
    }));
    app.reload();
    await waitFor(async () => expect(rowOf(await findTable(), 501).textContent).toContain('Locked here'));
    const dialog = await openMark(app);
    expect(dialog.getByText(/^Locked here by/).parentElement?.textContent).toContain('jan@example.com');
    await app.user.click(dialog.getByRole('checkbox', { name: 'Keep: lock it in this dashboard' }));
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    await closed();
    expect(await markOf(app)).toMatchObject({ note: 'Why', kept: null, version: 2 });
    expect(rowOf(await findTable(), 501).textContent).not.toContain('Locked here');
  });

  it('that can’t be read is shown as locked, and can be replaced', async () => {
    const app = await renderApp({ path: PATH });
    await app.agreements.marks.change(501, 0, ({ backup_id }) => damagedMark(backup_id, 1));
    app.reload();
    await waitFor(async () => expect(rowOf(await findTable(), 501).textContent).toContain('Locked here'));
    const dialog = await openMark(app);
    expect(dialog.getByText(/can’t be read, so it counts as locked/)).toBeTruthy();
    expect(dialog.queryByText(/^Locked here by/)).toBeNull();
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    await closed();
    const mark = await markOf(app);
    expect([mark?.version, mark?.is_damaged, mark?.kept?.at.slice(0, 4)]).toEqual([2, undefined, '2025']);
  });

  it('through its description cannot be unlocked, and says so', async () => {
    const app = await renderApp({ path: `${PATH}&q=mine` });
    await app.fetch('/api/v1/backups/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', [REQUESTED_WITH_HEADER]: REQUESTED_WITH },
      body: JSON.stringify({ server_id: 12345, description: '[keep] mine' }),
    });
    app.reload();
    const created = (await app.backups(12345)).find(({ description }) => description === '[keep] mine');
    const dialog = await openMark(app, created?.id);
    expect(dialog.getByText(en.t('mark.byDescription'))).toBeTruthy();
    expect(dialog.queryByRole('checkbox')).toBeNull();
  });
});

describe('a note', () => {
  it('is found by a search', async () => {
    const app = await renderApp({ path: '/backups?q=verhuizing' });
    await app.agreements.marks.change(501, 0, (before) => ({ ...before, version: 1, note: 'Verhuizing' }));
    app.reload();
    await waitFor(async () => expect(rowOf(await findTable(), 501)).toBeTruthy());
  });

  it.each([
    ['is too long', 'x'.repeat(1003), '3 characters too many.'],
    ['has a control character', 'a\u0007b', /invisible character \(U\+0007\)/],
  ])('that %s is refused at its field', async (_name, text, words) => {
    const app = await renderApp({ path: PATH });
    const dialog = await openMark(app);
    await app.user.click(dialog.getByRole('textbox', { name: 'Note' }));
    await app.user.paste(text);
    expect(dialog.getByText(words)).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('tells the second of two people, who sees what the first one wrote', async () => {
    const app = await renderApp({ path: PATH });
    const dialog = await openMark(app);
    await app.user.type(dialog.getByRole('textbox', { name: 'Note' }), 'Mine');
    await app.agreements.marks.change(501, 0, (before) => ({ ...before, version: 1, note: 'Theirs' }));
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Someone else changed this/);
    expect(dialog.getByText(/^Saved now:/).parentElement?.textContent).toContain('Theirs');
    expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveProperty('value', 'Mine');
    expect(await markOf(app)).toMatchObject({ note: 'Theirs' });
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    await closed();
    expect(await markOf(app)).toMatchObject({ note: 'Mine', version: 2 });
  });

  it('does not replace what somebody else wrote since the dialog opened, also when that was read meanwhile', async () => {
    const app = await renderApp({ path: PATH });
    const dialog = await openMark(app);
    await app.user.type(dialog.getByRole('textbox', { name: 'Note' }), 'Mine');
    await app.agreements.marks.change(501, 0, (before) => ({ ...before, version: 1, note: 'Theirs' }));
    // Another tab was in front.
    act(() => void window.dispatchEvent(new Event('visibilitychange')));
    expect(await screen.findByText(/^Note: .*Theirs/)).toBeTruthy();
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Someone else changed this/);
    expect(await markOf(app)).toMatchObject({ note: 'Theirs' });
  });

  it('can be read in a read-only dashboard', async () => {
    const app = await renderApp({ path: PATH, isReadOnly: true });
    await app.agreements.marks.change(501, 0, (before) => ({ ...before, version: 1, note: 'Readable' }));
    app.reload();
    const dialog = await openMark(app);
    expect(dialog.getByText('Readable', { selector: 'bdi' })).toBeTruthy();
    expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveProperty('readOnly', true);
  });
});
