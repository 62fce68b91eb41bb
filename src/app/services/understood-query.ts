import { backupQueryValues, parseFilters } from '../../core/backups/backup-filters';
import { createBackupIndex } from '../../core/backups/backup-index';
import { queryOf } from '../../core/lib/query-values';
import { activityQueryValues, parseActivityFilters } from '../../features/activity/activity-filters';
import { fleetQueryValues, parseFleetFilters } from '../../features/overview/fleet-filters';
import type { UnderstoodQuery } from '../../features/views/use-shown-page';

/** The parameters of a page's query that the page understands, in its order. */
export const understoodQuery: UnderstoodQuery = (page, params, backups) => {
  switch (page) {
    case 'overview':
      return queryOf(fleetQueryValues(parseFleetFilters(params)));
    case 'backups':
      return queryOf(backupQueryValues(parseFilters(params, createBackupIndex(backups).filterValues)));
    case 'activity':
      return queryOf(activityQueryValues(parseActivityFilters(params)));
  }
};
