import { useQuery } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import Link from 'lucide-react/icons/link';
import Terminal from 'lucide-react/icons/terminal';
import { gatewayQuery } from '../../api/gateway';
import { copyText } from '../../browser/copy-text';
import type { MenuItem } from '../../ui/overlays/menu';
import { showToast } from '../../ui/overlays/toast-store';
import { useI18n } from '../i18n/i18n-provider';
import { type CurlTarget, providerTarget, sandboxTarget } from './curl';

export interface CopySubject {
  /** `idKey` of the backup or server. */
  readonly id: string;
  /** Its URL in this dashboard. */
  readonly path: string;
  /** Commands by label. */
  readonly commands: readonly { readonly label: string; readonly of: (target: CurlTarget) => string }[];
}

/** Items that copy a link, an id, and shell commands. */
export function useCopyItems({ id, path, commands }: CopySubject): readonly MenuItem[] {
  const { t } = useI18n();
  const { data: gateway } = useQuery(gatewayQuery());
  const copy = async (text: string, success: string) => {
    const isCopied = await copyText(text);
    showToast(isCopied ? { tone: 'ok', text: success } : { tone: 'bad', text: t('backups.copied.failed') });
  };
  const { origin } = window.location;
  const providerUrl = gateway?.providerUrl ?? null;
  const target = providerUrl === null ? sandboxTarget(origin) : providerTarget(providerUrl);
  const copied = t(providerUrl === null ? 'backups.copied.curlDemo' : 'backups.copied.curl');
  return [
    {
      label: t('action.copyLink'),
      Icon: Link,
      onSelect: () => void copy(`${origin}${path}`, t('backups.copied.link')),
    },
    {
      label: t('action.copyId'),
      Icon: Copy,
      onSelect: () => void copy(id, t('backups.copied.id', { id })),
    },
    // No commands until it is known whether this is the demo.
    ...(gateway === undefined ? [] : commands).map(({ label, of }) => ({
      label,
      Icon: Terminal,
      onSelect: () => void copy(of(target), copied),
    })),
  ];
}
