import type { Backup } from '../../core/backups/backup';
import type { JudgedServer } from '../../core/fleet/fleet';

export interface BackupSubject {
  readonly kind: 'backup';
  readonly backup: Backup;
  readonly isDeleting: boolean;
}

export interface ServerSubject {
  readonly kind: 'server';
  readonly server: JudgedServer;
  /** The menu is on the server's own page, which needs no way to it. */
  readonly isOnItsPage?: boolean;
}

export type RowMenuSubject = BackupSubject | ServerSubject;
