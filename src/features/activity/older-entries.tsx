import './older-entries.css';
import { useEffect, useRef } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { activityErrorLine } from './activity-error';

/** How far below the window the end of the list may lie when more is read: somewhat more than a window. */
const READ_AHEAD = '1200px';

export interface OlderEntriesProps {
  hasMore: boolean;
  isLoading: boolean;
  /** Anything of the log is being read: what comes by itself waits for it. */
  isBusy: boolean;
  /** Why the latest attempt failed; null when it did not. */
  error: Error | null;
  isFiltered: boolean;
  onLoad: () => void;
}

/** The end of what is loaded: reads on by itself as one comes near, and says when there is nothing more. */
export function OlderEntries({ hasMore, isLoading, isBusy, error, isFiltered, onLoad }: OlderEntriesProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const ref = useRef<HTMLDivElement>(null);
  // What failed is tried again by the person, not by a scroll that trembles.
  const isAutomatic = hasMore && !isBusy && error === null;
  const load = useRef(onLoad);
  useEffect(() => {
    load.current = onLoad;
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null || !isAutomatic || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) load.current();
      },
      { rootMargin: `0px 0px ${READ_AHEAD}` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isAutomatic]);
  return (
    <div ref={ref} className="older-entries">
      {error === null ? null : (
        <Notice tone="warn" role="status">
          {t('activity.olderFailed', { reason: activityErrorLine(error, i18n) })}
        </Notice>
      )}
      {hasMore ? (
        <>
          <Button isPending={isLoading} onClick={onLoad}>
            {t('activity.older')}
          </Button>
          <p className="print-only">{t('activity.olderUnprinted')}</p>
        </>
      ) : (
        <p>{isFiltered ? t('activity.endMatching') : t('activity.end')}</p>
      )}
    </div>
  );
}
