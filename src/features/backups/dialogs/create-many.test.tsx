import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { serverSelection } from '../../../components/list/selection';
import { backupsOf, findServers, holdBackups, holdServers } from '../../../testing/fleets/fleet';
import { dialogIsGone, findDialog, renderApp, type TestApp, toasts } from '../../../testing/pages/app';

beforeEach(() => act(() => serverSelection.clear()));

const SERVERS = ['one', 'two', 'three', 'full'].map((name, index) => ({ id: index + 1, name }));
const FULL = { id: 4, name: 'full' };

interface Setup {
  readonly before?: (gateway: Parameters<typeof holdServers>[0]) => void;
}

/** The Overview with four servers, the last without a free slot, and these of them selected. */
async function select(names: readonly string[], { before }: Setup = {}): Promise<TestApp> {
  const app = await renderApp({
    path: '/',
    before: (gateway) => {
      before?.(gateway);
      holdServers(gateway, SERVERS);
      holdBackups(gateway, () =>
        backupsOf(
          FULL,
          Array.from({ length: 10 }, (_, index) => ({ id: 100 + index, hoursAgo: index, type: 'manual' })),
        ),
      );
    },
  });
  await findServers();
  for (const name of names) await app.user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
  return app;
}

async function open(app: TestApp, count: number): Promise<HTMLElement> {
  const bar = await screen.findByRole('region', { name: 'Selection' });
  await app.user.click(await within(bar).findByRole('button', { name: `Back up ${count}` }));
  return findDialog('Back up several servers');
}

const itemsOf = (dialog: HTMLElement) =>
  within(within(dialog).getByRole('list', { name: 'Backups' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

/** An answer to a request for a new backup. */
const created = (id: number, serverId: number) => () =>
  Response.json(
    {
      ...backupsOf({ id: serverId, name: SERVERS[serverId - 1]?.name ?? '' }, [
        { id, hoursAgo: 0, type: 'manual', status: 'in_progress' },
      ])[0],
    },
    { status: 201 },
  );
const refused = () => Response.json({ detail: 'Quota exceeded' }, { status: 400 });

describe('backups of several servers', () => {
  it('are requested once each with one description, and a failed one can be tried again', async () => {
    const app = await select(['one', 'two', 'full'], {
      before: ({ fault }) => {
        fault('POST /backups/', created(901, 1));
        fault('POST /backups/', refused);
        fault('POST /backups/', created(902, 2));
      },
    });
    const dialog = await open(app, 3);
    const full = within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Back up full' });
    expect(full.disabled).toBe(true);
    expect(full.closest('li')?.textContent).toContain('10/10All manual slots are in use.');
    await app.user.type(within(dialog).getByRole('textbox', { name: /^Description/ }), 'Before deploy');
    expect(app.writes()).toEqual([]);
    await app.user.click(within(dialog).getByRole('button', { name: 'Back up 2 servers' }));
    await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Try 1 again' })).toBeTruthy());
    expect(itemsOf(dialog)).toEqual([
      'one · #1Backup #901: in progress',
      expect.stringMatching(/^two · #2Not started.*Quota/),
    ]);
    expect(within(dialog).getByRole('status').textContent).toBe('1 of 2 requested · 1 failed');
    await app.user.click(within(dialog).getByRole('button', { name: 'Try 1 again' }));
    await waitFor(() => expect(itemsOf(dialog)[1]).toBe('two · #2Backup #902: in progress'));
    const sent = app.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(sent).toEqual([1, 2, 2].map((server_id) => ({ server_id, description: 'Before deploy' })));
    const [, close] = within(dialog).getAllByRole('button', { name: 'Close' });
    await app.user.click(close ?? dialog);
    await dialogIsGone();
    expect(toasts()).toContain('2 backups requested.');
    // What could not be backed up stays selected.
    expect([...serverSelection.selected.get()]).toEqual(['4']);
  });

  it('leave out what the person unticks, and what is backing up already unless it is ticked', async () => {
    const app = await renderApp({ path: '/' });
    await findServers();
    for (const name of ['web-server-01', 'mail-01', 'shop-01']) {
      await app.user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
    }
    const dialog = await open(app, 3);
    const box = (name: string) =>
      within(dialog).getByRole<HTMLInputElement>('checkbox', { name: `Back up ${name}` });
    expect([box('web-server-01'), box('mail-01'), box('shop-01')].map(({ checked }) => checked)).toEqual([
      false,
      true,
      true,
    ]);
    expect(box('web-server-01').closest('li')?.textContent).toMatch(
      /A backup is already running: #\d+, started \d\d:\d\d\./,
    );
    await app.user.click(box('mail-01'));
    await app.user.click(box('web-server-01'));
    await app.user.click(within(dialog).getByRole('button', { name: 'Back up 2 servers' }));
    await within(dialog).findByText('2 of 2 requested');
    const begun = (await app.backups()).filter(({ status }) => status === 'in_progress');
    const names = begun.map(({ server }) => server.name).sort();
    expect(names).toEqual(['shop-01', 'web-server-01', 'web-server-01']);
  });

  it('tell an unknown outcome, never send it again, and show a backup that appears', async () => {
    const app = await select(['one', 'two'], {
      before: ({ fault }) => {
        fault('POST /backups/', () => new Response('<html>', { status: 502 }));
        fault('POST /backups/', refused);
      },
    });
    const dialog = await open(app, 2);
    await app.user.click(within(dialog).getByRole('button', { name: 'Back up 2 servers' }));
    await waitFor(() =>
      expect(within(dialog).getByRole('status').textContent).toBe('0 of 2 requested · 1 failed · 1 unknown'),
    );
    expect(itemsOf(dialog)[0]).toMatch(
      /^one · #1Unknown whether started.*returned an error \(502\).*No new backup seen so far/,
    );
    // Only the one that was surely not started.
    expect(within(dialog).getByRole('button', { name: 'Try 1 again' })).toBeTruthy();
  });

  it('show after a reload what was begun, and send nothing by themselves', async () => {
    const app = await select(['one', 'two', 'three']);
    const [first, second] = [
      app.hold('POST /backups/', created(901, 1)),
      app.hold('POST /backups/', created(902, 2)),
    ];
    const dialog = await open(app, 3);
    await app.user.click(within(dialog).getByRole('button', { name: 'Back up 3 servers' }));
    await Promise.all([first.arrived, second.arrived]);
    act(() => app.reload());
    act(() => serverSelection.clear());
    await screen.findByText('0 of 3 requested · 2 unknown · 1 not sent');
    const again = screen.getByRole('dialog');
    expect(itemsOf(again).map((text) => text?.slice(0, 30))).toEqual([
      'one · #1Unknown whether starte',
      'two · #2Unknown whether starte',
      'three · #3Not sent',
    ]);
    expect(within(again).queryByRole('button', { name: /again/ })).toBeNull();
    first.release();
    second.release();
    await app.settled();
    expect(app.writes()).toHaveLength(2);
    await app.back();
    await dialogIsGone();
    expect(sessionStorage.getItem('vps-backups.create-many')).toBeNull();
  });

  it('stop before the next', async () => {
    const app = await select(['one', 'two', 'three']);
    const held = [app.hold('POST /backups/', created(901, 1)), app.hold('POST /backups/', created(902, 2))];
    const dialog = await open(app, 3);
    await app.user.click(within(dialog).getByRole('button', { name: 'Back up 3 servers' }));
    await Promise.all(held.map(({ arrived }) => arrived));
    await app.user.keyboard('{Escape}');
    expect(within(dialog).getByRole('alert').textContent).toContain('Stop after these and close?');
    await app.user.click(within(dialog).getByRole('button', { name: 'Keep going' }));
    await app.user.click(within(dialog).getByRole('button', { name: 'Stop' }));
    for (const { release } of held) release();
    await within(dialog).findByText('2 of 3 requested · 1 not sent');
    expect(app.writes()).toHaveLength(2);
  });

  it('are named when none was selected', async () => {
    await renderApp({ path: '/?dialog=createSelected' });
    const dialog = await findDialog('Back up several servers');
    expect(within(dialog).getByText('No server selected')).toBeTruthy();
  });
});
