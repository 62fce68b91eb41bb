import { within } from '@testing-library/react';
import { type AppSetup, findDialog, renderApp, type TestApp } from './app';

/** The dialog, once it names the server it was opened for. */
const CREATE_TITLE = /^(Create backup$|Back up )/;
export const POST = 'POST /backups/';
/** The first id that a fresh demo fleet assigns. */
export const NEW_ID = 503;
export const API_SERVER = 12358;
export const FULL_SERVER = 12370;

function parts(dialog: HTMLElement) {
  const button = (name: string | RegExp) => within(dialog).getByRole('button', { name });
  return {
    dialog,
    button,
    submit: () => button('Create backup'),
    server: () => within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Server' }),
    description: () => within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Description' }),
  };
}

/** A server's dialog, over a page without a list. */
export async function openFor(serverId: number | null, setup: AppSetup = {}) {
  const key = serverId === null ? 'create' : `create:${serverId}`;
  const app = await renderApp({ path: `/settings?dialog=${key}`, ...setup });
  const dialog = await findDialog(CREATE_TITLE);
  const form = parts(dialog);
  // The server's name and slots come with the lists.
  if (serverId !== null) await within(dialog).findByText(/ of 10 used$/);
  return { ...app, ...form };
}

export async function again() {
  return parts(await findDialog(CREATE_TITLE));
}

export function sent({ calls }: Pick<TestApp, 'calls'>): unknown[] {
  return calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
}
