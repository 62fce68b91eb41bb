import { queryOptions } from '@tanstack/react-query';
import { MINUTE_MS } from '../core/lib/time-units';
import { activityKeys } from './activity-keys';

/** Deletions in the activity log, whose decoders the first load does without. */
export function deletionsQuery() {
  return queryOptions({
    queryKey: activityKeys.deletions,
    queryFn: async ({ signal }) => (await import('./activity')).readDeletions({ signal }),
    structuralSharing: false,
    // Own deletions invalidate it at once.
    staleTime: 5 * MINUTE_MS,
    // Without the log, the days are shown as if nothing had been deleted.
    retry: false,
  });
}
