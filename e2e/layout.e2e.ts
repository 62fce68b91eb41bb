import { prefer } from './support/appearance';
import { findCutOff, widthsToScan } from './support/layout';
import { expect, test } from './support/test';

/** As long as names and descriptions get, with and without a place to break the line. */
const SERVERS = [
  'web-server-01',
  'production-database-primary-replica-eu-west-amsterdam-03',
  'Boekhouding en salarisadministratie van de vestiging Amsterdam Zuidoost',
].map((name, index) => ({
  id: 12_345 + index,
  name,
  hostname: `${name}.example`,
  status: 'active',
  ip_address: '192.0.2.10',
  location: 'Amsterdam',
}));
const STATUSES = ['completed', 'in_progress', 'failed', 'verification_pending'];
const BACKUPS = Array.from({ length: 12 }, (_, index) => ({
  id: 100_495 + index,
  server: SERVERS[index % SERVERS.length],
  backup_type: index % 2 === 0 ? 'automatic' : 'manual',
  status: STATUSES[index % STATUSES.length],
  size_mb: index % 4 === 1 ? null : 1_234_567 + index,
  created_at: `2024-12-${String(31 - index).padStart(2, '0')}T03:00:00Z`,
  expires_at: index % 3 === 0 ? null : '2025-11-30T03:00:00Z',
  description: index % 3 === 0 ? '[keep] Before the upgrade of everything that runs on it, twice' : '',
}));

test.describe('at every width from 320 to 1920 px', () => {
  test.use({ hostile: { servers: SERVERS, backups: BACKUPS, paging: 'whole', hasBrokenEntries: false } });

  for (const [name, path] of Object.entries({
    Overview: '/',
    Backups: '/backups',
    'a server': '/servers/12345',
    Activity: '/activity',
  })) {
    test(`nothing on ${name} is cut off or sticks out, in either language`, async ({ page, sandbox }) => {
      test.slow();
      if (name === 'Activity') {
        for (const id of [100_495, 100_496]) await sandbox.api('DELETE', `/api/v1/backups/${id}/`);
        await sandbox.api('POST', '/api/v1/backups/', {
          server_id: 12_346,
          description: 'Before '.repeat(20),
        });
        await sandbox.api('POST', '/api/v1/servers/12346/restore/', { backup_id: 100_500 });
      }
      await page.goto(path);
      await expect(page.getByRole('table').first()).not.toHaveAttribute('aria-busy');
      const found: Record<string, number[]> = {};
      for (const language of ['en', 'nl'] as const) {
        await prefer(page, { language });
        for (const width of widthsToScan()) {
          await page.setViewportSize({ width, height: 768 });
          for (const cut of await findCutOff(page)) {
            found[`${language}: ${cut}`] = [...(found[`${language}: ${cut}`] ?? []), width];
          }
        }
      }
      expect(found).toEqual({});
    });
  }
});
