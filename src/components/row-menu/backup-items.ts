import Columns2 from 'lucide-react/icons/columns-2';
import NotebookPen from 'lucide-react/icons/notebook-pen';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import ScrollText from 'lucide-react/icons/scroll-text';
import Trash2 from 'lucide-react/icons/trash';
import { idKey } from '../../core/backups/backup';
import { comparisonQuery } from '../../core/compare/comparison';
import { comparePath } from '../../routes/compare-path';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import type { MenuItem } from '../../ui/overlays/menu';
import { restoreRefusalText } from '../backups/backup-labels';
import { useI18n } from '../i18n/i18n-provider';
import { useWriteLock } from '../write-lock';
import { deleteCurl, listCurl, restoreCurl } from './curl';
import type { BackupSubject } from './row-menu-subject';
import { useCopyItems } from './use-copy-items';

/** The menu items of one backup. */
export function useBackupItems({ backup, isDeleting }: BackupSubject): readonly MenuItem[] {
  const i18n = useI18n();
  const { t } = i18n;
  const openDialog = useOpenDialog();
  const lock = useWriteLock();
  const id = idKey(backup.id);
  const serverKey = idKey(backup.serverId);
  const copyItems = useCopyItems({
    id,
    path: paths.backups(new URLSearchParams({ server: serverKey, q: `#${id}` })),
    commands: [
      { label: t('action.copyCurlList'), of: (target) => listCurl(backup, target) },
      { label: t('action.copyCurlRestore'), of: (target) => restoreCurl(backup, target) },
      { label: t('action.copyCurlDelete'), of: (target) => deleteCurl(backup, target) },
    ],
  });
  const refusal =
    lock !== null ? t(`readOnly.reason.${lock}`) : isDeleting ? t('backups.refused.deleting') : undefined;
  const restoreRefusal = refusal ?? restoreRefusalText(backup, i18n);
  return [
    {
      label: t('backups.row.restore'),
      Icon: RotateCcw,
      refusal: restoreRefusal,
      onSelect: () => openDialog({ kind: 'restore', backupKey: id }),
    },
    {
      label: t('backups.row.delete'),
      Icon: Trash2,
      refusal,
      onSelect: () => openDialog({ kind: 'delete', backupKey: id }),
    },
    {
      label: t('mark.menu'),
      Icon: NotebookPen,
      onSelect: () => openDialog({ kind: 'mark', backupKey: id }),
    },
    {
      label: t('compare.with'),
      Icon: Columns2,
      to: comparePath(comparisonQuery({ kind: 'backups', keys: [id, null] })),
    },
    {
      label: t('action.showActivity'),
      Icon: ScrollText,
      to: paths.activity(new URLSearchParams({ server: serverKey, backup: id })),
    },
    ...copyItems,
  ];
}
