import { queryOptions } from '@tanstack/react-query';
import { MINUTE_MS } from '../core/lib/time-units';
import { activityKeys } from './activity-keys';

/** `readDeletions` as a query. Imported when it runs: the first load does without the decoders of the log. */
export function deletionsQuery() {
  return queryOptions({
    queryKey: activityKeys.deletions,
    queryFn: async ({ signal }) => (await import('./activity')).readDeletions({ signal }),
    structuralSharing: false,
    // Own deletions invalidate it at once; those of others may show up later.
    staleTime: 5 * MINUTE_MS,
    // Without the log, the days are shown as if nothing had been deleted.
    retry: false,
  });
}
