import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { backupsQuery } from '../api/backups';
import { partMissing } from '../browser/part-missing';
import { AllWords, useI18n } from '../components/i18n/i18n-provider';
import { hasStoredOperations } from '../features/restore/stored-operations';
import { showToast } from '../ui/toast-store';
import { useOwnStorage } from './use-own-storage';

const LazyServices = lazy(() => import('./lazy-services').catch(partMissing));
const LazySafeRestoreBar = lazy(() => import('../features/restore/lazy-safe-restore-bar').catch(partMissing));

/**
 * After the list, which they must not hold up; a restore under way in this browser does not wait for it. In no case
 * before it is known that what this browser stores belongs to the provider in use.
 */
function useMayStart(): boolean {
  const { isFetched } = useQuery(backupsQuery());
  const isOwn = useOwnStorage();
  return hasStoredOperations() ? isOwn === true : isFetched && isOwn !== false;
}

function Service({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  if (!useMayStart()) return null;
  return (
    <ErrorBoundary fallback={null} onError={() => showToast({ tone: 'bad', text: t('app.servicesFailed') })}>
      <Suspense fallback={null}>
        <AllWords>{children}</AllWords>
      </Suspense>
    </ErrorBoundary>
  );
}

/** Polls and follows in the background of every page. */
export function Services() {
  return (
    <Service>
      <LazyServices />
    </Service>
  );
}

/** Restores that are under way or not settled, above every page. */
export function SafeRestoreBar() {
  return (
    <Service>
      <LazySafeRestoreBar />
    </Service>
  );
}
