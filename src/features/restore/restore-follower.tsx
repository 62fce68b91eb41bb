import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failureOf } from '../../api/client/policy';
import { providerPause, providerPauseMs } from '../../api/client/provider-pause';
import { replaceServer, serverQuery } from '../../api/one-server';
import { serverKeys, serversQuery } from '../../api/servers';
import { canNotify, notifyWhenHidden } from '../../browser/notify';
import { useStore } from '../../browser/storage/store';
import { isStartedHere } from '../../components/backups/started-here';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { serverStatusLabel } from '../../components/i18n/provider-words';
import { followRestores } from '../../components/servers/followed-restores';
import { idKey } from '../../core/backups/backup';
import { afterPauseMs, nextListMs, nextRestoreMs } from '../../core/polling/polling';
import type { RestoreEnd } from '../../core/restore/followed-restore';
import type { Server } from '../../core/servers/server';
import { RESTORING_STATUS } from '../../core/servers/server';
import { paths } from '../../routes/paths';
import { showToast } from '../../ui/overlays/toast-store';

/** Polls a server during its restore, and updates it in the list of servers. */
function FollowRestore({ server }: { server: Server }) {
  const client = useQueryClient();
  useStore(providerPause);
  const readCount = () => client.getQueryState(serverKeys.one(server.id))?.dataUpdateCount ?? 0;
  // A status read before the server was seen restoring proves no end.
  const [oldCount] = useState(readCount);
  const isNews = readCount() > oldCount;
  const { data } = useQuery({
    ...serverQuery(server.id),
    refetchInterval: (query) =>
      afterPauseMs(nextRestoreMs(failureOf(query), document.hidden), providerPauseMs(Date.now())),
    // A hidden tab does not poll, unless it started this restore and may notify.
    refetchIntervalInBackground: canNotify() && isStartedHere('restores', server.id),
  });
  useEffect(() => {
    if (data === undefined || !isNews) return;
    replaceServer(client, data);
  }, [client, data, isNews]);
  return null;
}

/** Follows every restore, started here or elsewhere, and announces its end once. */
export function RestoreFollower() {
  const i18n = useI18n();
  useStore(providerPause);
  const { data: list, dataUpdatedAt } = useQuery({
    ...serversQuery(),
    refetchInterval: (query) => afterPauseMs(nextListMs(failureOf(query)), providerPauseMs(Date.now())),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same list, read again, is later news
  useEffect(() => {
    if (list === undefined) return;
    for (const { server, end } of followRestores(list.servers)) {
      const text = endText(server, end, i18n);
      if (isStartedHere('restores', server.id)) notifyWhenHidden(i18n.t('app.name'), text);
      showToast({
        tone: END_TONES[end],
        text,
        link: { to: paths.server(idKey(server.id)), label: i18n.t('action.show') },
      });
    }
  }, [list, dataUpdatedAt, i18n]);
  return list?.servers
    .filter(({ status }) => status === RESTORING_STATUS)
    .map((server) => <FollowRestore key={idKey(server.id)} server={server} />);
}

const END_TONES = { completed: 'ok', failed: 'bad', unseen: 'info' } as const;

function endText(server: Server, end: RestoreEnd, i18n: I18n): string {
  if (end !== 'completed') return i18n.t(`restore.end.${end}`, { server: server.name });
  const status = server.status === null ? i18n.t('common.unknown') : serverStatusLabel(server.status, i18n);
  return i18n.t('restore.finished', { server: server.name, status });
}
