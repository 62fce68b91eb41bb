import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findServers, renderInUtc, serverRow } from '../../testing/fleets/fleet';
import { findTable, query } from '../../testing/pages/app';

const HOUR_MS = 3_600_000;
const SKEWED = /^This computer’s clock is/;

describe('a wrong clock', () => {
  it.each([
    { aheadMs: HOUR_MS, says: /^This computer’s clock is 1 h behind the provider’s\./ },
    {
      aheadMs: -HOUR_MS,
      says: /^This computer’s clock is (1 h|59 min 5\d s) ahead of the provider’s\./,
    },
    { aheadMs: 50 * 24 * HOUR_MS, says: /is 50 d behind/ },
  ])("shows a notice, and ages follow the provider's clock: $aheadMs ms", async ({ aheadMs, says }) => {
    await renderInUtc({ sandboxOptions: { clock: () => Date.now() + aheadMs } });
    const table = await findServers();
    const notice = await screen.findByText(SKEWED);
    expect(notice.textContent).toMatch(says);
    expect(notice.closest('[role="status"]')).not.toBeNull();
    // The same fleet at the same provider time.
    const row = serverRow(table, 'web-server-01');
    await waitFor(() => expect(within(row).getByText(/^Backing up, 3 min 1\d s$/)).toBeTruthy());
    expect(within(serverRow(table, 'mail-01')).getByText(/last good backup 1 d 16 h ago/)).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('7 of 14 servers need attention'),
    );
  });

  it('shows a notice on the page of a server', async () => {
    await renderInUtc({ path: '/servers/12345', sandboxOptions: { clock: () => Date.now() - HOUR_MS } });
    await screen.findByRole('heading', { level: 1, name: 'web-server-01' });
    expect(await screen.findByText(SKEWED)).toBeTruthy();
  });

  it('shows a notice above the list of backups, whose "last 7 days" follow the corrected clock', async () => {
    const app = await renderInUtc({
      path: '/backups',
      sandboxOptions: { clock: () => Date.now() + 50 * 24 * HOUR_MS },
    });
    await findTable();
    expect(await screen.findByText(SKEWED)).toBeTruthy();
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Created' }), 'Last 7 days');
    // Fifty days after 16 January is 7 March.
    expect(query()).toEqual({ from: '2025-03-01' });
  });

  it('is ignored up to a minute', async () => {
    const app = await renderInUtc({ sandboxOptions: { clock: () => Date.now() + 60_000 } });
    await findServers();
    await app.settled();
    expect(screen.queryByText(SKEWED)).toBeNull();
  });
});
