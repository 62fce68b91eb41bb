import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { restoreRefusalText } from '../../components/backups/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import type { DialogRoute } from '../../routes/use-dialog-route';
import { hint } from '../../ui/hints/hint';

export interface RowActionsProps {
  backup: Backup;
  isDeleting: boolean;
  onOpenDialog: (dialog: DialogRoute) => void;
}

/** The menu of a row, and in the active row buttons for its first two items. */
export function RowActions({ isActive, ...props }: RowActionsProps & { isActive: boolean }) {
  const { t } = useI18n();
  const { backup, isDeleting } = props;
  return (
    <>
      {isActive ? <RowButtons {...props} /> : null}
      <RowMenuButton
        subject={{ kind: 'backup', backup, isDeleting }}
        label={t('action.more', { id: idKey(backup.id) })}
      />
    </>
  );
}

function RowButtons({ backup, isDeleting, onOpenDialog }: RowActionsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const id = idKey(backup.id);
  const deleting = isDeleting ? t('backups.refused.deleting') : undefined;
  const refusal = deleting ?? restoreRefusalText(backup, i18n);
  return (
    <>
      <WriteButton
        variant="ghost"
        className="backup-row__action"
        icon={<RotateCcw size={16} aria-hidden="true" />}
        aria-label={t('backups.row.restoreLabel', { id })}
        aria-disabled={refusal !== undefined || undefined}
        title={t('backups.row.restore')}
        {...hint(refusal)}
        onClick={() => onOpenDialog({ kind: 'restore', backupKey: id })}
      />
      <WriteButton
        variant="ghost"
        className="backup-row__action"
        icon={<Trash2 size={16} aria-hidden="true" />}
        aria-label={t('backups.row.deleteLabel', { id })}
        aria-disabled={isDeleting || undefined}
        title={t('backups.row.delete')}
        {...hint(deleting)}
        onClick={() => onOpenDialog({ kind: 'delete', backupKey: id })}
      />
    </>
  );
}
