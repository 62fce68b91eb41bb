import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { PartMissingError } from '../../browser/lazy-part';
import { showToast } from '../../ui/toast-store';
import { useI18n } from '../i18n/i18n-provider';
import { useShownFailures } from './shown-failures';

export interface LatePartProps {
  /** What stands there until it has come, and where it does not come. */
  fallback: ReactNode;
  /** It did not come, or broke. A message has told so. */
  onFailed: () => void;
  children: ReactNode;
}

/** A small part whose code comes when it is wanted. Where that fails, the page around it stays as it is. */
export function LatePart({ fallback, onFailed, children }: LatePartProps) {
  const { t } = useI18n();
  const failures = useShownFailures();
  return (
    <ErrorBoundary
      fallback={fallback}
      onError={(error) => {
        const text = t(error instanceof PartMissingError ? 'crash.partText' : 'crash.text');
        showToast({ tone: 'bad', text });
        // Whatever broke, the person still learns how the request ended.
        failures.tell();
        onFailed();
      }}
    >
      {failures.keep(<Suspense fallback={fallback}>{children}</Suspense>)}
    </ErrorBoundary>
  );
}
