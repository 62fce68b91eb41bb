import { Lock, RotateCcw, Trash2 } from 'lucide-react';
import type { DialogRoute } from '../../config/dialog-route';
import { type Backup, idKey } from '../../domain/backup';
import { useI18n } from '../../i18n/i18n-provider';
import { hint } from '../../ui/hint';
import { restoreRefusalText } from '../shared/backup-labels';
import { WriteButton } from '../shared/write-lock';
import { RowMenuButton } from './row-menu-button';

export interface RowActionsProps {
  backup: Backup;
  isDeleting: boolean;
  onOpenDialog: (dialog: DialogRoute) => void;
}

/** What can be done with one backup: restore, delete, and the menu of the rest. */
export function RowActions({ backup, isDeleting, onOpenDialog }: RowActionsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const id = idKey(backup.id);
  const refusal = restoreRefusalText(backup, i18n);
  return (
    <>
      <WriteButton
        variant="ghost"
        icon={
          refusal === undefined ? (
            <RotateCcw size={14} aria-hidden="true" />
          ) : (
            <Lock size={14} aria-hidden="true" />
          )
        }
        aria-label={t('backups.row.restoreLabel', { id })}
        aria-disabled={refusal !== undefined || isDeleting || undefined}
        {...hint(refusal)}
        onClick={() => onOpenDialog({ kind: 'restore', backupKey: id })}
      >
        {t('backups.row.restore')}
      </WriteButton>
      <WriteButton
        variant="ghost"
        icon={<Trash2 size={14} aria-hidden="true" />}
        aria-label={t('backups.row.deleteLabel', { id })}
        aria-disabled={isDeleting || undefined}
        onClick={() => onOpenDialog({ kind: 'delete', backupKey: id })}
      >
        {t('backups.row.delete')}
      </WriteButton>
      <RowMenuButton backup={backup} />
    </>
  );
}
