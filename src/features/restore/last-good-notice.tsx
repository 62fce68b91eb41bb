import { SuspicionNotice } from '../../components/dialog/suspicion-notice';
import { useI18n } from '../../components/i18n/i18n-provider';
import { idKey } from '../../core/backups/backup';
import type { RestoreLoss } from '../../core/restore/restore-loss';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';

/** Warns before a suspicious backup is restored, and offers the last good one in its place. */
export function LastGoodNotice({ loss }: { loss: RestoreLoss }) {
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  const { suspicion, lastGood } = loss;
  if (suspicion === null) return null;
  if (lastGood === null) {
    return (
      <SuspicionNotice suspicion={suspicion}>
        <span>{t('restore.noGood')}</span>
      </SuspicionNotice>
    );
  }
  const id = idKey(lastGood.id);
  return (
    <SuspicionNotice
      suspicion={suspicion}
      action={
        <Button onClick={() => openDialog({ kind: 'restore', backupKey: id })}>
          {t('restore.switchTo', { id })}
        </Button>
      }
    >
      <span>
        {lastGood.createdAt === null
          ? t('restore.lastGoodUndated', { id })
          : t('restore.lastGood', { id, date: format.dateTime(lastGood.createdAt) })}
      </span>
    </SuspicionNotice>
  );
}
