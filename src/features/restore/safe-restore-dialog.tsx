import SearchX from 'lucide-react/icons/search-x';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { BackupFacts } from '../../components/dialog/backup-facts';
import { useServerLookup } from '../../components/dialog/dialog-backup';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { OperationActions, OperationView } from './operation-view';
import { useOperation } from './use-operations';

export interface SafeRestoreDialogProps extends DialogCallbacks {
  operationId: string;
}

/** One restore in any state. Closing the dialog changes nothing: the gateway carries it out. */
export function SafeRestoreDialog({ operationId, onClose, onReturnFocus }: SafeRestoreDialogProps) {
  const { t, tx } = useI18n();
  const operation = useOperation(operationId);
  const serverOf = useServerLookup();
  const suspicions = useSuspicions();
  if (operation === undefined) {
    return (
      <InfoDialog
        title={t('backups.row.restore')}
        onClose={onClose}
        onReturnFocus={onReturnFocus}
        actions={null}
      >
        <Skeleton rows={4} rowHeightPx={32} label={t('app.loading')} />
      </InfoDialog>
    );
  }
  if (operation === null) {
    return (
      <InfoDialog title={t('notFound.title')} onClose={onClose} onReturnFocus={onReturnFocus} actions={null}>
        <StateMessage icon={<SearchX size={22} />} title={t('notFound.title')} role="status" />
      </InfoDialog>
    );
  }
  const { state, backup } = operation;
  const server = <ForeignText text={state.serverName} />;
  return (
    <InfoDialog
      title={tx(state.isWithCopy ? 'safe.title' : 'restore.title', { server })}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      actions={<OperationActions operation={operation} onDone={onClose} />}
    >
      <BackupFacts
        backup={backup}
        server={serverOf(backup.serverId)}
        suspicion={suspicions.of(backup)}
        accountEmail={null}
      />
      <OperationView operation={operation} />
    </InfoDialog>
  );
}
