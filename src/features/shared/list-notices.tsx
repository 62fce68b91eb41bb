import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { backupsQuery } from '../../api/queries';
import type { BackupList } from '../../domain/backup';
import { useI18n } from '../../i18n/i18n-provider';
import { Button, IconButton } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { errorLine } from './error-text';

/**
 * When the list was read last, and a button to read it now, which turns while it is obeyed. A leaf: a poll redraws
 * this, once, and nothing around it.
 */
export function ListFreshness() {
  const { t, format } = useI18n();
  const { dataUpdatedAt, refetch } = useQuery(backupsQuery());
  const [isAsked, setAsked] = useState(false);
  if (dataUpdatedAt === 0) return null;
  const read = async () => {
    setAsked(true);
    await refetch();
    setAsked(false);
  };
  return (
    <span className="freshness muted small">
      {t('list.updated', { time: format.time(dataUpdatedAt) })}
      <IconButton
        label={t('action.refresh')}
        icon={<RefreshCw className={isAsked ? 'freshness__spin' : undefined} size={14} aria-hidden="true" />}
        onClick={() => void read()}
      />
    </span>
  );
}

/** Says quietly that the last refresh failed while older data stays on the page. */
export function StaleNotice() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const query = useQuery(backupsQuery());
  const { data, error } = query;
  if (data === undefined || error === null) return null;
  // What is not read here does not redraw this.
  const { isFetching, dataUpdatedAt, refetch } = query;
  return (
    <Notice
      tone="warn"
      role="status"
      action={
        <Button onClick={() => void refetch()} isPending={isFetching}>
          {t('action.retry')}
        </Button>
      }
    >
      {t('list.stale', { reason: errorLine(error, i18n), time: format.time(dataUpdatedAt) })}
    </Notice>
  );
}

/** Says where a part of the list must not be taken for the whole. */
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
