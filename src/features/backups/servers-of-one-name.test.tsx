import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { backupsOf, findServers, holdBackups, holdServers, renderInUtc } from '../../testing/fleets/fleet';
import {
  dialogIsGone,
  findDialog,
  findFacts,
  findTable,
  query,
  rowOf,
  type TestApp,
  toasts,
} from '../../testing/pages/app';

/** Two servers with the same name, each with one good backup. */
const TWINS = [
  { id: 7, name: 'web' },
  { id: 8, name: 'web' },
];
const BACKUP_OF = { 7: 70, 8: 80 };

/** @param statusOf status of a second backup of server 8; null: no such backup */
function open(path: string, statusOf: (() => string) | null = null): Promise<TestApp> {
  return renderInUtc({
    path,
    before: (gateway) => {
      holdServers(
        gateway,
        TWINS.map((server) => ({ ...server, ip_address: `203.0.113.${server.id}`, status: 'active' })),
      );
      holdBackups(gateway, () => [
        ...backupsOf({ id: 7, name: 'web' }, [{ id: BACKUP_OF[7], hoursAgo: 3 }]),
        ...backupsOf({ id: 8, name: 'web' }, [
          { id: BACKUP_OF[8], hoursAgo: 4 },
          ...(statusOf === null ? [] : [{ id: 81, hoursAgo: 0, status: statusOf() }]),
        ]),
      ]);
    },
  });
}

describe('two servers with the same name', () => {
  it('have a field each when their last good backups are deleted', async () => {
    const app = await open('/backups');
    const table = await findTable();
    await app.user.click(within(table).getByRole('checkbox', { name: 'Select all' }));
    await app.user.click(await screen.findByRole('button', { name: 'Delete 2' }));
    const dialog = await findDialog('Delete 2 backups');
    const field = (id: number) =>
      within(dialog).getByRole<HTMLInputElement>('textbox', {
        name: `Type web to confirm for server #${id}`,
      });
    const submit = within(dialog).getByRole('button', { name: 'Delete 2 backups' });
    await app.user.type(field(7), 'web');
    expect(field(8).value).toBe('');
    expect(submit.getAttribute('aria-disabled')).toBe('true');
    await app.user.type(field(8), 'web');
    expect(submit.getAttribute('aria-disabled')).toBeNull();
    expect(dialog.textContent).toContain('web (#7), web (#8)');
  });

  it('are distinguished in the table and in the filter', async () => {
    const app = await open('/backups');
    const table = await findTable();
    expect(within(rowOf(table, 70)).getByRole('link', { name: 'web (#7)' })).toBeDefined();
    expect(within(rowOf(table, 80)).getByRole('link', { name: 'web (#8)' })).toBeDefined();
    const filter = screen.getByRole<HTMLInputElement>('combobox', { name: 'Server' });
    await app.user.click(filter);
    await app.user.click(await screen.findByRole('option', { name: /^web \(#8\)/ }));
    expect(query()).toEqual({ server: '8' });
    expect(filter.value).toBe('web (#8)');
  });

  it('have distinct links and buttons on the Overview', async () => {
    const app = await open('/');
    const table = await findServers();
    for (const { id } of TWINS) {
      expect(
        within(table)
          .getByRole('link', { name: `web (#${id})` })
          .getAttribute('href'),
      ).toBe(`/servers/${id}`);
    }
    await app.user.click(within(table).getByRole('button', { name: /Back up web \(#8\)$/ }));
    await waitFor(() => expect(query()).toEqual({ dialog: 'create:8' }));
    await app.user.keyboard('{Escape}');
    await dialogIsGone();
    // The focus returns to that button, not to the first one with that name.
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/web \(#8\)$/);
  });

  it('are named with their id among running backups, and when one ends', async () => {
    let status = 'in_progress';
    startClock();
    await open('/settings', () => status);
    const running = await screen.findByRole('region', { name: 'Running now' });
    expect(within(running).getByRole('link', { name: /^web \(#8\)/ })).toBeDefined();
    status = 'failed';
    await pass(61_000);
    await waitFor(() => expect(toasts()).toEqual([expect.stringContaining('web (#8)')]));
  });

  it.each(['restore', 'delete'])('are named with their id where the name is typed to %s', async (action) => {
    await open(`/settings?dialog=${action}:80`);
    const dialog = await findFacts(action === 'restore' ? 'Restore web (#8)' : 'Delete backup');
    expect(
      await within(dialog).findByRole('textbox', { name: 'Type web to confirm for server #8' }),
    ).toBeDefined();
  });
});
