import { queryOptions } from '@tanstack/react-query';
import { idKey } from '../core/backups/backup';
import { MAX_ACTIVITY_LIMIT } from '../core/contract/schema-activity';
import { MINUTE_MS } from '../core/lib/time-units';
import { listActivity } from './activity';
import { queryKeys } from './queries';

/** When the automatic backups began that were deleted through this dashboard, epoch ms, by `idKey` of the server. */
export type Deletions = ReadonlyMap<string, readonly number[]>;

/** The last deletions that the activity log knows of, one page of them; those of long ago are not looked for. */
export function deletionsQuery() {
  return queryOptions({
    queryKey: queryKeys.activityDeletions,
    queryFn: async ({ signal }): Promise<Deletions> => {
      const filter = { action: 'delete_backup', outcome: 'deleted', limit: MAX_ACTIVITY_LIMIT } as const;
      const { entries } = await listActivity(filter, { signal });
      const deletions = new Map<string, number[]>();
      for (const { backup, server } of entries) {
        const createdAt = backup?.facts?.type === 'automatic' ? backup.facts.createdAt : null;
        if (createdAt === null || server === null) continue;
        const key = idKey(server.id);
        deletions.set(key, [...(deletions.get(key) ?? []), Date.parse(createdAt)]);
      }
      return deletions;
    },
    structuralSharing: false,
    // Own deletions make it stale at once; those of others may come a little later.
    staleTime: 5 * MINUTE_MS,
    // Without the log the days are shown as they were before it was asked.
    retry: false,
  });
}
