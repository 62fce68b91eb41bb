import './activity-page.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import FileWarning from 'lucide-react/icons/file-exclamation-point';
import ScrollText from 'lucide-react/icons/scroll-text';
import SearchX from 'lucide-react/icons/search-x';
import { useCallback, useMemo, useState } from 'react';
import { activityQuery, exportActivityUrl } from '../../api/activity';
import { useI18n } from '../../components/i18n/i18n-provider';
import { FirstLoad } from '../../components/list/first-load';
import { Freshness } from '../../components/list/freshness';
import { useSearchText } from '../../components/list/use-search-text';
import { useUrlFilters } from '../../components/list/use-url-filters';
import { PageHead } from '../../components/page-head';
import { ACTIVITY_FORMATS, type ActivityEntry } from '../../core/contract/schema-activity';
import type { ActivityFilter } from '../../core/contract/schema-activity-requests';
import { usualSeparator } from '../../core/lib/csv';
import { Button } from '../../ui/button';
import { Notice, Skeleton, StateMessage } from '../../ui/feedback';
import { hint } from '../../ui/hint';
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
import { useServerChoices } from './use-server-choices';

const SKELETON_ROWS = 8;
const NO_ENTRIES: readonly ActivityEntry[] = [];

function ExportLinks({ filter }: { filter: ActivityFilter }) {
  const i18n = useI18n();
  const { t } = i18n;
  const separator = usualSeparator(i18n.format.decimalMark);
  return ACTIVITY_FORMATS.map((format) => (
    <a
      key={format}
      className="button button--default"
      href={exportActivityUrl(filter, format, separator)}
      download
      {...hint(t('activity.export.hint'))}
    >
      <Download size={15} aria-hidden="true" />
      <span>{t(`activity.export.${format}`)}</span>
    </a>
  ));
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
  const servers = useServerChoices(entries);
  const isFiltered = countActivityFilters(filters) > 0;
  const skippedCount = pages?.reduce((sum, page) => sum + page.skippedCount, 0) ?? 0;
  const isEmpty = pages !== undefined && entries.length === 0 && !log.hasNextPage;
  const refetch = () => void log.refetch();
  const clearAll = () => {
    search.setDraft('');
    change(NO_FILTERS);
    setClearCount((count) => count + 1);
  };

  const summary = () => {
    if (pages === undefined) return log.error === null ? t('activity.loading') : null;
    // What is shown then belongs to the filters before.
    if (log.isPlaceholderData) return t('activity.loading');
    const part = log.hasNextPage ? 'part' : 'all';
    const key = isFiltered ? (log.hasNextPage ? 'partMatching' : 'matching') : part;
    return <span role="status">{t(`activity.summary.${key}`, { count: entries.length })}</span>;
  };

  const content = () => {
    if (pages === undefined) {
      return (
        <FirstLoad
          query={log}
          skeleton={<Skeleton rows={SKELETON_ROWS} rowHeightPx={62} label={t('activity.loading')} />}
          wordsFor={(error) => activityErrorText(error, i18n)}
        />
      );
    }
    if (isEmpty && skippedCount > 0) {
      return (
        <StateMessage role="status" icon={<FileWarning size={22} />} title={t('activity.unreadable.title')}>
          {t('activity.skipped', { count: skippedCount })}
        </StateMessage>
      );
    }
    if (isEmpty && isFiltered) {
      return (
        <StateMessage
          role="status"
          icon={<SearchX size={22} />}
          title={t('activity.none.title')}
          actions={<Button onClick={clearAll}>{t('filters.clearAll')}</Button>}
        >
          {t('activity.none.text')}
        </StateMessage>
      );
    }
    if (isEmpty) {
      return (
        <StateMessage role="status" icon={<ScrollText size={22} />} title={t('activity.empty.title')}>
          {t('activity.empty.text')}
        </StateMessage>
      );
    }
    return (
      <div className="activity-log" data-busy={log.isPlaceholderData || undefined}>
        <ActivityTable entries={entries} />
        {log.isPlaceholderData ? null : (
          <OlderEntries
            hasMore={log.hasNextPage}
            isLoading={log.isFetchingNextPage}
            isBusy={log.isFetching}
            error={log.isFetchNextPageError ? log.error : null}
            isFiltered={isFiltered}
            onLoad={() => void log.fetchNextPage()}
          />
        )}
      </div>
    );
  };

  const readAtMs = pages?.[0]?.readAtMs;
  return (
    <>
      <PageHead
        title={t('activity.title')}
        actions={
          pages === undefined ? undefined : (
            <>
              {readAtMs === undefined ? null : <Freshness readAtMs={readAtMs} onRead={log.refetch} />}
              {isEmpty ? null : (
                <span className="activity-exports">
                  <ExportLinks filter={filter} />
                </span>
              )}
            </>
          )
        }
      >
        {summary()}
      </PageHead>
      <div className="notices">
        {pages === undefined || !log.isRefetchError || readAtMs === undefined ? null : (
          <Notice
            tone="warn"
            role="status"
            action={
              <Button onClick={refetch} isPending={log.isFetching}>
                {t('action.retry')}
              </Button>
            }
          >
            {t('list.stale', { reason: activityErrorLine(log.error, i18n), time: format.time(readAtMs) })}
          </Notice>
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
            actorDraft={search.draft}
            onActorChange={search.setDraft}
            servers={servers}
            clearCount={clearCount}
          />
        )}
        {content()}
      </div>
    </>
  );
}
