import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { backupsQuery } from '../api/queries';
import { hasStoredOperations } from '../features/backups/safe-restore/stored-operations';
import { useI18n } from '../i18n/i18n-provider';
import { lazyWithWords } from '../i18n/lazy-with-words';
import { showToast } from '../ui/toast-store';
import type { ServicesProps } from './lazy-services';
import { useOwnStorage } from './use-own-storage';

const LazyServices = lazyWithWords(() => import('./lazy-services'));
const LazySafeRestoreBar = lazyWithWords(
  () => import('../features/backups/safe-restore/lazy-safe-restore-bar'),
);

/**
 * Whether what works behind the pages may come: the list has been answered, well or badly, so its code keeps nothing
 * waiting. A restore that is under way in this browser does not wait.
 */
function useMayCome(): boolean {
  const { isFetched } = useQuery(backupsQuery());
  const isOwn = useOwnStorage();
  // Nothing that was begun elsewhere goes on before it is known where this is.
  if (hasStoredOperations()) return isOwn === true;
  return isFetched && isOwn !== false;
}

function Late({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const mayCome = useMayCome();
  if (!mayCome) return null;
  return (
    <ErrorBoundary fallback={null} onError={() => showToast({ tone: 'bad', text: t('app.servicesFailed') })}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
}

/** Polls and follows in the background of every page. */
export function Services({ keys }: ServicesProps) {
  return (
    <Late>
      <LazyServices keys={keys} />
    </Late>
  );
}

/** Restores that are under way or not settled, above every page. */
export function SafeRestoreBar() {
  return (
    <Late>
      <LazySafeRestoreBar />
    </Late>
  );
}
