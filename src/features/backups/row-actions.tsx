import Lock from 'lucide-react/icons/lock';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { lazy } from 'react';
import { partMissing } from '../../browser/part-missing';
import { restoreRefusalText } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MenuButton } from '../../components/menu-button';
import { WriteButton } from '../../components/write-lock';
import { idKey } from '../../core/backups/backup';
import { hint } from '../../ui/hint';
import type { RowActionsProps } from './lazy-row-menu';

const loadRowMenu = () => import('./lazy-row-menu');
const RowMenu = lazy(() => loadRowMenu().catch(partMissing));

/** The menu of a row, and buttons for its first two items in the row that is active. */
export function RowActions({ isActive, ...props }: RowActionsProps & { isActive: boolean }) {
  const { t } = useI18n();
  const more = (
    <button
      type="button"
      className="icon-button backup-row__more"
      aria-label={t('action.more', { id: idKey(props.backup.id) })}
    />
  );
  return (
    <>
      {isActive ? <RowButtons {...props} /> : null}
      <MenuButton button={more} load={loadRowMenu}>
        <RowMenu {...props} button={more} />
      </MenuButton>
    </>
  );
}

function RowButtons({ backup, isDeleting, onOpenDialog }: RowActionsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const id = idKey(backup.id);
  const deleting = isDeleting ? t('backups.refused.deleting') : undefined;
  const refusal = deleting ?? restoreRefusalText(backup, i18n);
  const RestoreIcon = refusal === undefined ? RotateCcw : Lock;
  return (
    <>
      <WriteButton
        variant="ghost"
        className="backup-row__action"
        icon={<RestoreIcon size={16} aria-hidden="true" />}
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
