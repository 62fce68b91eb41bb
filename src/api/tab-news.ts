import type { QueryClient, QueryKey } from '@tanstack/react-query';
import * as v from 'valibot';
import { activityKeys } from './activity-keys';
import { backupKeys } from './backups';
import { providerPauseMs } from './client/provider-pause';
import { gatewayQuery } from './gateway';
import { restorePreflightKeys } from './one-server';
import { serverKeys } from './servers';
import { watchQuery } from './watch';

/** What a write may have changed, as broadcast to this browser's other tabs. Carries no data. */
const NEWS = ['provider', 'gateway', 'watch', 'anything', 'reset'] as const;
export type News = (typeof NEWS)[number];
/** Another tab may run another version of the app. */
export const newsSchema = v.picklist(NEWS);

/** By prefix of a write's path. Sign-ins and sign-outs reach other tabs through storage. */
const NEWS_BY_PATH: readonly (readonly [string, News | null])[] = [
  ['/api/v1/backups/', 'provider'],
  ['/api/v1/servers/', 'provider'],
  ['/api/read-only', 'gateway'],
  ['/api/watch/', 'watch'],
  // Only computes a preview.
  ['/api/schedules/preview', null],
  ['/api/sandbox/reset', 'reset'],
  ['/api/session', null],
];

/** What a write to a path may have changed; null if nothing that other tabs show. */
export function newsOf(path: string): News | null {
  const found = NEWS_BY_PATH.find(([start]) => path.startsWith(start));
  return found === undefined ? 'anything' : found[1];
}

const STALE: Record<News, readonly QueryKey[]> = {
  provider: [backupKeys.all, serverKeys.every, restorePreflightKeys.every, activityKeys.every],
  gateway: [gatewayQuery().queryKey],
  watch: [watchQuery().queryKey],
  anything: [[]],
  reset: [[]],
};

/** Refetches what is on screen and may have changed; in a hidden tab or during a pause, at the next opportunity. */
export function takeNews(client: QueryClient, news: News): void {
  const isReset = news === 'reset';
  // A reset ends the simulated failure that requested the pause.
  const isLater = document.hidden || (!isReset && providerPauseMs(Date.now()) > 0);
  if (isReset) {
    // Merging into the cached list would mix old and new data.
    for (const query of client.getQueryCache().findAll({ queryKey: backupKeys.all, exact: true }))
      query.reset();
  }
  for (const queryKey of STALE[news]) {
    void client.invalidateQueries({ queryKey, refetchType: isLater ? 'none' : 'active' });
  }
}
