import { fireEvent, waitFor, within } from '@testing-library/react';
import { expect } from 'vitest';
import {
  type AppSetup,
  en,
  findDialog,
  findFacts,
  findTable,
  renderApp,
  rowButton,
  type TestApp,
} from './app';

export const NAME = 'web-server-01';
export const POST = 'POST /servers/12345/restore/';
/** The two reads that the dialog repeats. */
export const BACKUP_READ = 'GET /backups/?server_id=12345';
export const SERVER_READ = 'GET /servers/12345/';
export const STARTED = /^Restore requested: web-server-01 from backup #499\./;

export function parts(dialog: HTMLElement) {
  const button = (name: string) => within(dialog).getByRole('button', { name });
  return {
    dialog,
    button,
    submit: () => button('Restore server'),
    prompt: () =>
      within(dialog).queryByRole<HTMLInputElement>('textbox', { name: `Type ${NAME} to confirm` }),
  };
}

/** The dialog over a page without a list, once it shows its facts. */
export async function openDialog(id = 499, setup: AppSetup = {}) {
  const app = await renderApp({ path: `/settings?dialog=restore:${id}`, ...setup });
  return { ...app, ...parts(await findFacts(`Restore ${NAME}`)) };
}

/** Chooses to restore without a safety backup, leaving the focus where it is. */
export function declineSafetyBackup(dialog: HTMLElement): void {
  fireEvent.click(within(dialog).getByRole('checkbox', { name: en.t('safe.checkbox') }));
}

/** The same dialog once it has read backup and server and asks for the name, with the safety backup switched off. */
export async function openReady(id = 499, setup: AppSetup = {}) {
  const app = await openDialog(id, setup);
  await waitFor(() => expect(app.prompt()).not.toBeNull());
  declineSafetyBackup(app.dialog);
  const type = async (text: string) => {
    const field = app.prompt();
    if (field === null) return;
    await app.user.click(field);
    const [words = '', ...keys] = text.split(/(?=\{)/);
    // In one step, because each key re-renders the dialog.
    await app.user.paste(words);
    for (const key of keys) await app.user.keyboard(key);
  };
  return { ...app, type };
}

export async function openFromRow() {
  const app = await renderApp({ path: '/backups?server=12345&type=manual' });
  const table = await findTable();
  await app.user.click(rowButton(table, 'Restore', 499));
  const form = parts(await findDialog(`Restore ${NAME}`));
  await waitFor(() => expect(form.prompt()).not.toBeNull());
  declineSafetyBackup(form.dialog);
  return { ...app, ...form };
}

export function sent({ calls }: Pick<TestApp, 'calls'>): unknown[] {
  return calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body]);
}

export const RIGHT = [['/servers/12345/restore/', { backup_id: 499 }]];
