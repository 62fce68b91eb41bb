import { restoreRefusalText } from '../../components/backup-labels';
import { BackupFacts } from '../../components/dialog/backup-facts';
import { DialogWithoutBackup, useDialogBackup } from '../../components/dialog/dialog-backup';
import {
  type BackupDialogProps,
  type DialogCallbacks,
  MutationDialog,
} from '../../components/dialog/dialog-shell';
import { useKeptWords } from '../../components/dialog/kept-input';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine, errorText } from '../../components/list/error-text';
import { FirstLoad } from '../../components/list/first-load';
import { useSuspicions } from '../../components/suspicion';
import { useIsNameShared } from '../../components/use-server-options';
import { mayHaveActed } from '../../components/use-target-mutation';
import { type Backup, idKey } from '../../core/backups/backup';
import { RESTORING_STATUS } from '../../core/backups/backup-actions';
import { isTyped, mayBecome, normalizedText } from '../../core/lib/fold-text';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Notice, Skeleton } from '../../ui/feedback';
import { EXACT_WORDS, TextField } from '../../ui/field';
import { ForeignText } from '../../ui/foreign-text';
import { LastGoodNotice } from './last-good-notice';
import { LossNotice } from './loss-notice';
import { restoreErrorText, useBeginSafeRestore, useRestoreServer } from './mutations';
import { useBlockingOperation } from './operation-store';
import { SafetyBackupField, useSafetyBackupChoice } from './safety-backup-field';
import { useRestorePreflight } from './use-restore-preflight';

function KnownRestoreDialog(props: DialogCallbacks & { listed: Backup; accountEmail: string | null }) {
  const { listed, accountEmail, onClose, onReturnFocus } = props;
  const i18n = useI18n();
  const { t, tx } = i18n;
  const preflight = useRestorePreflight(listed);
  const plainRestore = useRestoreServer(idKey(listed.serverId));
  const safeRestore = useBeginSafeRestore(idKey(listed.serverId));
  const [{ name: typed = '' }, keepTyped] = useKeptWords(`restore:${idKey(listed.id)}`);
  const isReady = preflight.state === 'ready';
  const backup = isReady ? preflight.backup : listed;
  const server = isReady ? preflight.server : null;
  const givenName = server?.name ?? backup.serverName;
  // A name of which nothing is seen cannot be typed.
  const name = normalizedText(givenName) === '' ? idKey(backup.serverId) : givenName;
  const isNameShared = useIsNameShared(backup.serverId);
  const isMoved = idKey(backup.serverId) !== idKey(listed.serverId);
  const refusal = restoreRefusalText(backup, i18n);
  const isRestoring = server?.status === RESTORING_STATUS;
  const isAllowed = isReady && !isMoved && refusal === undefined && !isRestoring;
  const isNameRight = isTyped(typed, name);
  const error = plainRestore.error ?? safeRestore.error;
  const isPending = plainRestore.isPending || safeRestore.isPending;
  const isUnknown = mayHaveActed(error);
  const safety = useSafetyBackupChoice(backup, isReady ? preflight.backups : null);
  const blocking = useBlockingOperation(backup.serverId);
  const openDialog = useOpenDialog();
  const suspicions = useSuspicions();
  const submit = () => {
    const target = { serverId: backup.serverId, serverName: name, backupId: backup.id };
    // Only the error of the other way is cleared: a second click must not let go of what the first one began.
    if (!safety.isWanted) {
      safeRestore.reset();
      plainRestore.start(target, onClose);
      return;
    }
    plainRestore.reset();
    safeRestore.start({ ...target, begin: () => safety.begin(name) }, (operationId) => {
      if (operationId !== null) openDialog({ kind: 'safeRestore', operationId });
    });
  };
  return (
    <MutationDialog
      title={tx('restore.title', {
        server: <ForeignText text={isNameShared ? `${name} (#${idKey(backup.serverId)})` : name} />,
      })}
      description={t('restore.intro', { id: idKey(backup.id) })}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      error={error === null ? null : restoreErrorText(error, name, i18n)}
      isPending={isPending}
      isUnderWay={plainRestore.isUnderWay}
      submitLabel={
        plainRestore.isUnderWay
          ? t('restore.submitting')
          : t(isUnknown ? 'create.unknown.again' : 'restore.submit')
      }
      variant="danger"
      isReady={isAllowed && isNameRight && blocking === null}
      onSubmit={submit}
    >
      <BackupFacts
        backup={backup}
        server={isReady ? server : undefined}
        suspicion={isReady ? preflight.loss.suspicion : suspicions.of(backup)}
        accountEmail={accountEmail}
      />
      {preflight.state === 'unread' ? (
        <FirstLoad
          query={preflight.query}
          skeleton={<Skeleton rows={2} rowHeightPx={32} label={t('restore.checking')} />}
          wordsFor={(failure) => ({
            title: errorText(failure, i18n).title,
            text: t('restore.checkFailed', { reason: errorLine(failure, i18n) }),
            said: null,
          })}
        />
      ) : preflight.state === 'unseen' ? (
        <Notice
          tone="bad"
          role="alert"
          action={
            <Button onClick={preflight.retry} isPending={preflight.isRetrying}>
              {t('action.retry')}
            </Button>
          }
        >
          {t('restore.unseen', { id: idKey(backup.id) })}
        </Notice>
      ) : preflight.state === 'gone' ? (
        <Notice tone="bad" role="alert">
          {t('restore.gone', { id: idKey(backup.id) })}
        </Notice>
      ) : isMoved ? (
        <Notice tone="bad" role="alert">
          {t('restore.otherServer', { id: idKey(backup.id) })}
        </Notice>
      ) : refusal !== undefined ? (
        <Notice tone="bad" role="alert">
          {refusal}
        </Notice>
      ) : (
        <>
          <LastGoodNotice loss={preflight.loss} />
          <LossNotice backup={backup} loss={preflight.loss} />
          {preflight.serverError === null ? null : (
            <Notice tone="warn">
              {t('restore.serverUnknown', { reason: errorLine(preflight.serverError, i18n) })}
            </Notice>
          )}
          {blocking === null ? null : (
            <Notice
              tone="bad"
              role="alert"
              action={
                <Button onClick={() => openDialog({ kind: 'safeRestore', operationId: blocking })}>
                  {t('safe.seeRunning')}
                </Button>
              }
            >
              {t('safe.blocked', { server: name })}
            </Notice>
          )}
          {isRestoring ? (
            <Notice tone="bad" role="alert">
              {t('restore.running', { server: name })}
            </Notice>
          ) : (
            <>
              <SafetyBackupField choice={safety} isReadOnly={isPending} />
              <TextField
                label={tx(isNameShared ? 'delete.typeNameOf' : 'restore.confirmLabel', {
                  server: <ForeignText text={name} />,
                  id: <ForeignText text={`#${idKey(backup.serverId)}`} />,
                })}
                value={typed}
                onChange={(event) => keepTyped('name', event.target.value)}
                readOnly={isPending}
                {...EXACT_WORDS}
                error={mayBecome(typed, name) ? null : t('restore.mismatch')}
              />
            </>
          )}
        </>
      )}
    </MutationDialog>
  );
}

/** Restores a server from one backup, after reading both again and having the server's name typed. */
export function RestoreServerDialog({ backupKey, onClose, onReturnFocus }: BackupDialogProps) {
  const { t } = useI18n();
  const target = useDialogBackup(backupKey);
  if (target.backup === null) {
    return (
      <DialogWithoutBackup
        title={t('backups.row.restoreLabel', { id: backupKey })}
        backupKey={backupKey}
        target={target}
        onClose={onClose}
      />
    );
  }
  return (
    <KnownRestoreDialog
      listed={target.backup}
      accountEmail={target.accountEmail}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
    />
  );
}
