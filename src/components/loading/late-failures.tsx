import { lazy, type ReactNode } from 'react';
import { partMissing } from '../../browser/part-missing';
import { isWholeList } from '../../core/backups/backup';
import { LatePart } from './late-part';
import type { ErrorStateProps, FailureNoticeProps, IncompleteNoticesProps } from './lazy-failures';

/** Loads the components below; done ahead once a page has its list. */
export const loadFailures = () => import('./lazy-failures');

const LazyErrorState = lazy(() =>
  loadFailures().then(({ ErrorState }) => ({ default: ErrorState }), partMissing),
);
const LazyFailureNotice = lazy(() =>
  loadFailures().then(({ FailureNotice }) => ({ default: FailureNotice }), partMissing),
);

const LazyIncompleteNotices = lazy(() =>
  loadFailures().then(({ IncompleteNotices }) => ({ default: IncompleteNotices }), partMissing),
);

/** Replaces content that could never be read; `skeleton` until this has loaded. */
export function LateErrorState({ skeleton, ...props }: ErrorStateProps & { skeleton: ReactNode }) {
  return (
    <LatePart fallback={skeleton} onFailed={() => undefined}>
      <LazyErrorState {...props} />
    </LatePart>
  );
}

/** Shown beside what remains of a list that could not be read. */
export function LateFailureNotice(props: FailureNoticeProps) {
  return (
    <LatePart fallback={null} onFailed={() => undefined}>
      <LazyFailureNotice {...props} />
    </LatePart>
  );
}

/** Says that a list is incomplete; nothing for a complete one. */
export function LateIncompleteNotices(props: IncompleteNoticesProps) {
  return isWholeList(props.list) ? null : (
    <LatePart fallback={null} onFailed={() => undefined}>
      <LazyIncompleteNotices {...props} />
    </LatePart>
  );
}
