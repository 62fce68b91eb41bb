import HardDrive from 'lucide-react/icons/hard-drive';
import NotebookPen from 'lucide-react/icons/notebook-pen';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { useMemo } from 'react';
import { useNow } from '../../browser/use-now';
import { restoreRefusalText } from '../../components/backups/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { commandId } from '../../components/recent-commands';
import { useWriteLock } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import { type Action, NO_WORDS } from '../../core/palette/find';
import { targetOf } from '../../core/palette/match';
import { paths } from '../../routes/paths';
import { ForeignText } from '../../ui/foreign-text';
import type { Command } from './command';

export interface FoundBackup {
  readonly backup: Backup;
  readonly target: ReturnType<typeof targetOf>;
}

export function foundBackup(backup: Backup): FoundBackup {
  return { backup, target: targetOf(idKey(backup.id)) };
}

/** The actions for one backup. */
export function useBackupActions(): readonly (Action<FoundBackup, Command> & { readonly kind: string })[] {
  const i18n = useI18n();
  const lock = useWriteLock();
  const nowMs = useNow(MINUTE_MS);
  return useMemo(() => {
    const { t, format } = i18n;
    const refusal = lock === null ? undefined : t(`readOnly.reason.${lock}`);
    const detail = ({ serverName, createdAt }: Backup) => (
      <>
        <ForeignText text={serverName} />{' '}
        <span>
          {createdAt === null
            ? t('backups.row.createdUnknown')
            : format.rowDateTime(createdAt, nowMs) + format.zoneMark}
        </span>
      </>
    );
    return [
      {
        kind: 'backup',
        target: { ...NO_WORDS, otherPieces: targetOf(t('palette.backup', { id: '' })).pieces },
        of: ({ backup }) => {
          const key = idKey(backup.id);
          return {
            id: commandId('backup', key),
            Icon: HardDrive,
            label: t('palette.backup', { id: key }),
            detail: detail(backup),
            effect: {
              kind: 'go',
              to: paths.backups(new URLSearchParams({ server: idKey(backup.serverId), q: key })),
            },
            isRemembered: true,
          };
        },
      },
      {
        kind: 'restoreBackup',
        target: targetOf(t('backups.row.restoreLabel', { id: '' })),
        of: ({ backup }) => ({
          id: commandId('restoreBackup', idKey(backup.id)),
          Icon: RotateCcw,
          label: t('backups.row.restoreLabel', { id: idKey(backup.id) }),
          detail: detail(backup),
          refusal: refusal ?? restoreRefusalText(backup, i18n),
          effect: { kind: 'dialog', dialog: { kind: 'restore', backupKey: idKey(backup.id) } },
        }),
      },
      {
        kind: 'deleteBackup',
        target: targetOf(t('backups.row.deleteLabel', { id: '' })),
        of: ({ backup }) => ({
          id: commandId('deleteBackup', idKey(backup.id)),
          Icon: Trash2,
          label: t('backups.row.deleteLabel', { id: idKey(backup.id) }),
          detail: detail(backup),
          refusal,
          effect: { kind: 'dialog', dialog: { kind: 'delete', backupKey: idKey(backup.id) } },
        }),
      },
      {
        kind: 'markBackup',
        target: targetOf(t('mark.title', { id: '' })),
        of: ({ backup }) => ({
          id: commandId('markBackup', idKey(backup.id)),
          Icon: NotebookPen,
          label: t('mark.title', { id: idKey(backup.id) }),
          detail: detail(backup),
          effect: { kind: 'dialog', dialog: { kind: 'mark', backupKey: idKey(backup.id) } },
        }),
      },
    ];
  }, [i18n, lock, nowMs]);
}
