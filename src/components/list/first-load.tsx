import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { asPollFailure } from '../../api/policy';
import { providerPause } from '../../api/provider-pause';
import { useStore } from '../../browser/store';
import { nextFirstLoadMs } from '../../core/polling/polling';
import { ErrorState, type NextTry } from './error-state';
import type { ErrorText } from './error-text';

/** Browsers count no further. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What `useQuery` gives, as far as it is needed here. */
export interface LoadingQuery {
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly errorUpdatedAt: number;
  readonly errorUpdateCount: number;
  readonly refetch: () => Promise<unknown>;
}

export interface FirstLoadProps {
  query: LoadingQuery;
  /** What stands there while it is read for the first time. */
  skeleton: ReactNode;
  /** For failures that mean something else here than elsewhere; undefined for the others. */
  wordsFor?: (error: Error) => ErrorText | undefined;
}

/** Tries again when it is time, when the page is seen again after that, and when the connection is back. */
function useRetries(nextTry: NextTry | null, isAskedToWait: boolean, isFetching: boolean, retry: () => void) {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  const atMs = nextTry?.atMs ?? null;
  useEffect(() => {
    if (isFetching) return;
    const retryIfSeen = () => {
      // A hidden tab rests.
      if (atMs !== null && !document.hidden && Date.now() >= atMs) latest.current();
    };
    const retryOnline = () => {
      if (!isAskedToWait) latest.current();
    };
    const waitMs = atMs === null ? LONGEST_TIMER_MS : Math.max(0, atMs - Date.now());
    const timer = setTimeout(retryIfSeen, Math.min(LONGEST_TIMER_MS, waitMs));
    document.addEventListener('visibilitychange', retryIfSeen);
    window.addEventListener('online', retryOnline);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', retryIfSeen);
      window.removeEventListener('online', retryOnline);
    };
  }, [atMs, isAskedToWait, isFetching]);
}

function FailedLoad({
  query,
  error,
  words,
}: {
  query: LoadingQuery;
  error: Error;
  words: ErrorText | undefined;
}) {
  const { isFetching, errorUpdatedAt, errorUpdateCount } = query;
  const pauseEndMs = useStore(providerPause)?.untilMs ?? 0;
  const isAskedToWait = pauseEndMs > Date.now();
  const waitMs = nextFirstLoadMs(asPollFailure(error), errorUpdateCount);
  const atMs = waitMs === false ? null : Math.max(errorUpdatedAt + waitMs, pauseEndMs);
  const nextTry = atMs === null ? null : { atMs, waitMs: atMs - errorUpdatedAt };
  const retry = () => void query.refetch();
  useRetries(nextTry, isAskedToWait, isFetching, retry);
  return (
    <ErrorState
      error={error}
      onRetry={retry}
      isRetrying={isFetching}
      nextTry={nextTry}
      isAskedToWait={isAskedToWait && !isFetching}
      words={words}
    />
  );
}

/** In place of a section until it was read for the first time; what fails is tried again by itself. */
export function FirstLoad({ query, skeleton, wordsFor }: FirstLoadProps) {
  const { error } = query;
  // The query forgets its error while it asks again. Until the answer comes, the last one stays.
  const [last, setLast] = useState(error);
  if (error !== null && error !== last) setLast(error);
  const shown = error ?? last;
  if (shown === null) return skeleton;
  return <FailedLoad query={query} error={shown} words={wordsFor?.(shown)} />;
}
