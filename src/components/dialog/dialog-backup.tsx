import { useQuery } from '@tanstack/react-query';
import SearchX from 'lucide-react/icons/search-x';
import { useCallback, useMemo, useState } from 'react';
import { accountQuery } from '../../api/account';
import { backupsQuery } from '../../api/backups';
import { serversQuery } from '../../api/servers';
import { type Backup, type Id, idKey, isWholeList } from '../../core/backups/backup';
import type { Server } from '../../core/servers/server';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { ListLoad } from '../loading/first-load';
import { InfoDialog } from './dialog-shell';

/** From the Servers API: null if it has no such server, undefined until it has answered. */
export type DialogServer = Server | null | undefined;

export function useServerLookup(): (id: Id) => DialogServer {
  const { data, isPending } = useQuery(serversQuery());
  const byKey = useMemo(() => new Map(data?.servers.map((server) => [idKey(server.id), server])), [data]);
  return useCallback((id) => byKey.get(idKey(id)) ?? (isPending ? undefined : null), [byKey, isPending]);
}

/** The backup of a dialog, found by its own id. Once found it stays, whatever a poll brings. */
export function useDialogBackup(backupKey: string) {
  const list = useQuery(backupsQuery());
  const serverOf = useServerLookup();
  const account = useQuery(accountQuery());
  const listed = list.data?.backups.find(({ id }) => idKey(id) === backupKey) ?? null;
  const [remembered, setRemembered] = useState<Backup | null>(null);
  if (listed !== null && listed !== remembered) setRemembered(listed);
  const backup = listed ?? remembered;
  return {
    backup,
    server: backup === null ? undefined : serverOf(backup.serverId),
    accountEmail: account.data?.email ?? null,
    isUnread: list.data === undefined,
    /** The list is incomplete, so the backup may exist without being listed. */
    isPartial: list.data !== undefined && !isWholeList(list.data),
    retry: () => void list.refetch(),
    isRetrying: list.isFetching,
  };
}

export interface DialogWithoutBackupProps {
  title: string;
  backupKey: string;
  target: ReturnType<typeof useDialogBackup>;
  onClose: () => void;
}

/** The dialog while its backup is loading, or if it is not in the list. */
export function DialogWithoutBackup({ title, backupKey, target, onClose }: DialogWithoutBackupProps) {
  const { t } = useI18n();
  return (
    <InfoDialog title={title} onClose={onClose}>
      {target.isUnread ? (
        <ListLoad skeleton={<Skeleton rows={3} rowHeightPx={36} label={t('list.loading')} />} />
      ) : (
        <StateMessage
          icon={<SearchX size={22} />}
          title={t('gone.title', { id: backupKey })}
          role="status"
          actions={
            target.isPartial ? (
              <Button onClick={target.retry} isPending={target.isRetrying}>
                {t('action.retry')}
              </Button>
            ) : null
          }
        >
          {t(target.isPartial ? 'gone.textPartial' : 'gone.text')}
        </StateMessage>
      )}
    </InfoDialog>
  );
}
