import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { BackupList } from '../../core/backups/backup';
import { Freshness } from './freshness';
import { LateFailureNotice, LateIncompleteNotices } from './late-failures';

/** When the list was read last. A leaf, so that a poll does not render the page. */
export function ListFreshness() {
  const { dataUpdatedAt, refetch } = useQuery(backupsQuery());
  return <Freshness readAtMs={dataUpdatedAt} onRead={refetch} />;
}

export interface StaleQueryNoticeProps {
  query: UseQueryResult;
  what: 'listStale' | 'serversStale';
  hasAction?: boolean;
}

/** Says that the last refresh failed while older data is shown. */
export function StaleQueryNotice({ query, what, hasAction = true }: StaleQueryNoticeProps) {
  const { data, error } = query;
  if (data === undefined || error === null) return null;
  // Read only here, so that polls don't render this while there is no error.
  const { isFetching, dataUpdatedAt, refetch } = query;
  const onRetry = () => void refetch();
  return (
    <LateFailureNotice
      what={what}
      error={error}
      readAtMs={dataUpdatedAt}
      retries={{ onRetry, isRetrying: isFetching, nextTry: null, isAskedToWait: false }}
      hasAction={hasAction}
    />
  );
}

export function StaleNotice() {
  return <StaleQueryNotice query={useQuery(backupsQuery())} what="listStale" />;
}

export function PartialNotices({ list }: { list: BackupList }) {
  return <LateIncompleteNotices what="backups" list={list} received={list.backups.length} />;
}
