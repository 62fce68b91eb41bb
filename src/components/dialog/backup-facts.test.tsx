import { waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { refuse, withEntry } from '../../testing/faults';
import { type AppSetup, factsOf, findFacts, renderApp } from '../../testing/pages/app';

/** The facts of a manual backup in the delete dialog. */
async function openFacts(setup: AppSetup): Promise<HTMLElement> {
  await renderApp({ path: '/settings?dialog=delete:499', ...setup });
  return findFacts('Delete backup');
}

describe('BackupFacts', () => {
  it('shows missing facts as unknown', async () => {
    const dialog = await openFacts({
      before: ({ fault }) => {
        fault('GET /backups/', withEntry(499, { size_mb: null, created_at: null, description: '' }), 99);
        fault('GET /servers/', refuse(403, { detail: 'No scope servers:read.' }), 99);
        fault('GET /account/me/', refuse(403, { detail: 'No.' }), 99);
      },
    });
    await waitFor(() =>
      expect(factsOf(dialog)).toEqual({
        Server: 'web-server-01 · #12345 · address unknown',
        Backup: '#499 · manual · completed · size unknown',
        'Recovery point': 'unknown',
        Expires: 'never',
      }),
    );
  });

  it('shows the expiry in local time and UTC, and the exact size on hover', async () => {
    const dialog = await openFacts({
      before: ({ fault }) =>
        fault('GET /backups/', withEntry(499, { expires_at: '2025-02-15T04:02:00Z' }), 99),
    });
    const { Expires: expires = '' } = factsOf(dialog);
    expect(expires).toMatch(/^in (29|30|31) days · /);
    expect(expires).toContain('Sat 15 Feb 2025, 04:02 UTC');
    expect(within(dialog).getByText('4.5 GB').getAttribute('title')).toBe('4,456 MB');
  });

  it('shows an unreadable expiry as unknown', async () => {
    const dialog = await openFacts({
      before: ({ fault }) => fault('GET /backups/', withEntry(499, { expires_at: 'whenever' }), 99),
    });
    expect(factsOf(dialog)['Expires']).toBe('unknown');
  });

  it.each([
    ['completed', 'Recovery point', 'Created'],
    // No recovery point.
    ['failed', 'Created', 'Recovery point'],
  ])('labels the time of a backup that is %s “%s”', async (status, label, other) => {
    const change = { status, size_mb: null };
    const dialog = await openFacts({
      before: ({ fault }) => fault('GET /backups/', withEntry(499, change), 99),
    });
    expect(factsOf(dialog)).toHaveProperty([label]);
    expect(factsOf(dialog)).not.toHaveProperty([other]);
  });
});
