import type { ExportCell } from '../lib/csv';
import type { Backup } from './backup';
import { isKept } from './keep-mark';

/** In this order. All but the last three are the provider's fields. */
export const BACKUP_EXPORT_COLUMNS = [
  'id',
  'server_id',
  'server_name',
  'backup_type',
  'status',
  'size_mb',
  'created_at',
  'expires_at',
  'description',
  'suspicious',
  'kept',
  'note',
] as const;

export type BackupExportRow = Readonly<Record<(typeof BACKUP_EXPORT_COLUMNS)[number], ExportCell>>;

/** One row per backup. Times are ISO UTC, sizes decimal MB. */
export function backupExportRows(
  backups: readonly Backup[],
  isSuspicious: (backup: Backup) => boolean,
): readonly BackupExportRow[] {
  return backups.map((backup) => ({
    id: backup.id,
    server_id: backup.serverId,
    server_name: backup.serverName,
    backup_type: backup.type,
    status: backup.status,
    size_mb: backup.sizeMb,
    created_at: backup.createdAt,
    expires_at: backup.expiresAt,
    description: backup.description,
    suspicious: isSuspicious(backup),
    kept: isKept(backup),
    note: backup.mark?.note ?? null,
  }));
}
