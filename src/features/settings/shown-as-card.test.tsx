import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { logged, openLog } from '../../testing/log';
import { dialogIsGone, findFacts, findTable, renderApp, rowButton, toasts } from '../../testing/pages/app';
import { renderSignIn } from '../../testing/pages/sign-in';

const findCard = () => screen.findByRole('region', { name: 'Your name in the log' });

/** The names sent with writes. */
function sentNames(fetched: { mock: { calls: Parameters<typeof fetch>[] } }): (string | null)[] {
  return fetched.mock.calls
    .filter(([, init]) => init?.method !== 'GET')
    .map(([, init]) => new Headers(init?.headers).get('x-self-given-name'));
}

it("a name is sent with this browser's changes, and with nothing else", async () => {
  const app = await renderApp({ path: '/settings' });
  const fetched = vi.spyOn(globalThis, 'fetch');
  const card = await findCard();
  await app.user.type(within(card).getByRole('textbox', { name: 'Shown as' }), '  Zoë  of ops{Enter}');
  expect(toasts()).toContain('Changes from this browser now carry the name Zoë of ops.');
  await app.user.click(screen.getByRole('link', { name: 'Backups' }));
  const table = await findTable();
  await app.user.type(screen.getByRole('searchbox', { name: 'Search' }), '#499');
  await within(table).findByText('#499');
  await app.user.click(rowButton(table, 'Delete', 499));
  const dialog = await findFacts('Delete backup');
  await app.user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
  await dialogIsGone();
  expect(sentNames(fetched)).toEqual([encodeURIComponent('Zoë of ops')]);
  const reads = fetched.mock.calls.filter(([, init]) => init?.method === 'GET');
  expect(reads.some(([, init]) => new Headers(init?.headers).has('x-self-given-name'))).toBe(false);
});

it('a name that is too long is refused at the field; an empty one removes the name', async () => {
  localStorage.setItem('vps-backups.self-given-name', '"Zoë"');
  const app = await renderApp({ path: '/settings' });
  const field = within(await findCard()).getByRole<HTMLInputElement>('textbox', { name: 'Shown as' });
  expect(field.value).toBe('Zoë');
  await app.user.type(field, `${'x'.repeat(40)}{Enter}`);
  await screen.findByText('At most 40 characters.');
  expect(localStorage.getItem('vps-backups.self-given-name')).toBe('"Zoë"');
  await app.user.clear(field);
  await app.user.type(field, '{Enter}');
  expect(toasts()).toContain('Changes from this browser carry no name.');
  expect(localStorage.getItem('vps-backups.self-given-name')).toBe('""');
});

it('is not asked for where people sign in', async () => {
  await renderSignIn({ path: '/settings', isSignedIn: true });
  await screen.findByRole('region', { name: 'Read-only' });
  // Its place is kept until the gateway has said how people sign in.
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Your name in the log' })).toBeNull());
});

it('is offered once in the log where several people may share a token', async () => {
  const app = await renderSignIn({ path: '/activity', mode: 'token' });
  await app.user.click(await screen.findByRole('button', { name: 'No, thanks' }));
  await waitFor(() => expect(screen.queryByText(/Do several people use this token/)).toBeNull());
  expect(localStorage.getItem('vps-backups.name-offered')).toBe('true');
});

it('is shown as self-given in the log, in the row and in the details', async () => {
  const entry = logged(1, { self_given_name: 'ops@example.com' });
  const log = openLog([entry, logged(2)]);
  await renderApp({ path: `/activity?dialog=activity:${entry.id}`, before: log.before });
  const marked = await screen.findAllByText(
    (_text, element) => element?.textContent === 'Self-given: ops@example.com',
  );
  expect(marked.length).toBeGreaterThan(0);
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.textContent).toContain('Shown asSelf-given: ops@example.com'));
});
