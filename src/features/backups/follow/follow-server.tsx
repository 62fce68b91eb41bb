import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { failureOf } from '../../../api/poll-failure';
import { providerPauseMs } from '../../../api/provider-pause';
import { queryKeys, serverBackupsQuery } from '../../../api/queries';
import { getClockOffsetMs } from '../../../browser/clock';
import { canNotify } from '../../../browser/notify';
import { useProviderPause } from '../../../components/list/use-provider-pause';
import { rememberDuration } from '../../../components/observed-durations';
import { isStartedBackup } from '../../../components/started-here';
import { type Backup, type BackupList, type Id, idKey, isRunning } from '../../../core/backups/backup';
import { observationOf } from '../../../core/backups/durations';
import { afterPauseMs, nextFollowMs, POLL_SLOW_MS } from '../../../core/polling/polling';

/** What runs on a server by the one list: also there when the server's own list could not be read even once. */
function runningOf(client: QueryClient, serverId: Id): readonly Backup[] {
  const list = client.getQueryData<BackupList>(queryKeys.backups);
  const key = idKey(serverId);
  return (list?.backups ?? []).filter((backup) => isRunning(backup) && idKey(backup.serverId) === key);
}

/** Learns from the looks at what runs on a server how long its backups take. `readAtMs` is of this computer's clock. */
function useLearnDurations(serverId: Id, list: BackupList | undefined, readAtMs: number): void {
  const client = useQueryClient();
  const lastLooks = useRef(new Map<string, { backup: Backup; atMs: number }>());
  const look = useCallback((backups: readonly Backup[], localMs: number) => {
    const atMs = localMs + getClockOffsetMs();
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
      // The answer that shows the end is also what ends the following, before it gets here: it is the last look.
      for (const queryKey of [queryKeys.serverBackups(serverId), queryKeys.backups]) {
        const state = client.getQueryState<BackupList>(queryKey);
        if (state?.data !== undefined) look(state.data.backups, state.dataUpdatedAt);
      }
    },
    [client, serverId, look],
  );
}

/**
 * Follows one server in steps until nothing runs on it. A hidden tab rests, unless the person began what runs here
 * and wants to be told outside the page: then it looks on, slowly.
 */
export function FollowServer({ serverId }: { serverId: Id }) {
  const client = useQueryClient();
  useProviderPause();
  const isWanted = () => canNotify() && runningOf(client, serverId).some(({ id }) => isStartedBackup(id));
  const { data, dataUpdatedAt } = useQuery({
    ...serverBackupsQuery(serverId),
    refetchInterval: (query) => {
      const intervalMs = nextFollowMs({
        runningSinceMs: runningOf(client, serverId).map(({ createdAt }) =>
          createdAt === null ? Number.NaN : Date.parse(createdAt),
        ),
        observedAtMs: query.state.dataUpdatedAt + getClockOffsetMs(),
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
