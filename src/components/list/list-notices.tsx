import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { BackupList } from '../../core/backups/backup';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { Freshness } from './freshness';
import { LateFailureNotice } from './late-failures';

/** When the list was read last. A leaf, so that a poll does not render the page. */
export function ListFreshness() {
  const { dataUpdatedAt, refetch } = useQuery(backupsQuery());
  return dataUpdatedAt === 0 ? null : <Freshness readAtMs={dataUpdatedAt} onRead={refetch} />;
}

export interface StaleQueryNoticeProps {
  query: UseQueryResult;
  what: 'listStale' | 'serversStale';
  hasAction?: boolean;
}

/** Says that the last refresh failed while older data stays on the page. */
export function StaleQueryNotice({ query, what, hasAction = true }: StaleQueryNoticeProps) {
  const { data, error } = query;
  if (data === undefined || error === null) return null;
  // Read only here: without an error, a poll does not render this.
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

/** Says that the list is incomplete. */
export function PartialNotices({ list }: { list: BackupList }) {
  const { t } = useI18n();
  const received = list.backups.length;
  return (
    <>
      {list.isComplete ? null : (
        <Notice tone="warn" role="status">
          {list.expectedCount !== null && list.expectedCount > received
            ? t('list.partial', { expected: list.expectedCount, received })
            : t('list.partialUnknown', { received })}
        </Notice>
      )}
      {list.skippedCount === 0 ? null : (
        <Notice tone="warn" role="status">
          {t('list.skipped', { count: list.skippedCount })}
        </Notice>
      )}
    </>
  );
}
