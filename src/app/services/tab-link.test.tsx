import { act, screen, waitFor, within } from '@testing-library/react';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import {
  dialogIsGone,
  findDialog,
  findFacts,
  findTable,
  renderApp,
  rowButton,
  type TestApp,
} from '../../testing/pages/app';
import { hidePage } from '../../testing/pages/browser';
import { renderSignIn } from '../../testing/pages/sign-in';

/** Another tab of this browser, which shows the data of `owner`. */
function openTab(owner: string) {
  const channel = new BroadcastChannel(`vps-backups ${owner}`);
  const heard: unknown[] = [];
  channel.onmessage = ({ data }) => heard.push(data);
  onTestFinished(() => channel.close());
  return { heard, tell: (message: unknown) => channel.postMessage(message) };
}

function reads({ calls }: TestApp): string[] {
  return calls.filter(({ method }) => method === 'GET').map(({ path }) => path);
}

/** Something other than this page deletes a backup. */
async function deleteElsewhere({ sandbox }: TestApp, id: number): Promise<void> {
  const headers = { authorization: `Bearer ${sandbox.token}` };
  await sandbox.fetch(new Request(`${sandbox.baseUrl}/backups/${id}/`, { method: 'DELETE', headers }));
}

/** Messages between tabs need a turn of the real event loop. */
const arrival = () => act(() => new Promise((resolve) => setImmediate(resolve)));

describe('between the tabs of one browser', () => {
  it('a deletion here is broadcast once it was answered, without any data', async () => {
    const other = openTab('sandbox');
    const app = await renderApp({ path: '/backups?server=12345&type=manual' });
    const table = await findTable();
    await app.settled();
    await app.user.click(rowButton(table, 'Delete', 499));
    const dialog = await findFacts('Delete backup');
    expect(other.heard).toEqual([]);
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
    await dialogIsGone();
    await waitFor(() => expect(other.heard).toEqual(['provider']));
  });

  it('a deletion there shows here at once', async () => {
    const other = openTab('sandbox');
    const app = await renderApp({ path: '/backups?server=12345&type=manual' });
    await within(await findTable()).findByText('#499');
    await app.settled();
    await deleteElsewhere(app, 499);
    other.tell('provider');
    await waitFor(() => expect(screen.queryByText('#499')).toBeNull());
  });

  it('an open dialog stays as it is', async () => {
    const other = openTab('sandbox');
    const app = await renderApp({ path: '/backups?dialog=create:12345' });
    const dialog = await findDialog('Back up web-server-01');
    const field = within(dialog).getByRole('textbox', { name: /Description/ });
    await app.user.type(field, 'before the move');
    await app.settled();
    await deleteElsewhere(app, 499);
    other.tell('provider');
    await arrival();
    await app.settled();
    expect(within(dialog).getByDisplayValue('before the move')).toBe(document.activeElement);
  });

  it('many changes there cost one read every two seconds, and the last one is not missed', async () => {
    startClock();
    const other = openTab('sandbox');
    const app = await renderApp({ path: '/backups' });
    await findTable();
    await pass(3_000);
    const before = reads(app).length;
    for (let turn = 0; turn < 20; turn += 1) {
      other.tell('provider');
      await arrival();
    }
    const lists = () =>
      reads(app)
        .slice(before)
        .filter((path) => path === '/backups/').length;
    await waitFor(() => expect(lists()).toBe(1));
    await pass(2_500);
    expect(lists()).toBe(2);
    await pass(10_000);
    expect(lists()).toBe(2);
  });

  it('a hidden tab reads nothing until it is shown', async () => {
    const other = openTab('sandbox');
    const app = await renderApp({ path: '/activity' });
    await screen.findByRole('heading', { level: 1, name: 'Activity' });
    await app.settled();
    const show = hidePage();
    onTestFinished(show);
    const before = reads(app).length;
    other.tell('provider');
    await arrival();
    await app.settled();
    expect(reads(app)).toHaveLength(before);
    act(show);
    // Servers are not refetched on every focus.
    await waitFor(() => expect(reads(app).slice(before)).toContain('/servers/'));
  });

  it('fresh demo data replaces the old', async () => {
    const other = openTab('sandbox');
    const app = await renderApp({ path: '/backups?server=12345&type=manual' });
    await within(await findTable()).findByText('#499');
    await app.settled();
    await deleteElsewhere(app, 499);
    other.tell('reset');
    await waitFor(() => expect(screen.queryByText('#499')).toBeNull());
    await findTable();
  });

  it.each(['https://admin.vps.org/api/v1', 'somebody'])('the data of %s is another matter', async (owner) => {
    const other = openTab(owner);
    const app = await renderApp({ path: '/backups?server=12345&type=manual' });
    const table = await findTable();
    await app.settled();
    const before = reads(app).length;
    other.tell('provider');
    openTab('sandbox').tell({ kind: 'provider' });
    await arrival();
    await app.settled();
    expect(reads(app)).toHaveLength(before);
    await app.user.click(rowButton(table, 'Delete', 499));
    const dialog = await findFacts('Delete backup');
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
    await dialogIsGone();
    await arrival();
    expect(other.heard).toEqual([]);
  });

  it('with sign-in, tabs of the same account are linked', async () => {
    const app = await renderSignIn({ path: '/backups', isSignedIn: true });
    await findTable();
    const answer = await app.fetch('/api/session');
    const { account } = v.parse(v.object({ account: v.string() }), await answer.json());
    const lists = () => app.calls.filter((call) => call === 'GET /api/v1/backups/').length;
    const before = lists();
    openTab(`${account}-of-another`).tell('provider');
    await arrival();
    expect(lists()).toBe(before);
    const other = openTab(account);
    await waitFor(() => {
      other.tell('provider');
      expect(lists()).toBeGreaterThan(before);
    });
  });
});
