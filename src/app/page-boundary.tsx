import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useLocation } from 'react-router-dom';
import { useI18n } from '../components/i18n/i18n-provider';
import { Skeleton } from '../ui/feedback';
import { CrashPage } from './error-pages';

function PageLoading() {
  const { t } = useI18n();
  return <Skeleton rows={6} rowHeightPx={62} label={t('app.loading')} />;
}

/** Catches what breaks in a page, and waits for its code. Another page is another chance. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary key={pathname} FallbackComponent={CrashPage}>
      <Suspense fallback={<PageLoading />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
