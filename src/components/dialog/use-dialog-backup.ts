import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '../../api/account';
import { backupsQuery } from '../../api/backups';
import { type Backup, idKey, isWholeList } from '../../core/backups/backup';
import type { Server } from '../../core/servers/server';
import { useServerLookup } from './use-server-lookup';

export interface DialogBackup {
  /** The backup by its own id. Once found it stays for as long as the dialog does, whatever a poll brings. */
  readonly backup: Backup | null;
  /** From the Servers API: null when it has no such server, undefined until it has answered. */
  readonly server: Server | null | undefined;
  readonly accountEmail: string | null;
  /** The list was not read yet, so nothing can be said. */
  readonly isUnread: boolean;
  /** Something of the list is missing, which may be this very backup. */
  readonly isPartial: boolean;
  readonly retry: () => void;
  readonly isRetrying: boolean;
}

/** What a dialog about one backup needs, found by the backup's own id and by nothing else. */
export function useDialogBackup(backupKey: string): DialogBackup {
  const list = useQuery(backupsQuery());
  const serverOf = useServerLookup();
  const account = useQuery(accountQuery());
  const listed = list.data?.backups.find((backup) => idKey(backup.id) === backupKey) ?? null;
  const [remembered, setRemembered] = useState<Backup | null>(null);
  if (listed !== null && listed !== remembered) setRemembered(listed);
  const backup = listed ?? remembered;
  return {
    backup,
    server: backup === null ? undefined : serverOf(backup.serverId),
    accountEmail: account.data?.email ?? null,
    isUnread: list.data === undefined,
    isPartial: list.data !== undefined && !isWholeList(list.data),
    retry: () => void list.refetch(),
    isRetrying: list.isFetching,
  };
}
