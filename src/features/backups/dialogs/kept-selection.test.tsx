import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { backupSelection } from '../../../components/list/selection';
import { dialogIsGone, findDialog, findTable, renderApp, type TestApp } from '../../../testing/pages/app';

const TITLE = 'Delete 2 backups';

async function askAboutTwo(): Promise<TestApp> {
  const app = await renderApp({ path: '/backups?server=12345' });
  const table = await findTable();
  for (const id of [499, 501]) {
    await app.user.click(within(table).getByRole('checkbox', { name: `Select backup ${id}` }));
  }
  await app.user.click(screen.getByRole('button', { name: 'Delete 2' }));
  return app;
}

/** A full page load, as for a sign-in. */
function leaveAndReturn(app: TestApp): void {
  backupSelection.clear();
  app.reload();
}

it('selection and typed words of a bulk deletion survive a reload or a sign-in', async () => {
  const app = await askAboutTwo();
  const field = within(await findDialog(TITLE)).getByRole('textbox');
  await app.user.type(field, 'DELETE 2');
  leaveAndReturn(app);
  const dialog = await findDialog(TITLE);
  expect(within(dialog).getByRole<HTMLInputElement>('textbox').value).toBe('DELETE 2');
  const submit = within(dialog).getByRole('button', { name: TITLE });
  expect(submit.getAttribute('aria-disabled')).toBeNull();
  expect(app.writes()).toEqual([]);
  await app.user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await dialogIsGone();
  const table = await findTable();
  for (const id of [499, 501]) {
    const box = within(table).getByRole<HTMLInputElement>('checkbox', { name: `Select backup ${id}` });
    expect(box.checked).toBe(true);
  }
});

it('backups selected on another page are counted where the deletion is offered', async () => {
  const app = await renderApp({ path: '/backups?server=12345' });
  const table = await findTable();
  for (const id of [499, 501]) {
    await app.user.click(within(table).getByRole('checkbox', { name: `Select backup ${id}` }));
  }
  await app.user.click(screen.getByRole('link', { name: 'Overview' }));
  await app.user.click(await screen.findByRole('link', { name: 'build-01' }));
  const bar = await screen.findByRole('region', { name: 'Selection' });
  expect(bar.textContent).toMatch(/^2 selected.*2 not shown here/);
  await app.user.click(within(bar).getByRole('button', { name: 'Delete 2' }));
  await findDialog(TITLE);
});

it('a cancelled selection is not asked about again', async () => {
  const app = await askAboutTwo();
  const dialog = await findDialog(TITLE);
  await app.user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await dialogIsGone();
  leaveAndReturn(app);
  await findTable();
  window.history.replaceState(null, '', '/backups?dialog=deleteSelected');
  leaveAndReturn(app);
  await waitFor(async () => expect((await findDialog('Delete backup')).textContent).toContain('selected'));
});
