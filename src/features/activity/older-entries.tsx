import './older-entries.css';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { activityErrorLine } from './activity-error';

/** Loads before the end of the list comes into view: a little more than the height of a window. */
const READ_AHEAD = '1200px';

/** The end of what is loaded: loads the next page on scrolling near it, or says that there is none. */
export function OlderEntries({ log, isFiltered }: { log: UseInfiniteQueryResult; isFiltered: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const ref = useRef<HTMLDivElement>(null);
  const { fetchNextPage, hasNextPage, isFetching, isFetchNextPageError, error } = log;
  // After a failure only a click tries again.
  const isAutomatic = hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    const element = ref.current;
    if (element === null || !isAutomatic || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage();
      },
      { rootMargin: `0px 0px ${READ_AHEAD}` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isAutomatic, fetchNextPage]);
  return (
    <div ref={ref} className="older-entries">
      {isFetchNextPageError ? (
        <Notice tone="warn" role="status">
          {t('activity.olderFailed', { reason: activityErrorLine(error, i18n) })}
        </Notice>
      ) : null}
      {hasNextPage ? (
        <>
          <Button isPending={log.isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('activity.older')}
          </Button>
          <p className="print-only">{t('activity.olderUnprinted')}</p>
        </>
      ) : (
        <p>{t(isFiltered ? 'activity.endMatching' : 'activity.end')}</p>
      )}
    </div>
  );
}
