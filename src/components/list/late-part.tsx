import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { PartMissingError } from '../../browser/part-missing';
import { showToast } from '../../ui/toast-store';
import { AllWords, useI18n } from '../i18n/i18n-provider';
import { useShownFailures } from './shown-failures';

export interface LatePartProps {
  /** Shown until it has loaded, and where it fails. */
  fallback: ReactNode;
  /** It did not load, or crashed. A toast has said so. */
  onFailed: () => void;
  children: ReactNode;
}

/** A lazy part with all messages. Where it fails, the page around it stays as it is. */
export function LatePart({ fallback, onFailed, children }: LatePartProps) {
  const { t } = useI18n();
  const failures = useShownFailures();
  return (
    <ErrorBoundary
      fallback={fallback}
      onError={(error) => {
        const text = t(error instanceof PartMissingError ? 'crash.partText' : 'crash.text');
        showToast({ tone: 'bad', text });
        // How a request ended is still reported.
        failures.tell();
        onFailed();
      }}
    >
      {failures.keep(
        <Suspense fallback={fallback}>
          <AllWords>{children}</AllWords>
        </Suspense>,
      )}
    </ErrorBoundary>
  );
}
