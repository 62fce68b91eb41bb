import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { serverBackupsQuery } from '../../../api/backup-changes';
import { backupKeys, cachedBackups } from '../../../api/backups';
import { failureOf } from '../../../api/client/policy';
import { providerPause, providerPauseMs } from '../../../api/client/provider-pause';
import { clockOffsetMs } from '../../../browser/clock';
import { canNotify } from '../../../browser/notify';
import { useStore } from '../../../browser/store';
import { rememberDuration } from '../../../components/backups/observed-durations';
import { isStartedHere } from '../../../components/backups/started-here';
import { type Backup, type BackupList, type Id, idKey, isRunning } from '../../../core/backups/backup';
import { observationOf } from '../../../core/backups/duration-observation';
import { afterPauseMs, nextFollowMs } from '../../../core/polling/polling';
import { POLL_SLOW_MS } from '../../../core/polling/retry';

/** A server's running backups according to the whole list: the server's own list may never have been read. */
function runningOf(client: QueryClient, serverId: Id): readonly Backup[] {
  const list = cachedBackups(client);
  const key = idKey(serverId);
  return (list?.backups ?? []).filter((backup) => isRunning(backup) && idKey(backup.serverId) === key);
}

/** Measures how long a server's backups take. `readAtMs` is by this computer's clock. */
function useLearnDurations(serverId: Id, list: BackupList | undefined, readAtMs: number): void {
  const client = useQueryClient();
  const lastLooks = useRef(new Map<string, { backup: Backup; atMs: number }>());
  const look = useCallback((backups: readonly Backup[], localMs: number) => {
    const atMs = localMs + clockOffsetMs.get();
    for (const backup of backups) {
      const key = idKey(backup.id);
      const before = lastLooks.current.get(key);
      if (isRunning(backup)) {
        lastLooks.current.set(key, { backup, atMs });
      } else if (before !== undefined) {
        lastLooks.current.delete(key);
        const passage = { lastSeenRunningMs: before.atMs, firstSeenCompletedMs: atMs };
        const observation = observationOf(before.backup, backup, passage);
        if (observation !== null) rememberDuration(observation);
      }
    }
  }, []);
  useEffect(() => {
    if (list !== undefined) look(list.backups, readAtMs);
  }, [list, readAtMs, look]);
  useEffect(
    () => () => {
      // The answer that shows the end unmounts this before the effect above runs.
      const ofServer = client.getQueryState<BackupList>(backupKeys.ofServer(serverId));
      if (ofServer?.data !== undefined) look(ofServer.data.backups, ofServer.dataUpdatedAt);
      const all = client.getQueryState(backupKeys.all);
      if (all !== undefined) look(cachedBackups(client)?.backups ?? [], all.dataUpdatedAt);
    },
    [client, serverId, look],
  );
}

/** Polls one server's backups until none is running; in a hidden tab only if a notification is wanted, and slowly. */
export function FollowServer({ serverId }: { serverId: Id }) {
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
