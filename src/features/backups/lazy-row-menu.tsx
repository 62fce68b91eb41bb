import { useQuery } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import Lock from 'lucide-react/icons/lock';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Terminal from 'lucide-react/icons/terminal';
import Trash2 from 'lucide-react/icons/trash';
import type { ReactElement } from 'react';
import { gatewayQuery } from '../../api/gateway';
import { copyText } from '../../browser/copy-text';
import { restoreRefusalText } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useWriteLock } from '../../components/write-lock';
import { type Backup, idKey } from '../../core/backups/backup';
import type { DialogRoute } from '../../routes/dialog-route';
import { Menu } from '../../ui/menu';
import { showToast } from '../../ui/toast-store';
import { deleteCurl, listCurl, providerTarget, restoreCurl, sandboxTarget } from './curl';

export interface RowActionsProps {
  backup: Backup;
  isDeleting: boolean;
  onOpenDialog: (dialog: DialogRoute) => void;
}

/** Everything that can be done with one backup. */
export default function RowMenu({
  backup,
  isDeleting,
  onOpenDialog,
  button,
}: RowActionsProps & { button: ReactElement }) {
  const i18n = useI18n();
  const { t } = i18n;
  const lock = useWriteLock();
  const id = idKey(backup.id);
  const { data: gateway } = useQuery(gatewayQuery());
  const copy = async (text: string, success: string) => {
    const isCopied = await copyText(text);
    showToast(isCopied ? { tone: 'ok', text: success } : { tone: 'bad', text: t('backups.copied.failed') });
  };
  const providerUrl = gateway?.providerUrl ?? null;
  const target = providerUrl === null ? sandboxTarget(window.location.origin) : providerTarget(providerUrl);
  const copied = t(providerUrl === null ? 'backups.copied.curlDemo' : 'backups.copied.curl');
  const curlItem = (label: string, text: string) => ({
    label,
    Icon: Terminal,
    onSelect: () => void copy(text, copied),
  });
  const idItem = {
    label: t('action.copyId'),
    Icon: Copy,
    onSelect: () => void copy(id, t('backups.copied.id', { id })),
  };
  // No commands until it is known whether these are demo backups.
  const curlItems =
    gateway === undefined
      ? []
      : [
          curlItem(t('action.copyCurlList'), listCurl(backup, target)),
          curlItem(t('action.copyCurlRestore'), restoreCurl(backup, target)),
          curlItem(t('action.copyCurlDelete'), deleteCurl(backup, target)),
        ];
  const refusal =
    lock !== null ? t(`readOnly.reason.${lock}`) : isDeleting ? t('backups.refused.deleting') : undefined;
  const restoreRefusal = refusal ?? restoreRefusalText(backup, i18n);
  const restoreItem = {
    label: t('backups.row.restore'),
    Icon: restoreRefusal === undefined ? RotateCcw : Lock,
    refusal: restoreRefusal,
    onSelect: () => onOpenDialog({ kind: 'restore', backupKey: id }),
  };
  const deleteItem = {
    label: t('backups.row.delete'),
    Icon: Trash2,
    refusal,
    onSelect: () => onOpenDialog({ kind: 'delete', backupKey: id }),
  };
  return <Menu button={button} items={[restoreItem, deleteItem, idItem, ...curlItems]} />;
}
