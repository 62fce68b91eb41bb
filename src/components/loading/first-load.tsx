import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { backupsQuery } from '../../api/backups';
import { asPollFailure } from '../../api/client/policy';
import { providerPause } from '../../api/client/provider-pause';
import { useStore } from '../../browser/storage/store';
import { nextFirstLoadMs } from '../../core/polling/retry';
import type { ErrorText } from './error-text';
import { LateErrorState } from './late-failures';
import type { Retries } from './lazy-failures';

/** The longest delay that browser timers support. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface LoadingQuery {
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly errorUpdatedAt: number;
  readonly errorUpdateCount: number;
  readonly refetch: () => Promise<unknown>;
}

export interface FirstLoadProps {
  query: LoadingQuery;
  /** Shown during the first read. */
  skeleton: ReactNode;
  /** Texts for errors that have a special meaning here; undefined for others. */
  wordsFor?: (error: Error) => ErrorText | undefined;
}

/**
 * Retries a failed first load while this is mounted: when it is due, when the page is shown again after that, and when
 * the browser is back online.
 */
export function useFailedLoad(query: LoadingQuery, error: Error): Retries {
  const { isFetching, errorUpdatedAt, errorUpdateCount, refetch } = query;
  const pauseEndMs = useStore(providerPause)?.untilMs ?? 0;
  const isAskedToWait = pauseEndMs > Date.now();
  const waitMs = nextFirstLoadMs(asPollFailure(error), errorUpdateCount);
  const atMs = waitMs === false ? null : Math.max(errorUpdatedAt + waitMs, pauseEndMs);
  useEffect(() => {
    if (isFetching) return;
    const retryIfSeen = () => {
      if (atMs !== null && !document.hidden && Date.now() >= atMs) void refetch();
    };
    const retryOnline = () => {
      if (!isAskedToWait) void refetch();
    };
    const leftMs = atMs === null ? LONGEST_TIMER_MS : Math.max(0, atMs - Date.now());
    const timer = setTimeout(retryIfSeen, Math.min(LONGEST_TIMER_MS, leftMs));
    const stop = new AbortController();
    document.addEventListener('visibilitychange', retryIfSeen, { signal: stop.signal });
    window.addEventListener('online', retryOnline, { signal: stop.signal });
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [atMs, isAskedToWait, isFetching, refetch]);
  return {
    onRetry: () => void refetch(),
    isRetrying: isFetching,
    nextTry: atMs === null ? null : { atMs, waitMs: atMs - errorUpdatedAt },
    isAskedToWait: isAskedToWait && !isFetching,
  };
}

interface FailedLoadProps extends Omit<FirstLoadProps, 'wordsFor'> {
  error: Error;
  words: ErrorText | undefined;
}

function FailedLoad({ query, ...shown }: FailedLoadProps) {
  return <LateErrorState {...shown} {...useFailedLoad(query, shown.error)} />;
}

/** Replaces a section until it has been read once; failures are retried automatically. */
export function FirstLoad({ query, skeleton, wordsFor }: FirstLoadProps) {
  const { error } = query;
  // The query forgets its error while it retries; it stays shown until the answer comes.
  const [last, setLast] = useState(error);
  if (error !== null && error !== last) setLast(error);
  const shown = error ?? last;
  if (shown === null) return skeleton;
  return <FailedLoad query={query} skeleton={skeleton} error={shown} words={wordsFor?.(shown)} />;
}

/** {@link FirstLoad} of the list of backups. A leaf, so that retries do not render the page. */
export function ListLoad({ skeleton }: { skeleton: ReactNode }) {
  return <FirstLoad query={useQuery(backupsQuery())} skeleton={skeleton} />;
}
