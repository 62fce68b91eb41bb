import '../../ui/menu.css';
import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import { useQuery } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Terminal from 'lucide-react/icons/terminal';
import { gatewayQuery } from '../../api/gateway';
import { copyText } from '../../browser/copy-text';
import { useI18n } from '../../components/i18n/i18n-provider';
import { type Backup, idKey } from '../../core/backups/backup';
import { IconButton } from '../../ui/button';
import { showToast } from '../../ui/toast-store';
import { deleteCurl, listCurl, providerTarget, restoreCurl, sandboxTarget } from './curl';

/** Copying things of one backup. Opens at once: it is only drawn after a click on its button. */
export default function RowMenu({ backup }: { backup: Backup }) {
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
  // Until it is known whom these backups belong to, no command can name the right one.
  const curls =
    gateway === undefined
      ? []
      : [
          { label: t('action.copyCurlList'), text: listCurl(backup, target) },
          { label: t('action.copyCurlRestore'), text: restoreCurl(backup, target) },
          { label: t('action.copyCurlDelete'), text: deleteCurl(backup, target) },
        ];
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={t('action.more', { id })} icon={<Ellipsis size={16} aria-hidden="true" />} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          <DropdownMenu.Item
            className="menu__item"
            onSelect={() => void copy(id, t('backups.copied.id', { id }))}
          >
            <Copy size={15} aria-hidden="true" />
            <span>{t('action.copyId')}</span>
          </DropdownMenu.Item>
          {curls.map(({ label, text }) => (
            <DropdownMenu.Item key={label} className="menu__item" onSelect={() => void copy(text, copied)}>
              <Terminal size={15} aria-hidden="true" />
              <span>{label}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
