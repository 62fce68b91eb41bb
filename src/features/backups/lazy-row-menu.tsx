import { useQuery } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import Terminal from 'lucide-react/icons/terminal';
import type { ReactElement } from 'react';
import { gatewayQuery } from '../../api/gateway';
import { copyText } from '../../browser/copy-text';
import { useI18n } from '../../components/i18n/i18n-provider';
import { type Backup, idKey } from '../../core/backups/backup';
import { Menu } from '../../ui/menu';
import { showToast } from '../../ui/toast-store';
import { deleteCurl, listCurl, providerTarget, restoreCurl, sandboxTarget } from './curl';

/** Copies the id of a backup, or a command for it. */
export default function RowMenu({ backup, button }: { backup: Backup; button: ReactElement }) {
  const { t } = useI18n();
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
  return <Menu button={button} items={[idItem, ...curlItems]} />;
}
