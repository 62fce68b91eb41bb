import { correctedNowMs } from '../../browser/clock';
import { useAcceptedSizes } from '../../components/backups/use-accepted-sizes';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { BackupFacts } from '../../components/dialog/backup-facts';
import { DialogWithoutBackup, useDialogBackup } from '../../components/dialog/dialog-backup';
import {
  type BackupDialogProps,
  type DialogCallbacks,
  MutationDialog,
} from '../../components/dialog/dialog-shell';
import { useKeptWords } from '../../components/dialog/kept-input';
import { mayHaveActed } from '../../components/failed-write';
import { useI18n } from '../../components/i18n/i18n-provider';
import { RetryNotice } from '../../components/loading/error-notices';
import { errorLine, errorText } from '../../components/loading/error-text';
import { FirstLoad } from '../../components/loading/first-load';
import { useIsNameShared } from '../../components/servers/use-server-options';
import { type Backup, idKey, isSameId } from '../../core/backups/backup';
import { normalizedText } from '../../core/lib/fold-text';
import { isTyped, mayBecome } from '../../core/lib/typed-text';
import { restoreLoss } from '../../core/restore/restore-loss';
import { restoreObstacle } from '../../core/restore/restore-obstacle';
import { RESTORING_STATUS } from '../../core/servers/server';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Notice, Skeleton } from '../../ui/feedback';
import { TextField } from '../../ui/fields/field';
import { EXACT_WORDS } from '../../ui/fields/field-attributes';
import { ForeignText } from '../../ui/foreign-text';
import { isAccepted, restoreErrorText, useRestoreServer } from './mutations';
import { BlockedNotice, LastGoodNotice, LossNotice, RunAtNotice } from './restore-notices';
import { obstacleText, useRestoreTarget } from './restore-target';
import { SafetyBackupField, useSafetyBackupChoice } from './safety-backup-field';
import { useBlockingOperation } from './use-operations';

function KnownRestoreDialog(props: DialogCallbacks & { listed: Backup; accountEmail: string | null }) {
  const { listed, accountEmail, onClose, onReturnFocus } = props;
  const i18n = useI18n();
  const { t, tx } = i18n;
  const check = useRestoreTarget(listed);
  const target = check.error === null ? check.data : undefined;
  const found = target?.list.backups.find(({ id }) => isSameId(id, listed.id));
  const backup = found ?? listed;
  const server = found === undefined ? undefined : target?.server;
  const accepted = useAcceptedSizes();
  const obstacle = target && restoreObstacle(target.list, listed.serverId, listed.id);
  const isRestoring = server?.status === RESTORING_STATUS;
  const loss = target && restoreLoss(backup, target.list.backups, correctedNowMs(), accepted);
  const restore = useRestoreServer(idKey(listed.serverId));
  const [{ name: typed = '' }, keepTyped] = useKeptWords(`restore:${idKey(listed.id)}`);
  const givenName = server?.name ?? backup.serverName;
  // A name without visible characters cannot be typed.
  const name = normalizedText(givenName) === '' ? idKey(backup.serverId) : givenName;
  const isNameShared = useIsNameShared(backup.serverId);
  const safety = useSafetyBackupChoice(backup, (found && target?.list.backups) ?? null);
  const blocking = useBlockingOperation(backup.serverId);
  const openDialog = useOpenDialog();
  const suspicions = useSuspicions();
  const isAllowed = obstacle === null && !isRestoring && blocking === null;
  const { error, isPending, isUnderWay } = restore;
  const submit = () => {
    const { serverId, id: backupId } = backup;
    const { isWanted: isWithCopy, usualP90Ms } = safety;
    restore.start({ serverId, serverName: name, backupId, isWithCopy, usualP90Ms }, ({ state }) => {
      if (isAccepted(state)) onClose();
      else openDialog({ kind: 'safeRestore', operationId: state.operationId });
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
      isUnderWay={isUnderWay}
      submitLabel={
        isUnderWay
          ? t('restore.submitting')
          : t(mayHaveActed(error) ? 'create.unknown.again' : 'restore.submit')
      }
      variant="danger"
      isReady={isAllowed && isTyped(typed, name)}
      onSubmit={submit}
      decision={
        obstacle === null && loss !== undefined && !isRestoring ? (
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
        ) : null
      }
    >
      <BackupFacts
        backup={backup}
        server={server}
        suspicion={found && loss ? loss.suspicion : suspicions.of(backup)}
        accountEmail={accountEmail}
      />
      {target === undefined || loss === undefined ? (
        <FirstLoad
          query={check}
          skeleton={<Skeleton rows={2} rowHeightPx={32} label={t('restore.checking')} />}
          wordsFor={(failure) => ({
            title: errorText(failure, i18n).title,
            text: t('restore.checkFailed', { reason: errorLine(failure, i18n) }),
            said: null,
          })}
        />
      ) : obstacle === 'unseen' ? (
        <RetryNotice tone="bad" query={check}>
          {obstacleText(obstacle, backup, i18n)}
        </RetryNotice>
      ) : obstacle != null ? (
        <Notice tone="bad" role="alert">
          {obstacleText(obstacle, backup, i18n)}
        </Notice>
      ) : (
        <>
          <LastGoodNotice loss={loss} />
          <LossNotice backup={backup} loss={loss} />
          {target.serverError === null ? null : (
            <Notice tone="warn">
              {t('restore.serverUnknown', { reason: errorLine(target.serverError, i18n) })}
            </Notice>
          )}
          {blocking === null ? <RunAtNotice serverId={backup.serverId} server={name} /> : null}
          {blocking === null ? null : <BlockedNotice operationId={blocking} server={name} />}
          {isRestoring ? (
            <Notice tone="bad" role="alert">
              {t('restore.running', { server: name })}
            </Notice>
          ) : null}
        </>
      )}
    </MutationDialog>
  );
}

/** Restores a server from one backup, after reading both again and having the server's name typed. */
export function RestoreServerDialog({ backupKey, ...callbacks }: BackupDialogProps) {
  const { t } = useI18n();
  const target = useDialogBackup(backupKey);
  const title = t('backups.row.restoreLabel', { id: backupKey });
  return target.backup === null ? (
    <DialogWithoutBackup title={title} backupKey={backupKey} target={target} onClose={callbacks.onClose} />
  ) : (
    <KnownRestoreDialog listed={target.backup} accountEmail={target.accountEmail} {...callbacks} />
  );
}
