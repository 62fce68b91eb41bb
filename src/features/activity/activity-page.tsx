import './activity-page.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import FileWarning from 'lucide-react/icons/file-exclamation-point';
import ScrollText from 'lucide-react/icons/scroll-text';
import SearchX from 'lucide-react/icons/search-x';
import { useCallback, useMemo, useState } from 'react';
import { activityQuery, exportActivityUrl } from '../../api/activity';
import { useSearchText } from '../../components/filters/use-search-text';
import { useUrlFilters } from '../../components/filters/use-url-filters';
import { useI18n } from '../../components/i18n/i18n-provider';
import { RetryNotice } from '../../components/loading/error-notices';
import { FirstLoad } from '../../components/loading/first-load';
import { Freshness } from '../../components/loading/freshness';
import { PageHead } from '../../components/page-head';
import { ACTIVITY_FORMATS, type ActivityEntry } from '../../core/contract/schema-activity';
import type { ActivityFilter } from '../../core/contract/schema-activity-requests';
import { usualSeparator } from '../../core/lib/csv';
import { Button } from '../../ui/button';
import { Notice, Skeleton, StateMessage } from '../../ui/feedback';
import { hint } from '../../ui/hints/hint';
import { activityErrorLine, activityErrorText } from './activity-error';
import { ActivityFilterBar } from './activity-filter-bar';
import {
  activityFilterOf,
  activityQueryValues,
  countActivityFilters,
  NO_FILTERS,
  parseActivityFilters,
} from './activity-filters';
import { ActivityTable } from './activity-table';
import { OlderEntries } from './older-entries';
import { ShownAsOffer } from './shown-as-offer';

const NO_ENTRIES: readonly ActivityEntry[] = [];

function ExportLinks({ filter, isEmpty }: { filter: ActivityFilter; isEmpty: boolean }) {
  const { t, format: numbers } = useI18n();
  return (
    <span className="activity-exports" data-unread={isEmpty || undefined} aria-hidden={isEmpty || undefined}>
      {ACTIVITY_FORMATS.map((format) => (
        <a
          key={format}
          className="button button--default"
          href={exportActivityUrl(filter, format, usualSeparator(numbers.decimalMark))}
          download
          {...hint(t('activity.export.hint'))}
        >
          <Download size={15} aria-hidden="true" />
          <span>{t(`activity.export.${format}`)}</span>
        </a>
      ))}
    </span>
  );
}

/** Replaces a table without rows. */
function NoEntries(props: { skippedCount: number; isFiltered: boolean; onClear: () => void }) {
  const { skippedCount, isFiltered, onClear } = props;
  const { t } = useI18n();
  if (skippedCount > 0) {
    return (
      <StateMessage role="status" icon={<FileWarning size={22} />} title={t('activity.unreadable.title')}>
        {t('activity.skipped', { count: skippedCount })}
      </StateMessage>
    );
  }
  const Icon = isFiltered ? SearchX : ScrollText;
  const words = isFiltered ? 'none' : 'empty';
  return (
    <StateMessage
      role="status"
      icon={<Icon size={22} />}
      title={t(`activity.${words}.title`)}
      actions={isFiltered ? <Button onClick={onClear}>{t('filters.clearAll')}</Button> : undefined}
    >
      {t(`activity.${words}.text`)}
    </StateMessage>
  );
}

/** `/activity`: who did what through this dashboard, and how did it end? */
export default function ActivityPage() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { filters, change } = useUrlFilters(parseActivityFilters, activityQueryValues);
  const commitActor = useCallback((actor: string) => change({ actor }, { replace: true }), [change]);
  const search = useSearchText(filters.actor, commitActor);
  const [clearCount, setClearCount] = useState(0);
  const filter = useMemo(() => activityFilterOf(filters, format), [filters, format]);
  const log = useInfiniteQuery(activityQuery(filter));
  const pages = log.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? NO_ENTRIES, [pages]);
  const isFiltered = countActivityFilters(filters) > 0;
  const skippedCount = pages?.reduce((sum, page) => sum + page.skippedCount, 0) ?? 0;
  const isEmpty = pages !== undefined && entries.length === 0 && !log.hasNextPage;
  const readAtMs = pages?.[0]?.readAtMs;
  const clearAll = () => {
    search.setDraft('');
    change(NO_FILTERS);
    setClearCount((count) => count + 1);
  };

  const summary = () => {
    // Placeholder data belong to the previous filters.
    if (pages === undefined || log.isPlaceholderData)
      return log.error === null ? t('activity.loading') : null;
    const key = isFiltered
      ? log.hasNextPage
        ? 'partMatching'
        : 'matching'
      : log.hasNextPage
        ? 'part'
        : 'all';
    return <span role="status">{t(`activity.summary.${key}`, { count: entries.length })}</span>;
  };

  return (
    <>
      <PageHead
        title={t('activity.title')}
        actions={
          <>
            <Freshness readAtMs={readAtMs ?? 0} onRead={log.refetch} />
            <ExportLinks filter={filter} isEmpty={isEmpty} />
          </>
        }
      >
        {summary()}
      </PageHead>
      <div className="notices">
        <ShownAsOffer />
        {readAtMs === undefined || !log.isRefetchError ? null : (
          <RetryNotice query={log}>
            {t('list.stale', { reason: activityErrorLine(log.error, i18n), time: format.time(readAtMs) })}
          </RetryNotice>
        )}
        {skippedCount === 0 || isEmpty ? null : (
          <Notice tone="warn" role="status">
            {t('activity.skipped', { count: skippedCount })}
          </Notice>
        )}
      </div>
      <div className="card">
        {isEmpty && !isFiltered && skippedCount === 0 ? null : (
          <ActivityFilterBar
            filters={filters}
            onChange={change}
            onClear={clearAll}
            search={search}
            entries={entries}
            clearCount={clearCount}
          />
        )}
        {pages === undefined ? (
          <FirstLoad
            query={log}
            skeleton={
              <Skeleton label={t('activity.loading')}>
                <ActivityTable entries={entries} />
              </Skeleton>
            }
            wordsFor={(error) => activityErrorText(error, i18n)}
          />
        ) : isEmpty ? (
          <NoEntries skippedCount={skippedCount} isFiltered={isFiltered} onClear={clearAll} />
        ) : (
          <div className="activity-log" data-busy={log.isPlaceholderData || undefined}>
            {entries.length === 0 ? null : <ActivityTable entries={entries} />}
            {log.isPlaceholderData ? null : <OlderEntries log={log} isFiltered={isFiltered} />}
          </div>
        )}
      </div>
    </>
  );
}
