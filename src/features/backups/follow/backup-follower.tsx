import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import * as v from 'valibot';
import { acceptedSizesIn } from '../../../api/agreements/agreements';
import { serverBackupsQuery, wasDeletedHere } from '../../../api/backup-changes';
import { backupsQuery, cachedBackups } from '../../../api/backups';
import { failureOf, untilReadMs } from '../../../api/client/policy';
import { providerPause, providerPauseMs } from '../../../api/client/provider-pause';
import { clockOffsetMs } from '../../../browser/clock';
import { canNotify } from '../../../browser/notify';
import { useStore } from '../../../browser/storage/store';
import { createStoredStore } from '../../../browser/storage/stored-store';
import { isStartedHere } from '../../../components/backups/started-here';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { serverLabelsIn } from '../../../components/servers/use-server-label';
import { type Backup, type BackupList, type Id, idKey, isRunning } from '../../../core/backups/backup';
import { diffRunning, followedBackups, type RunningBackup } from '../../../core/backups/backup-list-changes';
import { idSchema } from '../../../core/contract/schema';
import { afterPauseMs, nextFollowMs, nextListMs } from '../../../core/polling/polling';
import { POLL_SLOW_MS } from '../../../core/polling/retry';
import { suspicionsIn } from '../../../core/protection/suspicions';
import { announceEnds } from './follow-events';
import { useLearnDurations } from './use-learn-durations';

/** The backups that this tab was following, so that an end during a reload is noticed too. */
const followedStore = createStoredStore<readonly RunningBackup[]>(
  'session',
  'followed',
  v.array(
    v.object({
      id: idSchema,
      serverId: idSchema,
      serverName: v.string(),
      createdAt: v.nullable(v.string()),
      type: v.string(),
    }),
  ),
  [],
);

/** Each followed server costs a call every few seconds; others are followed through the whole list. */
const MAX_FOLLOWED_SERVERS = 5;
/** When to read the whole list if that is overdue, for instance after the computer slept. */
const SOONEST_MS = 1_000;

/** Servers with a running backup, latest start first. */
function runningServers(list: BackupList): readonly Id[] {
  const running = list.backups
    .filter(isRunning)
    .sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1));
  return [...new Map(running.map(({ serverId }) => [idKey(serverId), serverId])).values()];
}

/** A server's running backups according to the whole list: the server's own list may never have been read. */
function runningOf(client: QueryClient, serverId: Id): readonly Backup[] {
  const list = cachedBackups(client);
  const key = idKey(serverId);
  return (list?.backups ?? []).filter((backup) => isRunning(backup) && idKey(backup.serverId) === key);
}

/** Polls one server's backups until none is running; in a hidden tab only if a notification is wanted, and slowly. */
function FollowServer({ serverId }: { serverId: Id }) {
  const client = useQueryClient();
  useStore(providerPause);
  const isWanted = () =>
    canNotify() && runningOf(client, serverId).some(({ id }) => isStartedHere('backups', id));
  const { data, dataUpdatedAt } = useQuery({
    ...serverBackupsQuery(serverId),
    refetchInterval: (query) => {
      const intervalMs = nextFollowMs({
        runningSinceMs: runningOf(client, serverId).map(({ createdAt }) =>
          createdAt === null ? Number.NaN : Date.parse(createdAt),
        ),
        observedAtMs: query.state.dataUpdatedAt + clockOffsetMs.get(),
        failure: failureOf(query),
      });
      const restingMs = document.hidden ? POLL_SLOW_MS : 0;
      return afterPauseMs(intervalMs, Math.max(restingMs, providerPauseMs(Date.now())));
    },
    refetchIntervalInBackground: isWanted(),
  });

  useLearnDurations(serverId, data, dataUpdatedAt);
  return null;
}

/**
 * Polls the whole list every minute and servers with a running backup more often; nothing in hidden tabs. Announces the
 * end of each backup once.
 */
export function BackupFollower() {
  const i18n = useI18n();
  useStore(providerPause);
  const { data: list } = useQuery({
    ...backupsQuery(),
    refetchInterval: (query) => {
      const isRead = query.state.data !== undefined;
      const intervalMs = isRead ? nextListMs(failureOf(query)) : untilReadMs(query.state);
      if (intervalMs === false) return false;
      // Every change of the list restarts the timer, so a followed server would otherwise prevent reading the whole
      // list.
      const { dataUpdatedAt, errorUpdatedAt } = query.state;
      const passedMs = Date.now() - Math.max(dataUpdatedAt, errorUpdatedAt);
      return Math.max(SOONEST_MS, intervalMs - passedMs, providerPauseMs(Date.now()));
    },
  });
  const client = useQueryClient();
  const followed = useRef(followedStore.get());
  useEffect(() => {
    if (list === undefined) return;
    const events = diffRunning(followed.current, list).filter(
      ({ kind, running }) => kind !== 'vanished' || !wasDeletedHere(client, running.id),
    );
    followed.current = followedBackups(followed.current, list);
    followedStore.set(followed.current);
    if (events.length > 0)
      announceEnds(events, suspicionsIn(list.backups, acceptedSizesIn(client)), serverLabelsIn(list), i18n);
  }, [client, list, i18n]);
  if (list === undefined) return null;
  return runningServers(list)
    .slice(0, MAX_FOLLOWED_SERVERS)
    .map((serverId) => <FollowServer key={idKey(serverId)} serverId={serverId} />);
}
