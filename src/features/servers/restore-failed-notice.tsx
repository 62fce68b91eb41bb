import { useOpenDialog } from '../../config/use-dialog-route';
import { type Backup, idKey } from '../../domain/backup';
import { useI18n } from '../../i18n/i18n-provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { dismissFailedRestore, useFailedRestore } from '../shared/followed-restores';
import { WriteButton } from '../shared/write-lock';

/** On the page of a server whose restore failed: what that means and what to do; stays until it is dismissed. */
export function RestoreFailedNotice({
  serverKey,
  newestGood,
}: {
  serverKey: string;
  newestGood: Backup | null;
}) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const failed = useFailedRestore(serverKey);
  if (failed === null) return null;
  return (
    <Notice
      tone="bad"
      role="alert"
      title={t('restore.failed.title')}
      action={
        <span className="notice__actions">
          {newestGood === null ? null : (
            <WriteButton onClick={() => openDialog({ kind: 'restore', backupKey: idKey(newestGood.id) })}>
              {t('restore.failed.restore', { id: idKey(newestGood.id) })}
            </WriteButton>
          )}
          <Button onClick={() => dismissFailedRestore(serverKey)}>{t('action.dismiss')}</Button>
        </span>
      }
    >
      {t('restore.failed.text')}
    </Notice>
  );
}
