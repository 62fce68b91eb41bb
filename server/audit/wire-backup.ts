import type { Backup, Id } from '../../src/core/backups/backup';
import type { WireBackup } from '../../src/core/contract/schema-activity';

/** A backup as the log keeps it; nulls where only the id is known. */
export function wireBackup(id: Id, backup: Backup | null): WireBackup {
  return {
    id: backup?.id ?? id,
    type: backup?.type ?? null,
    status: backup?.status ?? null,
    size_mb: backup?.sizeMb ?? null,
    created_at: backup?.createdAt ?? null,
    expires_at: backup?.expiresAt ?? null,
    description: backup?.description ?? null,
  };
}
