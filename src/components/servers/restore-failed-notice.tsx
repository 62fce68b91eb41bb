import { type Backup, idKey } from '../../core/backups/backup';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { WriteButton } from '../write-lock';
import { dismissFailedRestore, useFailedRestore } from './followed-restores';

/** Says on the server's page that its restore failed and what to do, until dismissed. */
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
