import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { WireEntry } from '../../core/contract/schema-activity';
import { pass, startClock } from '../../testing/clock';
import { logged, loggedBackup, loggedWrite, openLog, type TestLog, unreadableLog } from '../../testing/log';
import {
  dialogIsGone,
  factsOf,
  findDialog,
  query,
  renderApp,
  rowsOf,
  type TestApp,
} from '../../testing/pages/app';

function open(log: TestLog, path = '/activity'): Promise<TestApp> {
  return renderApp({ path, before: log.before });
}

/** The page with the dialog of this entry over it, as a link leads there. */
async function openEntry(entry: WireEntry, log = openLog([entry])): Promise<TestApp> {
  return await open(log, `/activity?dialog=activity:${entry.id}`);
}

async function firstRow(): Promise<HTMLElement> {
  const [row] = rowsOf(await screen.findByRole('table', { name: 'Activity' }));
  if (row === undefined) throw new Error('The table is empty.');
  return row;
}

/** Labels and values of all facts of an entry, once they are there. */
async function facts(title: string): Promise<Record<string, string>> {
  const dialog = await findDialog(title);
  await waitFor(() => expect(factsOf(dialog)).not.toEqual({}));
  return factsOf(dialog);
}

const SAFE = { action: 'safe_restore', operation_id: 'operation-1' } as const;
const SAFE_RESTORE = logged(60, {
  ...SAFE,
  provider_status: null,
  outcome: 'completed',
  duration_ms: 160_000,
  ended_at: '2025-01-16T14:51:41.000Z',
  steps: [
    { time: '2025-01-16T14:45:00.000Z', step: 'started', detail: null },
    { time: '2025-01-16T14:45:02.000Z', step: 'safety_copy_created', detail: '#503' },
    { time: '2025-01-16T14:49:00.000Z', step: 'safety_copy_completed', detail: null },
    { time: '2025-01-16T14:51:41.000Z', step: 'restore_finished', detail: 'active' },
  ],
  writes: [
    loggedWrite(59.99, {
      action: 'create_backup',
      backup: null,
      result_backup_id: 503,
      outcome: 'completed',
      provider_status: 201,
      operation_id: 'operation-1',
    }),
    loggedWrite(55, {
      action: 'restore_server',
      outcome: 'completed',
      provider_status: 202,
      operation_id: 'operation-1',
    }),
  ],
});

describe('the way to an entry', () => {
  it('is a click anywhere on its row; Escape closes it and restores the focus', async () => {
    const app = await open(openLog([logged(1), logged(2)]));
    const row = await firstRow();
    row.focus();
    await app.user.click(within(row).getByText('Deleted'));
    await findDialog('Backup deleted');
    expect(query()).toEqual({ dialog: `activity:${logged(1).id}` });
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    expect(query()).toEqual({});
    expect(document.activeElement).toBe(row);
  });

  it('is the Enter key on its row, and its button', async () => {
    const app = await open(
      openLog([logged(1), logged(2, { action: 'restore_server', outcome: 'accepted' })]),
    );
    (await firstRow()).focus();
    await app.user.keyboard('{ArrowDown}{Enter}');
    await findDialog('Restore requested');
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    await app.user.click(
      within(await firstRow()).getByRole('button', { name: /^Details: Backup deleted, / }),
    );
    await findDialog('Backup deleted');
  });

  it('is not a click on one of its links', async () => {
    const app = await open(openLog([logged(1)]));
    await app.user.click(within(await firstRow()).getByRole('link', { name: 'web-server-01' }));
    expect(window.location.pathname).toBe('/servers/12345');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is a link, also to an old entry or one that the filters hide', async () => {
    const entries = Array.from({ length: 150 }, (_, at) => logged(at + 1));
    const far = entries.at(-1);
    if (far === undefined) throw new Error('There is no entry.');
    await open(openLog(entries), `/activity?outcome=failed&dialog=activity:${far.id.toUpperCase()}`);
    expect((await facts('Backup deleted'))['Request id']).toBe('request-150');
  });

  it.each(['nonsense', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    'is no way where there is no such entry: %s',
    async (id) => {
      await open(openLog([logged(1)]), `/activity?dialog=activity:${id}`);
      const dialog = await findDialog('Activity entry');
      expect(await within(dialog).findByText('Entry not found')).toBeTruthy();
    },
  );

  it('is there again after the log could not be read', async () => {
    const log = openLog([logged(1)]);
    log.fail(unreadableLog, 2);
    const app = await openEntry(logged(1), log);
    const dialog = await findDialog('Activity entry');
    await within(dialog).findByText('Couldn’t read the activity log');
    await app.user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    await findDialog('Backup deleted');
  });
});

describe('an entry', () => {
  it('keeps every fact of a backup that is gone', async () => {
    const deleted = loggedBackup({ id: 9001, type: 'manual', expires_at: null, description: 'Pre-update' });
    const app = await openEntry(logged(12, { backup: deleted, operation_id: 'operation-7' }));
    const all = await facts('Backup deleted');
    expect(all).toMatchObject({
      Server: 'web-server-01 · #12345',
      Backup: '#9001 · manual · completed · 4.5 GB',
      Expires: 'never',
      Description: 'Pre-update',
      Account: 'ops@example.com',
      Token: 'nightly-ops',
      Provider: 'Sandbox (demo data)',
      Response: 'status 204',
      'Request id': 'request-12',
      'Operation id': 'operation-7',
      'Entry id': logged(12).id,
    });
    expect(all['Time']).toContain('Thu 16 Jan 2025, 15:33:00 UTC');
    expect(all['Recovery point']).toContain('Thu 16 Jan 2025, 03:00 UTC');
    await app.settled();
    expect(await screen.findByText('Backup #9001 is no longer in the list.')).toBeTruthy();
  });

  it('links to server, backup, new backup and related entries while they exist', async () => {
    const app = await openEntry(SAFE_RESTORE);
    const backups = await app.backups(12345);
    const restored = backups.find(({ id }) => id === 501);
    expect(restored).toBeDefined();
    const dialog = await findDialog('Safe restore');
    const link = async (name: string) =>
      (await within(dialog).findByRole('link', { name })).getAttribute('href');
    expect(await link('Page of web-server-01')).toBe('/servers/12345');
    expect(await link('Backup #501 in the list')).toBe('/backups?server=12345&q=501');
    expect(await link('All activity of this server')).toBe('/activity?server=12345');
    expect(within(dialog).getByText('Backup #503 is no longer in the list.')).toBeTruthy();
  });

  it('does not call a backup gone while the list of backups cannot be read', async () => {
    const log = openLog([logged(1)]);
    const app = await renderApp({
      path: `/activity?dialog=activity:${logged(1).id}`,
      before: (gateway) => {
        gateway.fault('GET /backups/', () => Response.json({ detail: 'Broken' }, { status: 500 }), 99);
        log.before(gateway);
      },
    });
    await app.settled();
    expect(await screen.findByText('We don’t know whether backup #501 still exists.')).toBeTruthy();
  });

  it("explains the outcome, its reason and the provider's message", async () => {
    const detail = 'All 10 manual backup slots are in use.';
    await openEntry(
      logged(1, {
        action: 'create_backup',
        backup: null,
        outcome: 'refused',
        reason: 'provider_invalid',
        detail,
      }),
    );
    const dialog = await findDialog('Create backup');
    expect(dialog.textContent).toMatch(/Refused.*Not accepted\..*Nothing was done\..*The provider said/);
    expect(within(dialog).getByText(detail)).toBeTruthy();
  });

  it("separates the gateway's words from the provider's", async () => {
    const refusal = {
      outcome: 'refused',
      reason: 'wrong_server',
      provider_status: null,
      duration_ms: null,
    } as const;
    await openEntry(
      logged(1, { ...refusal, action: 'restore_server', detail: 'Backup 501 is of db-server-01.' }),
    );
    const dialog = await findDialog('Restore server');
    expect(within(dialog).getByText('The dashboard said')).toBeTruthy();
    expect(factsOf(dialog)['Response']).toBe('none');
  });

  it('warns where the outcome is unknown', async () => {
    await openEntry(logged(1, { action: 'restore_server', outcome: 'unknown', reason: 'no_outcome' }));
    const dialog = await findDialog('Restore server');
    expect(dialog.textContent).toContain('It may have been carried out.');
  });

  it.each([
    ['create_backup', 'unseen', 'Backup requested', 'didn’t see how the backup ended'],
    [
      'restore_server',
      'server_error',
      'Restore server',
      'The provider reports an error on the server after the restore.',
    ],
    ['unreadable', 'unknown', 'Unreadable entry', 'This log entry is damaged.'],
  ] as const)('says what it means: %s, %s', async (action, outcome, title, meaning) => {
    await openEntry(logged(1, { action, outcome }));
    expect((await findDialog(title)).textContent).toContain(meaning);
  });

  it('of many writes under one id says that the list is partial', async () => {
    await openEntry({ ...SAFE_RESTORE, writes_total: 34_500 });
    expect((await findDialog('Safe restore')).textContent).toContain('the newest 2 of 34,500 requests');
  });

  it('under way is followed to its end', async () => {
    startClock();
    const pending = { outcome: 'pending', ended_at: null, duration_ms: null, provider_status: null } as const;
    const log = openLog([logged(1, pending)]);
    await openEntry(logged(1, pending), log);
    const dialog = await findDialog('Delete backup');
    expect(dialog.textContent).toContain('The provider hasn’t responded yet.');
    log.entries = [logged(1)];
    await pass(5_000);
    await findDialog('Backup deleted');
  });
});

describe('a safe restore', () => {
  it('is one entry with its steps and writes in the order in which they happened', async () => {
    await openEntry(SAFE_RESTORE);
    const dialog = await findDialog('Safe restore');
    const steps = within(dialog)
      .getAllByRole('listitem')
      .map((item) => item.querySelector('b')?.textContent)
      .filter((text) => text !== undefined);
    expect(steps).toEqual([
      'Safe restore started',
      'Backup created',
      'Safety backup started',
      'Safety backup completed',
      'Server restored',
      'Restore finished',
    ]);
    expect(factsOf(dialog)).toMatchObject({ 'Safety backup': '#503', Duration: '2 min 40 s' });
  });

  it('that ended before the restore says that the disk was not touched', async () => {
    const failed = { outcome: 'failed', reason: 'safety_copy_failed' } as const;
    const [create] = SAFE_RESTORE.writes;
    if (create === undefined) throw new Error('There is no write.');
    await openEntry(
      logged(60, { ...SAFE, ...failed, steps: SAFE_RESTORE.steps.slice(0, 2), writes: [create] }),
    );
    const dialog = await findDialog('Safe restore');
    expect(dialog.textContent).toContain('No restore was sent, so the server’s disk wasn’t touched.');
  });

  it('whose restore was sent does not say so', async () => {
    const failed = { outcome: 'failed', reason: 'restore_failed' } as const;
    await openEntry({ ...SAFE_RESTORE, ...failed });
    const dialog = await findDialog('Safe restore');
    expect(dialog.textContent).not.toContain('wasn’t touched');
  });
});
