import type { Backup, BackupList } from '../../core/backups/backup';
import { fc } from '../properties';

/** The second backup of the provider's own example, with what a test cares about changed. */
export function aBackup(changes: Partial<Backup> = {}): Backup {
  return {
    id: 499,
    serverId: 12345,
    serverName: 'web-server-01',
    type: 'manual',
    status: 'completed',
    sizeMb: 4456,
    createdAt: '2025-01-14T10:30:00.000Z',
    expiresAt: null,
    description: 'Pre-update backup',
    ...changes,
  };
}

/** A complete list by default. */
export function aList(backups: readonly Backup[], changes: Partial<BackupList> = {}): BackupList {
  return { backups, expectedCount: backups.length, skippedCount: 0, isComplete: true, ...changes };
}

const idArbitrary = fc.oneof(fc.nat({ max: 40 }), fc.constantFrom('7', '07', 'a-10', 'a-9', 'constructor'));
const isoArbitrary = fc
  .integer({ min: 0, max: 40 })
  .map((hours) => new Date(Date.UTC(2025, 0, 15, hours)).toISOString());

export const backupArbitrary: fc.Arbitrary<Backup> = fc.record({
  id: idArbitrary,
  serverId: fc.constantFrom(1, 2, '3', 'toString'),
  serverName: fc.constantFrom('web-2', 'web-10', 'Web-2', 'Überprüfung', ''),
  type: fc.constantFrom('manual', 'automatic', 'weekly'),
  status: fc.constantFrom('completed', 'in_progress', 'failed', 'pending'),
  sizeMb: fc.option(fc.nat({ max: 3 })),
  createdAt: fc.option(isoArbitrary),
  expiresAt: fc.option(isoArbitrary),
  description: fc.constantFrom('', 'Vóór de update', 'before update', 'nightly 501'),
});

/** Backups with different ids, as any list holds them. */
export const backupsArbitrary: fc.Arbitrary<Backup[]> = fc.uniqueArray(backupArbitrary, {
  selector: (backup) => String(backup.id),
  maxLength: 30,
});
