import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { BackupList } from '../../core/backups/backup';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { errorLine } from './error-text';
import { Freshness } from './freshness';

/** When the list was read last. A leaf: a poll redraws this, once, and nothing around it. */
export function ListFreshness() {
  const { dataUpdatedAt, refetch } = useQuery(backupsQuery());
  return dataUpdatedAt === 0 ? null : <Freshness readAtMs={dataUpdatedAt} onRead={refetch} />;
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
