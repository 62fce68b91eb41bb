import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useLocation } from 'react-router-dom';
import { useI18n } from '../components/i18n/i18n-provider';
import { isWellEncoded } from '../routes/paths';
import { Skeleton } from '../ui/feedback';
import { CrashPage, NotFoundPage } from './error-pages';

function PageLoading() {
  const { t } = useI18n();
  return (
    <>
      <div className="page-head page-head--unread" />
      <div className="card">
        <Skeleton rows={8} rowHeightPx={48} label={t('app.loading')} />
      </div>
    </>
  );
}

/** Suspends for a page's code and catches its crashes. Resets when the path changes. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary key={pathname} FallbackComponent={CrashPage}>
      {/* The router would match a path with broken encoding literally. */}
      <Suspense fallback={<PageLoading />}>{isWellEncoded(pathname) ? children : <NotFoundPage />}</Suspense>
    </ErrorBoundary>
  );
}
