import type { Backup } from '../../core/backups/backup';
import type { JudgedServer } from '../../core/fleet/fleet';
import type { ChoosableTable } from '../list/table-choices';

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

/** What a table shows of its rows, in the menu at its head. */
interface TableSubject {
  readonly kind: 'table';
  readonly table: ChoosableTable;
}

export type RowMenuSubject = BackupSubject | ServerSubject | TableSubject;
