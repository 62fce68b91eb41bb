import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { backupsQuery } from '../../api/backups';
import { PartMissingError, partMissing } from '../../browser/part-missing';
import { AllWords, useI18n } from '../../components/i18n/i18n-provider';
import { showToast } from '../../ui/overlays/toast-store';
import type { ServiceOfProps } from './lazy-services';
import { useOwnStorage } from './use-own-storage';

const ServiceOf = lazy(() => import('./lazy-services').catch(partMissing));

/**
 * Services start after the list, which they must not delay, and not before it is known that this browser's stored data
 * belongs to the current provider.
 */
function useMayStart(): boolean {
  const { isFetched } = useQuery(backupsQuery());
  const isOwn = useOwnStorage();
  return isFetched && isOwn !== false;
}

/** Something that runs or shows on every page. */
export function Service({ name }: ServiceOfProps) {
  const { t } = useI18n();
  if (!useMayStart()) return null;
  const report = (error: unknown) => {
    // All services share one chunk, so a failed load is reported once.
    if (error instanceof PartMissingError && name !== 'background') return;
    showToast({ tone: 'bad', text: t('app.servicesFailed') });
  };
  return (
    <ErrorBoundary fallback={null} onError={report}>
      <Suspense fallback={null}>
        <AllWords>
          <ServiceOf name={name} />
        </AllWords>
      </Suspense>
    </ErrorBoundary>
  );
}
