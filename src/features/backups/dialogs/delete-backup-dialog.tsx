import { useRef } from 'react';
import { ApiError } from '../../../api/errors';
import { isRunning } from '../../../domain/backup';
import { useI18n } from '../../../i18n/i18n-provider';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Notice } from '../../../ui/feedback';
import { errorLine } from '../../shared/error-text';
import { useDeleteBackup } from '../mutations';
import { BackupFacts } from './backup-facts';
import { DialogWithoutBackup } from './dialog-states';
import { useDialogBackup } from './use-dialog-backup';

export interface BackupDialogProps {
  backupKey: string;
  onClose: () => void;
  onReturnFocus: () => void;
}

/** Asks before a backup is deleted for good. Stays open until the provider has answered. */
export function DeleteBackupDialog({ backupKey, onClose, onReturnFocus }: BackupDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const target = useDialogBackup(backupKey);
  const deletion = useDeleteBackup(backupKey);
  const cancelRef = useRef<HTMLButtonElement>(null);
  const { backup, server, accountEmail } = target;
  if (backup === null) {
    return (
      <DialogWithoutBackup
        title={t('delete.title')}
        backupKey={backupKey}
        target={target}
        onClose={onClose}
      />
    );
  }
  const { error } = deletion;
  const isUnknown = error instanceof ApiError && error.mayHaveActed;
  return (
    <Dialog
      title={t('delete.title')}
      description={t('delete.intro')}
      closeLabel={t('action.close')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      isBusy={deletion.isPending}
      initialFocus={cancelRef}
      footer={
        <>
          <Button ref={cancelRef} onClick={onClose} aria-disabled={deletion.isPending}>
            {t('action.cancel')}
          </Button>
          <Button
            variant="danger"
            isPending={deletion.isUnderWay}
            onClick={() => deletion.start({ id: backup.id, serverName: backup.serverName }, onClose)}
          >
            {deletion.isUnderWay ? t('delete.submitting') : t('delete.submit')}
          </Button>
        </>
      }
    >
      <BackupFacts backup={backup} server={server} accountEmail={accountEmail} />
      {isRunning(backup) ? <Notice tone="warn">{t('delete.runningNote')}</Notice> : null}
      {error === null ? null : (
        <Notice tone="bad" role="alert">
          {t(isUnknown ? 'delete.unknown' : 'delete.refused', { reason: errorLine(error, i18n) })}
        </Notice>
      )}
    </Dialog>
  );
}
