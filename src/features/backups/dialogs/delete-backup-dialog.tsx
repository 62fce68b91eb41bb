import { useMemo } from 'react';
import { lockText } from '../../../components/backups/backup-labels';
import { SuspicionNotice } from '../../../components/backups/suspicion';
import { useSuspicions } from '../../../components/backups/use-suspicions';
import { BackupFacts } from '../../../components/dialog/backup-facts';
import { DialogWithoutBackup, useDialogBackup } from '../../../components/dialog/dialog-backup';
import { type BackupDialogProps, MutationDialog } from '../../../components/dialog/dialog-shell';
import { TypedConfirmationFields, useTypedConfirmation } from '../../../components/dialog/typed-confirmation';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { type Backup, isRunning } from '../../../core/backups/backup';
import { Notice } from '../../../ui/feedback';
import { deleteErrorText, useDeleteBackup } from '../mutations';
import { DeleteConsequences, useDeleteImpact } from './delete-impact';
import { areAllNeeded, DeletionUnderWay, useDeletionMatters } from './deletion-under-way';

export interface DeleteBackupDialogProps extends BackupDialogProps {
  /** Deleted to free a slot for a new one, see `useDeleteBackup`. */
  isGivenUp?: boolean;
  /** Replaces `onClose` once the backup is deleted. */
  onDeleted?: () => void;
}

function KnownDeleteDialog(
  props: DeleteBackupDialogProps & { backup: Backup; target: ReturnType<typeof useDialogBackup> },
) {
  const { backup, target, backupKey, isGivenUp = false, onClose, onDeleted = onClose, onReturnFocus } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const deletion = useDeleteBackup(backupKey, isGivenUp);
  const keys = useMemo(() => new Set([backupKey]), [backupKey]);
  const state = useDeleteImpact(keys);
  const confirmation = useTypedConfirmation(state.tier, `delete:${backupKey}`);
  const suspicion = useSuspicions().of(backup);
  const backups = useMemo(() => [backup], [backup]);
  const matters = useDeletionMatters(backups);
  const lock = lockText(backup, i18n);
  const { error } = deletion;
  // A backup that has left the list can still be deleted: the provider then answers that it is gone.
  const isConfirmed = confirmation.isConfirmed || state.impact.selected.length === 0;
  return (
    <MutationDialog
      title={t('delete.title')}
      description={t('delete.intro')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      error={error === null ? null : deleteErrorText(error, backupKey, i18n)}
      isPending={deletion.isPending}
      isUnderWay={deletion.isUnderWay}
      submitLabel={t(deletion.isUnderWay ? 'delete.submitting' : 'delete.submit')}
      variant="danger"
      isReady={isConfirmed && !areAllNeeded(matters, backups)}
      onSubmit={() => deletion.start(backup, onDeleted)}
      decision={<TypedConfirmationFields confirmation={confirmation} isReadOnly={deletion.isUnderWay} />}
    >
      <BackupFacts
        backup={backup}
        server={target.server}
        suspicion={suspicion}
        accountEmail={target.accountEmail}
      />
      <DeletionUnderWay matters={matters} />
      {suspicion === null ? null : <SuspicionNotice suspicion={suspicion} />}
      {isRunning(backup) ? <Notice tone="warn">{t('delete.runningNote')}</Notice> : null}
      {lock === null ? null : <Notice tone="warn">{`${lock}. ${t('keep.explain')}`}</Notice>}
      <DeleteConsequences state={state} />
    </MutationDialog>
  );
}

/** Confirms the deletion of a backup. Stays open until the provider has answered. */
export function DeleteBackupDialog(props: DeleteBackupDialogProps) {
  const { t } = useI18n();
  const target = useDialogBackup(props.backupKey);
  if (target.backup === null) {
    return (
      <DialogWithoutBackup
        title={t('delete.title')}
        backupKey={props.backupKey}
        target={target}
        onClose={props.onClose}
      />
    );
  }
  return <KnownDeleteDialog {...props} backup={target.backup} target={target} />;
}
