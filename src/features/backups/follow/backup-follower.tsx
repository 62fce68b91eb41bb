import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { backupsQuery, wasDeletedHere } from '../../../api/backups';
import { failureOf, untilReadMs } from '../../../api/policy';
import { providerPause, providerPauseMs } from '../../../api/provider-pause';
import { useStore } from '../../../browser/store';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { serverLabelsIn } from '../../../components/use-server-label';
import { type BackupList, type Id, idKey, isRunning } from '../../../core/backups/backup';
import { diffRunning, followedBackups } from '../../../core/backups/backup-list';
import { nextListMs } from '../../../core/polling/polling';
import { suspicionsIn } from '../../../core/protection/suspicions';
import { announceEnds } from './follow-events';
import { FollowServer } from './follow-server';
import { followedStore } from './followed-store';

/** Each followed server costs a call every few seconds; the ends of further ones come with the whole list. */
const MAX_FOLLOWED_SERVERS = 5;
/** How soon the whole list is read when that is overdue, as after a sleep of the machine. */
const SOONEST_MS = 1_000;
/** Servers with a running backup, the ones that started last first. */
export function runningServers(list: BackupList): readonly Id[] {
  const running = list.backups
    .filter(isRunning)
    .sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1));
  return [...new Map(running.map(({ serverId }) => [idKey(serverId), serverId])).values()];
}

/**
 * Keeps the one list fresh and follows what runs, wherever in the app one is: the whole list every minute, the
 * servers concerned in quick steps, nothing in hidden tabs. The end of a backup is told once.
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
      // Every change of the list starts the timer anew: without what has passed, a server that is followed every
      // few seconds would keep the whole list from ever being read.
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
    if (events.length > 0) announceEnds(events, suspicionsIn(list.backups), serverLabelsIn(list), i18n);
  }, [client, list, i18n]);
  if (list === undefined) return null;
  return runningServers(list)
    .slice(0, MAX_FOLLOWED_SERVERS)
    .map((serverId) => <FollowServer key={idKey(serverId)} serverId={serverId} />);
}
