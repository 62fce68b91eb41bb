import type { ComponentType, ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { lazyPart } from '../browser/lazy-part';
import { lazyWithWords } from '../components/i18n/lazy-with-words';
import { type PageRoute, pageOf } from '../routes/paths';
import { NotFoundPage } from './error-pages';
import { PageBoundary } from './page-boundary';

const loadOverview = () => import('../features/overview/overview-page');
const loadBackups = () => import('../features/backups/backups-page');
const loadServer = () => import('./lazy-server-page');
const OverviewPage = lazyPart(loadOverview);
const BackupsPage = lazyPart(loadBackups);
const ServerPage = lazyWithWords(loadServer);
const ActivityPage = lazyWithWords(() => import('../features/activity/activity-page'));
const SettingsPage = lazyWithWords(() => import('../features/settings/settings-page'));

/** Fetches the code of the pages that are opened most, so that a click shows them at once. */
export function preloadPages(): void {
  for (const load of [loadOverview, loadBackups, loadServer]) {
    // A failed preload is no failure yet: opening the page tries again and reports.
    load().catch(() => undefined);
  }
}

/** The page that was there before the first draw: drawn at once, not after a promise that has long been kept. */
const there: { overview?: ComponentType; backups?: ComponentType } = {};

/** Loads the code of the page that the URL names. What it gives is called before the first draw, or never. */
export async function loadFirstPage(pathname: string): Promise<() => void> {
  const { page } = pageOf(pathname);
  if (page !== 'overview' && page !== 'backups') return () => undefined;
  const { default: Page } = await (page === 'overview' ? loadOverview() : loadBackups());
  return () => {
    there[page] = Page;
  };
}

function pageElement(route: PageRoute): ReactNode {
  switch (route.page) {
    case 'overview':
      return there.overview === undefined ? <OverviewPage /> : <there.overview />;
    case 'backups':
      return there.backups === undefined ? <BackupsPage /> : <there.backups />;
    case 'server':
      return <ServerPage serverKey={route.serverKey} />;
    case 'activity':
      return <ActivityPage />;
    case 'settings':
      return <SettingsPage />;
    case 'notFound':
      return <NotFoundPage />;
  }
}

/** The page that the URL shows, within a boundary: one broken page leaves the rest usable. */
export function Pages() {
  const { pathname } = useLocation();
  return <PageBoundary>{pageElement(pageOf(pathname))}</PageBoundary>;
}
