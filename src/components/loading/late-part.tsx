import { createContext, type ReactNode, type RefObject, Suspense, useContext, useRef } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { PartMissingError } from '../../browser/part-missing';
import { showToast } from '../../ui/overlays/toast-store';
import { AllWords, useI18n } from '../i18n/i18n-provider';

/** Reports a part's failed request in a toast. */
type Report = () => void;

const LastFailureContext = createContext<RefObject<Report | null>>({ current: null });

/** A request in a {@link LatePart} records its failure here, to be reported if the part crashes before showing it. */
export function useLastFailure(): RefObject<Report | null> {
  return useContext(LastFailureContext);
}

export interface LatePartProps {
  /** Shown while the part loads, and if it fails. */
  fallback: ReactNode;
  /** It did not load, or crashed; a toast has reported it. */
  onFailed: () => void;
  children: ReactNode;
}

/** A lazy part with the full catalogue. If it fails, the page around it stays. */
export function LatePart({ fallback, onFailed, children }: LatePartProps) {
  const { t } = useI18n();
  const lastFailure = useRef<Report | null>(null);
  return (
    <ErrorBoundary
      fallback={fallback}
      onError={(error) => {
        const text = t(error instanceof PartMissingError ? 'crash.partText' : 'crash.text');
        showToast({ tone: 'bad', text });
        lastFailure.current?.();
        onFailed();
      }}
    >
      <LastFailureContext value={lastFailure}>
        <Suspense fallback={fallback}>
          <AllWords>{children}</AllWords>
        </Suspense>
      </LastFailureContext>
    </ErrorBoundary>
  );
}
