import { lazy, type ReactNode } from 'react';
import { partMissing } from '../../browser/part-missing';
import { LatePart } from './late-part';
import type { ErrorStateProps, FailureNoticeProps } from './lazy-failures';

/** Loads what the components below draw; done ahead once a page has its list. */
export const loadFailures = () => import('./lazy-failures');

const LazyErrorState = lazy(() =>
  loadFailures().then(({ ErrorState }) => ({ default: ErrorState }), partMissing),
);
const LazyFailureNotice = lazy(() =>
  loadFailures().then(({ FailureNotice }) => ({ default: FailureNotice }), partMissing),
);

/** In place of content that could not be read even once; `skeleton` until this has loaded. */
export function LateErrorState({ skeleton, ...props }: ErrorStateProps & { skeleton: ReactNode }) {
  return (
    <LatePart fallback={skeleton} onFailed={() => undefined}>
      <LazyErrorState {...props} />
    </LatePart>
  );
}

/** Beside what is left to show of a list that could not be read. */
export function LateFailureNotice(props: FailureNoticeProps) {
  return (
    <LatePart fallback={null} onFailed={() => undefined}>
      <LazyFailureNotice {...props} />
    </LatePart>
  );
}
