import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { patterns } from '../config/paths';
import { NotFoundPage } from './error-pages';
import { PageBoundary } from './page-boundary';

const OverviewPage = lazy(() => import('../features/servers/overview-page'));
const BackupsPage = lazy(() => import('../features/backups/backups-page'));
const ServerPage = lazy(() => import('./lazy-server-page'));
const ActivityPage = lazy(() => import('../features/activity/activity-page'));
const SettingsPage = lazy(() => import('../features/settings/settings-page'));

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
