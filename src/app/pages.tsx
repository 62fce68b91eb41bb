import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { patterns } from '../config/paths';
import { lazyWithWords } from '../i18n/lazy-with-words';
import { NotFoundPage } from './error-pages';
import { PageBoundary } from './page-boundary';

const loadOverview = () => import('../features/servers/overview-page');
const loadBackups = () => import('../features/backups/backups-page');
const loadServer = () => import('./lazy-server-page');
const OverviewPage = lazy(loadOverview);
const BackupsPage = lazy(loadBackups);
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

/** Which page a URL shows. Each branch has its own boundary: one broken page leaves the rest usable. */
export function Pages() {
  return (
    <Routes>
      <Route element={<PageBoundary />}>
        <Route path={patterns.overview} element={<OverviewPage />} />
        <Route path={patterns.backups} element={<BackupsPage />} />
        <Route path={patterns.server} element={<ServerPage />} />
        <Route path={patterns.activity} element={<ActivityPage />} />
        <Route path={patterns.settings} element={<SettingsPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
