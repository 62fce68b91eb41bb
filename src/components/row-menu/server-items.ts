import Columns2 from 'lucide-react/icons/columns-2';
import HardDrive from 'lucide-react/icons/hard-drive';
import Plus from 'lucide-react/icons/plus';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import History from 'lucide-react/icons/rotate-ccw-clock';
import ScrollText from 'lucide-react/icons/scroll-text';
import ServerIcon from 'lucide-react/icons/server';
import { idKey } from '../../core/backups/backup';
import { comparisonQuery } from '../../core/compare/comparison';
import { comparePath } from '../../routes/compare-path';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import type { MenuItem } from '../../ui/overlays/menu';
import { useI18n } from '../i18n/i18n-provider';
import { useWriteLock } from '../write-lock';
import { createCurl, listCurl } from './curl';
import type { ServerSubject } from './row-menu-subject';
import { useCopyItems } from './use-copy-items';

/** What can be done with one server; only looked at and copied once it is gone. */
export function useServerItems({ server, isOnItsPage = false }: ServerSubject): readonly MenuItem[] {
  const { key, id, isGone, protection } = server;
  const { newestGood, newestGoodAgeMs } = protection;
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  const lock = useWriteLock();
  const ofServer = new URLSearchParams({ server: key });
  const copyItems = useCopyItems({
    id: key,
    path: paths.server(key),
    commands: [
      { label: t('action.copyCurlList'), of: (target) => listCurl({ serverId: id }, target) },
      { label: t('action.copyCurlCreate'), of: (target) => createCurl({ serverId: id }, target) },
    ],
  });
  const lockText = lock === null ? undefined : t(`readOnly.reason.${lock}`);
  const noGood = newestGood === null ? t('restore.noGood') : undefined;
  const restoreNewest =
    newestGood === null || newestGoodAgeMs === null
      ? t('server.restoreNewest')
      : t('server.restoreNewestOf', { id: idKey(newestGood.id), age: format.age(newestGoodAgeMs) });
  const writes: readonly MenuItem[] = isGone
    ? []
    : [
        {
          label: restoreNewest,
          Icon: RotateCcw,
          refusal: lockText ?? noGood,
          onSelect: () => {
            if (newestGood !== null) openDialog({ kind: 'restore', backupKey: idKey(newestGood.id) });
          },
        },
        {
          label: t('server.restoreBefore'),
          Icon: History,
          refusal: lockText ?? noGood,
          onSelect: () => openDialog({ kind: 'restoreBefore', serverKey: key }),
        },
        {
          label: t('server.backUpNow'),
          Icon: Plus,
          refusal: lockText,
          onSelect: () => openDialog({ kind: 'create', serverKey: key }),
        },
      ];
  const ways: readonly MenuItem[] = isOnItsPage
    ? []
    : [
        { label: t('server.openBackups'), Icon: HardDrive, to: paths.backups(ofServer) },
        { label: t('server.open'), Icon: ServerIcon, to: paths.server(key) },
      ];
  return [
    ...writes,
    ...ways,
    {
      label: t('compare.with'),
      Icon: Columns2,
      to: comparePath(comparisonQuery({ kind: 'servers', keys: [key, null] })),
    },
    { label: t('action.showActivity'), Icon: ScrollText, to: paths.activity(ofServer) },
    ...copyItems,
  ];
}
