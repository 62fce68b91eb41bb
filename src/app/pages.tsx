import { type ComponentType, lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import { partMissing } from '../browser/part-missing';
import { AllWords } from '../components/i18n/i18n-provider';
import { ROUTES } from '../routes/paths';
import { NotFoundPage } from './error-pages';
import { loadPage } from './page-code';
import { Shell } from './shell';
import { useMissedPop } from './use-missed-pop';

const OverviewPage = lazy(() => loadPage.overview().catch(partMissing));
const BackupsPage = lazy(() => loadPage.backups().catch(partMissing));
const ServerPage = lazy(() => loadPage.server().catch(partMissing));
const ComparePage = lazy(() => loadPage.compare().catch(partMissing));
const SchedulesPage = lazy(() => loadPage.schedules().catch(partMissing));
const ActivityPage = lazy(() => loadPage.activity().catch(partMissing));
const SettingsPage = lazy(() => loadPage.settings().catch(partMissing));
const SignInPage = lazy(() => loadPage.signIn().catch(partMissing));
const WallPage = lazy(() => loadPage.wall().catch(partMissing));

function OutletWithAllWords() {
  return (
    <AllWords>
      <Outlet />
    </AllWords>
  );
}

/** The sign-in and the wall link have no shell, which would request backups before anybody has signed in. */
function Alone({ Page }: { Page: ComponentType }) {
  return (
    <Suspense fallback={null}>
      <AllWords>
        <Page />
      </AllWords>
    </Suspense>
  );
}

/** Every page by its URL. Overview and Backups use the first catalogue. */
export function Pages() {
  useMissedPop();
  return (
    <Routes>
      <Route path={ROUTES.signIn} element={<Alone Page={SignInPage} />} />
      <Route path={ROUTES.wall} element={<Alone Page={WallPage} />} />
      <Route element={<Shell />}>
        <Route path={ROUTES.overview} element={<OverviewPage />} />
        <Route path={ROUTES.backups} element={<BackupsPage />} />
        <Route element={<OutletWithAllWords />}>
          <Route path={ROUTES.server} element={<ServerPage />} />
          <Route path={ROUTES.compare} element={<ComparePage />} />
          <Route path={ROUTES.schedules} element={<SchedulesPage />} />
          <Route path={ROUTES.activity} element={<ActivityPage />} />
          <Route path={ROUTES.settings} element={<SettingsPage />} />
        </Route>
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
