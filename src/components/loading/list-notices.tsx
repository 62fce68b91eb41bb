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
  return <Freshness readAtMs={dataUpdatedAt} onRead={refetch} />;
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

export interface IncompleteNoticesProps {
  list: Pick<BackupList, 'isComplete' | 'skippedCount'>;
  partialText: string;
  skippedText: string;
}

/** Says that a list is incomplete. */
export function IncompleteNotices({ list, partialText, skippedText }: IncompleteNoticesProps) {
  const texts = [list.isComplete ? null : partialText, list.skippedCount === 0 ? null : skippedText];
  return texts.map((text) =>
    text === null ? null : (
      <Notice key={text} tone="warn" role="status">
        {text}
      </Notice>
    ),
  );
}

export function PartialNotices({ list }: { list: BackupList }) {
  const { t } = useI18n();
  const { expectedCount: expected } = list;
  const received = list.backups.length;
  const isCountKnown = expected !== null && expected > received;
  return (
    <IncompleteNotices
      list={list}
      partialText={
        isCountKnown ? t('list.partial', { expected, received }) : t('list.partialUnknown', { received })
      }
      skippedText={t('list.skipped', { count: list.skippedCount })}
    />
  );
}
