import { useI18n } from '../../components/i18n/i18n-provider';
import { Age } from '../../components/moment';
import { type Backup, idKey } from '../../core/backups/backup';
import type { RestoreLoss } from '../../core/restore/restore-loss';
import { Notice } from '../../ui/feedback';

const MAX_NAMED = 3;

function idsOf(backups: readonly Backup[]): string {
  const ids = backups.slice(0, MAX_NAMED).map(({ id }) => `#${idKey(id)}`);
  return [...ids, ...(backups.length > MAX_NAMED ? ['…'] : [])].join(', ');
}

/** What a restore overwrites, which newer backups exist, and what is unknown. */
export function LossNotice({ backup, loss }: { backup: Backup; loss: RestoreLoss }) {
  const { t, tx, format } = useI18n();
  const { newerGood, newerOther, undatedCount, suspicion } = loss;
  const isNewest = newerGood.length + newerOther.length + undatedCount === 0;
  return (
    <Notice
      tone="bad"
      title={
        backup.createdAt === null
          ? t('restore.lostUnknown')
          : tx('restore.lost', {
              duration: <Age since={backup.createdAt} />,
              since: format.dateTimeUtc(backup.createdAt),
            })
      }
    >
      {isNewest ? <p>{t(suspicion === null ? 'restore.newest' : 'restore.newestSuspicious')}</p> : null}
      {newerGood.length === 0 ? null : (
        <p>{t('restore.newerGood', { count: newerGood.length, ids: idsOf(newerGood) })}</p>
      )}
      {newerOther.length === 0 ? null : (
        <p>{t('restore.newerOther', { count: newerOther.length, ids: idsOf(newerOther) })}</p>
      )}
      {undatedCount === 0 ? null : <p>{t('restore.undated', { count: undatedCount })}</p>}
      <p>{t('restore.downtime')}</p>
    </Notice>
  );
}
