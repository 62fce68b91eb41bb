import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { BackupList } from '../../core/backups/backup';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { errorLine } from './error-text';
import { Freshness } from './freshness';

/** When the list was read last. A leaf, so that a poll does not render the page. */
export function ListFreshness() {
  const { dataUpdatedAt, refetch } = useQuery(backupsQuery());
  return dataUpdatedAt === 0 ? null : <Freshness readAtMs={dataUpdatedAt} onRead={refetch} />;
}

function RetryButton({ query: { isFetching, refetch } }: { query: UseQueryResult }) {
  const { t } = useI18n();
  return (
    <Button onClick={() => void refetch()} isPending={isFetching}>
      {t('action.retry')}
    </Button>
  );
}

export interface StaleQueryNoticeProps {
  query: UseQueryResult;
  message: 'list.stale' | 'overview.serversStale';
  hasAction?: boolean;
}

/** Says that the last refresh failed while older data stays on the page. */
export function StaleQueryNotice({ query, message, hasAction = true }: StaleQueryNoticeProps) {
  const i18n = useI18n();
  const { data, error } = query;
  if (data === undefined || error === null) return null;
  // Read only here: without an error, a poll does not render this.
  const time = i18n.format.time(query.dataUpdatedAt);
  return (
    <Notice tone="warn" role="status" action={hasAction ? <RetryButton query={query} /> : null}>
      {i18n.t(message, { reason: errorLine(error, i18n), time })}
    </Notice>
  );
}

export function StaleNotice() {
  return <StaleQueryNotice query={useQuery(backupsQuery())} message="list.stale" />;
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
