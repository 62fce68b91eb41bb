import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  backupsOf,
  daily,
  holdBackups,
  holdServers,
  renderInUtc,
  type ToldBackup,
} from '../../testing/fleets/fleet';
import type { TestGateway } from '../../testing/gateway';
import {
  en,
  factsOf,
  findDialog,
  findFacts,
  findTable,
  query,
  rowOf,
  type TestApp,
  toasts,
} from '../../testing/pages/app';

const WEB = { id: 7, name: 'web' };
const SUSPICIOUS = 480;
const LAST_GOOD = 479;
const WHY = 'Only 12.9 GB; usually 116 GB.';

/** Five backups of 116 GB a day apart, and after them one of 12.9 GB. */
const BACKUPS: readonly ToldBackup[] = [
  { id: SUSPICIOUS, hoursAgo: 3, sizeMb: 12_900 },
  ...daily(475, 27, 5).map((told, index) => ({ ...told, id: LAST_GOOD - index, sizeMb: 116_000 })),
];

function open(
  path: string,
  backups = BACKUPS,
  prepare: (gateway: TestGateway) => void = () => {},
): Promise<TestApp> {
  return renderInUtc({
    path,
    before: (gateway) => {
      holdServers(gateway, [{ ...WEB, ip_address: '203.0.113.7', status: 'active' }]);
      gateway.fault(
        'GET /servers/7/',
        () => Response.json({ ...WEB, ip_address: '203.0.113.7', status: 'active' }),
        Number.POSITIVE_INFINITY,
      );
      holdBackups(gateway, () => backupsOf(WEB, backups));
      prepare(gateway);
    },
  });
}

const badges = (element: HTMLElement) => within(element).queryAllByText('Suspicious');

describe('a suspicious backup is marked', () => {
  it.each(['/backups', '/servers/7'])('in the table of %s', async (path) => {
    await open(path);
    const table = await findTable();
    const row = rowOf(table, SUSPICIOUS);
    expect(badges(row)).toHaveLength(1);
    expect(within(row).getByText('Completed')).toBeDefined();
    expect(within(row).getByTitle(WHY)).toBeDefined();
    expect(badges(table)).toHaveLength(1);
  });

  it('regardless of the filters', async () => {
    await open('/backups?q=480');
    const table = await findTable();
    expect(table.getAttribute('aria-rowcount')).toBe('2');
    expect(badges(rowOf(table, SUSPICIOUS))).toHaveLength(1);
  });

  it('with the reason in the deletion dialog', async () => {
    await open(`/settings?dialog=delete:${SUSPICIOUS}`);
    const dialog = await findFacts('Delete backup');
    expect(factsOf(dialog)['Backup']).toBe('#480 · automatic · completed · 12.9 GB Suspicious');
    expect(within(dialog).getByText(WHY)).toBeDefined();
  });

  it('in a bulk deletion, before and during it', async () => {
    const app = await open('/backups');
    const table = await findTable();
    for (const id of [SUSPICIOUS, LAST_GOOD - 1]) {
      await app.user.click(within(rowOf(table, id)).getByRole('checkbox'));
    }
    await app.user.click(screen.getByRole('button', { name: 'Delete 2' }));
    const dialog = await findDialog('Delete 2 backups');
    const [suspicious, good] = within(dialog).getAllByRole('listitem');
    expect(suspicious?.textContent).toContain('#480');
    expect(suspicious === undefined ? [] : badges(suspicious)).toHaveLength(1);
    expect(good === undefined ? [] : badges(good)).toHaveLength(0);
    await app.user.type(within(dialog).getByRole('textbox'), 'DELETE 2{Enter}');
    const lines = await within(dialog).findByRole('list', { name: 'Deletions' });
    expect(badges(lines)).toHaveLength(1);
  });

  it('when it completes', async () => {
    let isRunning = true;
    const app = await renderInUtc({
      path: '/settings',
      before: (gateway) =>
        holdBackups(gateway, () =>
          backupsOf(WEB, [
            {
              ...BACKUPS[0],
              id: SUSPICIOUS,
              hoursAgo: 0,
              ...(isRunning ? { status: 'in_progress', sizeMb: null } : { sizeMb: 12_900 }),
            },
            ...BACKUPS.slice(1),
          ]),
        ),
    });
    await app.settled();
    isRunning = false;
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() =>
      expect(toasts()[0]).toContain(`Backup 480 of web completed but is suspicious. ${WHY}`),
    );
  });
});

describe('a backup whose size was accepted', () => {
  const openAccepted = (path: string) =>
    open(path, BACKUPS, (gateway) => {
      void gateway.agreements.changeServer(7, 0, (before) => ({
        ...before,
        version: 1,
        accepted_backup_id: SUSPICIOUS,
      }));
    });

  it.each([
    ['/backups', 'the list'],
    ['/servers/7', 'the list, the days and the sizes of its server'],
    [`/settings?dialog=delete:${SUSPICIOUS}`, 'a deletion'],
    [`/settings?dialog=restore:${SUSPICIOUS}`, 'a restore'],
    ['/', 'the Overview'],
    ['/?view=wall', 'the wall'],
  ])('is like any other: %s (%s)', async (path) => {
    const app = await openAccepted(path);
    await app.settled();
    await waitFor(() => expect(document.body.textContent).toContain('web'));
    await waitFor(() => expect(document.body.textContent).not.toMatch(/suspicious|usually 116/i));
  });

  it('is the newest good one to restore', async () => {
    await openAccepted(`/settings?dialog=restore:${SUSPICIOUS}`);
    const dialog = await findFacts('Restore web');
    expect(await within(dialog).findByText(en.t('restore.newest'))).toBeDefined();
  });
});

describe('restoring a suspicious backup', () => {
  it('warns and names the last good backup', async () => {
    await open(`/settings?dialog=restore:${SUSPICIOUS}`);
    const dialog = await findFacts('Restore web');
    const words = await within(dialog).findByText(WHY);
    const alert = words.closest('[role=alert]');
    expect(alert?.textContent).toContain(`${WHY} Last good: #${LAST_GOOD} (Wed 15 Jan 2025, 12:45 UTC).`);
    expect(badges(dialog)).toHaveLength(1);
    expect(within(dialog).queryByText(en.t('restore.newest'))).toBeNull();
    expect(within(dialog).getByText(en.t('restore.newestSuspicious'))).toBeDefined();
  });

  it('opens the last good one with a click: in a new, empty dialog with the focus on Cancel', async () => {
    const app = await open(`/settings?dialog=restore:${SUSPICIOUS}`);
    const dialog = await findFacts('Restore web');
    await app.user.type(await within(dialog).findByRole('textbox'), 'web');
    await app.user.click(within(dialog).getByRole('button', { name: `Restore #${LAST_GOOD} instead` }));
    expect(query()).toEqual({ dialog: `restore:${LAST_GOOD}` });
    const other = await waitFor(() => {
      const shown = screen.getByRole('dialog', { name: 'Restore web' });
      expect(factsOf(shown)['Backup']).toBe(`#${LAST_GOOD} · automatic · completed · 116 GB`);
      return shown;
    });
    const field = await within(other).findByRole<HTMLInputElement>('textbox');
    expect(field.value).toBe('');
    await app.settled();
    expect(document.activeElement).toBe(within(other).getByRole('button', { name: 'Cancel' }));
    expect(within(other).queryByText(en.t('suspicion.title'))).toBeNull();
  });

  it('says that there is no good one', async () => {
    await open('/settings?dialog=restore:5', [{ id: 5, hoursAgo: 3, sizeMb: 0 }]);
    const dialog = await findFacts('Restore web');
    const words = await within(dialog).findByText(en.t('restore.noGood'));
    expect(words.closest('[role=alert]')?.textContent).toContain('Empty (0 MB).');
    expect(within(dialog).queryByRole('button', { name: /instead/ })).toBeNull();
  });
});
