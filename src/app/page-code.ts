import { matchPath } from 'react-router-dom';
import { ROUTES } from '../routes/paths';

/** The code of each page, by route name. */
export const loadPage = {
  overview: () => import('../features/overview/overview-page'),
  backups: () => import('../features/backups/backups-page'),
  server: () => import('./lazy-server-page'),
  // Shares most of its code with the page of a server, and is prefetched with it.
  compare: () => import('./lazy-server-page').then((pages) => ({ default: pages.ComposedComparePage })),
  schedules: () => import('../features/schedules/schedules-page'),
  activity: () => import('../features/activity/activity-page'),
  settings: () => import('../features/settings/settings-page'),
  signIn: () => import('../features/session/sign-in-page'),
  wall: () => import('../features/overview/lazy-wall-view'),
} as const;

/** Not the wall link's page, where nobody waits. */
const NAMES = [
  'overview',
  'backups',
  'server',
  'compare',
  'schedules',
  'activity',
  'settings',
  'signIn',
] as const;

/** Loads the code of the page at a path. Never rejects: the page itself retries and reports a failure. */
export async function preloadPage(pathname: string): Promise<void> {
  const name = NAMES.find((each) => matchPath(ROUTES[each], pathname) !== null);
  if (name !== undefined) await loadPage[name]().catch(() => undefined);
}
