import { idKey } from '../../core/backups/backup';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import type { MenuItem } from '../../ui/overlays/menu';
import { useI18n } from '../i18n/i18n-provider';
import { useWriteLock } from '../write-lock';
import { createCurl, listCurl } from './curl';
import type { ServerSubject } from './row-menu-subject';
import { type ServerChange, type ServerWay, serverActs } from './server-acts';
import { useCopyItems } from './use-copy-items';

/** The menu items of one server; a deleted one can only be viewed and copied. */
export function useServerItems({ server, isOnItsPage = false }: ServerSubject): readonly MenuItem[] {
  const { key, id, protection } = server;
  const { newestGood, newestGoodAgeMs } = protection;
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  const lock = useWriteLock();
  const copyItems = useCopyItems({
    id: key,
    path: paths.server(key),
    commands: [
      { label: t('action.copyCurlList'), of: (target) => listCurl({ serverId: id }, target) },
      { label: t('action.copyCurlCreate'), of: (target) => createCurl({ serverId: id }, target) },
    ],
  });
  const lockText = lock === null ? undefined : t(`readOnly.reason.${lock}`);
  const restoreNewest =
    newestGood === null || newestGoodAgeMs === null
      ? t('server.restoreNewest')
      : t('server.restoreNewestOf', { id: idKey(newestGood.id), age: format.age(newestGoodAgeMs) });
  const acts = serverActs(server);
  const change = (label: string, act: ServerChange | null): readonly MenuItem[] => {
    if (act === null) return [];
    const { Icon, effect } = act;
    return [
      {
        label,
        Icon,
        refusal: lockText ?? (effect === null ? t('restore.noGood') : undefined),
        onSelect: () => {
          if (effect !== null) openDialog(effect.dialog);
        },
      },
    ];
  };
  const way = (label: string, { Icon, effect }: ServerWay): MenuItem => ({ label, Icon, to: effect.to });
  return [
    ...change(restoreNewest, acts.restoreNewest),
    ...change(t('server.restoreBefore'), acts.restoreBefore),
    ...change(t('server.backUpNow'), acts.backUp),
    ...(isOnItsPage
      ? []
      : [way(t('server.openBackups'), acts.serverBackups), way(t('server.open'), acts.server)]),
    way(t('compare.with'), acts.compareServer),
    way(t('action.showActivity'), acts.serverActivity),
    ...copyItems,
  ];
}
