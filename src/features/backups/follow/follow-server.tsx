import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../../api/errors';
import { queryKeys, serverBackupsQuery } from '../../../api/queries';
import { type Backup, type BackupList, type Id, idKey, isRunning } from '../../../domain/backup';
import { observationOf } from '../../../domain/durations';
import { nextFollowMs, POLL_SLOW_MS, type PollFailure } from '../../../domain/polling';
import { getClockOffsetMs } from '../../../lib/clock';
import { canNotify } from '../../../lib/notify';
import { rememberDuration } from '../../shared/observed-durations';
import { isStartedBackup } from '../../shared/started-here';

interface PolledState {
  readonly state: { readonly error: Error | null };
}

/** How the latest poll of a query failed; null when it did not. */
export function failureOf(query: PolledState): PollFailure | null {
  const { error } = query.state;
  if (error === null) return null;
  return error instanceof ApiError ? error : { kind: 'contract', retryAfterMs: null };
}

/** What runs on a server by the one list: also there when the server's own list could not be read even once. */
function runningOf(client: QueryClient, serverId: Id): readonly Backup[] {
  const list = client.getQueryData<BackupList>(queryKeys.backups);
  const key = idKey(serverId);
  return (list?.backups ?? []).filter((backup) => isRunning(backup) && idKey(backup.serverId) === key);
}

/**
 * Follows one server in steps until nothing runs on it. A hidden tab rests, unless the person began what runs here
 * and wants to be told outside the page: then it looks on, slowly.
 */
export function FollowServer({ serverId }: { serverId: Id }) {
  const client = useQueryClient();
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
      return intervalMs !== false && document.hidden ? Math.max(POLL_SLOW_MS, intervalMs) : intervalMs;
    },
    refetchIntervalInBackground: isWanted(),
  });

  // The looks at what runs here, for learning how long backups of this server take.
  const lastLooks = useRef(new Map<string, { backup: Backup; atMs: number }>());
  useEffect(() => {
    if (data === undefined) return;
    const nowMs = dataUpdatedAt + getClockOffsetMs();
    for (const backup of data.backups) {
      const key = idKey(backup.id);
      const before = lastLooks.current.get(key);
      if (isRunning(backup)) {
        lastLooks.current.set(key, { backup, atMs: nowMs });
      } else if (before !== undefined) {
        lastLooks.current.delete(key);
        const passage = { lastSeenRunningMs: before.atMs, firstSeenCompletedMs: nowMs };
        const observation = observationOf(before.backup, backup, passage);
        if (observation !== null) rememberDuration(observation);
      }
    }
  }, [data, dataUpdatedAt]);
  return null;
}
