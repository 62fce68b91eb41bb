import type { ActivityFilter } from '../core/contract/schema-activity-requests';

/** Query keys of the activity log. Every write makes `every` stale. */
export const activityKeys = {
  every: ['activity'],
  list: (filter: ActivityFilter) => ['activity', 'list', filter],
  deletions: ['activity', 'deletions'],
  entry: (id: string) => ['activity', 'entry', id],
} as const;
