import './overview-page.css';
import { useQuery } from '@tanstack/react-query';
import { Plus, SearchX, Server as ServerIcon } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../api/queries';
import { paths } from '../../config/paths';
import { useOpenDialog } from '../../config/use-dialog-route';
import { foldText } from '../../domain/backup-filters';
import type { ServerSummary } from '../../domain/backup-totals';
import { MANUAL_SLOTS } from '../../domain/quota';
import { useI18n } from '../../i18n/i18n-provider';
import { Badge, SlotMeter } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { SearchField } from '../../ui/search-field';
import { ErrorState } from '../shared/error-state';
import { ListFreshness, PartialNotices, StaleNotice } from '../shared/list-notices';
import { AbsoluteTime, RelativeTime } from '../shared/moment';
import { PageHead } from '../shared/page-head';
import { ServerBadge } from './server-badge';
import { ServersNotices } from './servers-notices';
import { useServerSummaries } from './use-server-summaries';

/** Longest without a good backup first: that is where to look. */
function byNeed(a: ServerSummary, b: ServerSummary): number {
  const [first, second] = [a.newestGood?.createdAt ?? '', b.newestGood?.createdAt ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}

function ServerRow({ summary }: { summary: ServerSummary }) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { key, name, server, newestGood, isGone } = summary;
  return (
    <tr>
      <th scope="row">
        <Link className="servers-table__name" to={paths.server(key)}>
          {name}
        </Link>
        <span className="servers-table__sub">
          {server === null
            ? `#${key}`
            : [server.ipAddress, server.location]
                .filter((part) => part !== null)
                .join(t('common.list.separator'))}
        </span>
        <ServerBadge server={server} isGone={isGone} />
      </th>
      <td data-label={t('overview.column.newest')}>
        {newestGood?.createdAt == null ? (
          <Badge tone="bad" icon={null}>
            {t('overview.never')}
          </Badge>
        ) : (
          <>
            <RelativeTime iso={newestGood.createdAt} />
            <span className="servers-table__sub">
              <AbsoluteTime iso={newestGood.createdAt} />
            </span>
          </>
        )}
      </td>
      <td data-label={t('overview.column.backups')}>
        {t('overview.counts', { manual: summary.manualCount, automatic: summary.automaticCount })}
        {summary.failedCount === 0 ? null : (
          <span className="servers-table__sub servers-table__sub--bad">
            {t('overview.failed', { count: summary.failedCount })}
          </span>
        )}
        {summary.runningCount === 0 ? null : (
          <span className="servers-table__sub servers-table__sub--run">
            {t('overview.runningNow', { count: summary.runningCount })}
          </span>
        )}
      </td>
      <td data-label={t('overview.column.slots')} className="servers-table__slots">
        <SlotMeter used={summary.manualCount} total={MANUAL_SLOTS} /> {summary.manualCount}/{MANUAL_SLOTS}
      </td>
      <td className="servers-table__action">
        {isGone ? null : (
          <Button
            aria-label={t('overview.backUpLabel', { server: name })}
            onClick={() => openDialog({ kind: 'create', serverKey: key })}
          >
            {t('overview.backUp')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** `/`: every server with its newest good backup. */
export default function OverviewPage() {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { data: list, error, isFetching, refetch } = useQuery(backupsQuery());
  const { summaries } = useServerSummaries();
  const [search, setSearch] = useState('');
  const deferredSearch = useDeferredValue(search);
  const shown = useMemo(() => {
    const words = foldText(deferredSearch).split(/\s+/).filter(Boolean);
    return (summaries ?? [])
      .filter(({ name, key, server }) => {
        const text = foldText(`${name} ${key} ${server?.ipAddress ?? ''} ${server?.location ?? ''}`);
        return words.every((word) => text.includes(word));
      })
      .sort(byNeed);
  }, [summaries, deferredSearch]);
  const count = summaries?.length ?? 0;
  const title =
    summaries === null
      ? t('overview.titleLoading')
      : count === 0
        ? t('overview.titleNone')
        : t('overview.title', { count });
  return (
    <>
      <PageHead
        title={title}
        documentTitle={t('nav.overview')}
        actions={
          <>
            <ListFreshness />
            <Button
              variant="primary"
              icon={<Plus size={16} aria-hidden="true" />}
              onClick={() => openDialog({ kind: 'create', serverKey: null })}
            >
              {t('create.button')}
            </Button>
          </>
        }
      >
        {t('overview.intro')}
      </PageHead>
      <div className="notices">
        <StaleNotice />
        {list === undefined ? null : <PartialNotices list={list} />}
        <ServersNotices />
      </div>
      <div className="card">
        {list === undefined ? (
          error === null ? (
            <Skeleton rows={8} rowHeightPx={62} label={t('list.loading')} />
          ) : (
            <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
          )
        ) : count === 0 ? (
          <StateMessage icon={<ServerIcon size={22} />} title={t('overview.empty.title')} role="status">
            {t('overview.empty.text')}
          </StateMessage>
        ) : (
          <>
            <search className="servers-search">
              <SearchField
                label={t('overview.search')}
                placeholder={t('overview.searchHint')}
                clearLabel={t('filters.clearSearch')}
                value={search}
                onChange={setSearch}
              />
            </search>
            {shown.length === 0 ? (
              <StateMessage
                icon={<SearchX size={22} />}
                title={t('overview.filtered.title', { text: deferredSearch })}
                role="status"
                actions={<Button onClick={() => setSearch('')}>{t('filters.clearAll')}</Button>}
              />
            ) : (
              <table className="servers-table" aria-label={t('overview.table')}>
                <thead>
                  <tr>
                    <th scope="col">{t('overview.column.server')}</th>
                    <th scope="col">{t('overview.column.newest')}</th>
                    <th scope="col">{t('overview.column.backups')}</th>
                    <th scope="col">{t('overview.column.slots')}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {shown.map((summary) => (
                    <ServerRow key={summary.key} summary={summary} />
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </div>
    </>
  );
}
