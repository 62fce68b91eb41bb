import Ellipsis from 'lucide-react/icons/ellipsis';
import Lock from 'lucide-react/icons/lock';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { lazy } from 'react';
import { partMissing } from '../../browser/part-missing';
import { restoreRefusalText } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MenuButton } from '../../components/menu-button';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import type { DialogRoute } from '../../routes/dialog-route';
import { IconButton } from '../../ui/button';
import { hint } from '../../ui/hint';

const loadRowMenu = () => import('./lazy-row-menu');
const RowMenu = lazy(() => loadRowMenu().catch(partMissing));

export interface RowActionsProps {
  backup: Backup;
  isDeleting: boolean;
  onOpenDialog: (dialog: DialogRoute) => void;
}

export function RowActions({ backup, isDeleting, onOpenDialog }: RowActionsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const id = idKey(backup.id);
  const refusal = restoreRefusalText(backup, i18n);
  const more = (
    <IconButton label={t('action.more', { id })} icon={<Ellipsis size={16} aria-hidden="true" />} />
  );
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
      <MenuButton button={more} load={loadRowMenu}>
        <RowMenu backup={backup} button={more} />
      </MenuButton>
    </>
  );
}
