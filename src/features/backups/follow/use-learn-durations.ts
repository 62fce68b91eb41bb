import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { backupKeys, cachedBackups } from '../../../api/backups';
import { clockOffsetMs } from '../../../browser/clock';
import { rememberDuration } from '../../../components/backups/remember-duration';
import { type Backup, type BackupList, type Id, idKey, isRunning } from '../../../core/backups/backup';
import { observationOf } from '../../../core/backups/duration-observation';

/** Measures how long a server's backups take. `readAtMs` is by this computer's clock. */
export function useLearnDurations(serverId: Id, list: BackupList | undefined, readAtMs: number): void {
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
