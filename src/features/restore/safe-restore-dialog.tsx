import SearchX from 'lucide-react/icons/search-x';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { BackupFacts } from '../../components/dialog/backup-facts';
import { useServerLookup } from '../../components/dialog/dialog-backup';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { FirstLoad } from '../../components/loading/first-load';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { OperationActions, OperationView } from './operation-view';
import { useDecision, useOperation } from './use-operations';

export interface SafeRestoreDialogProps extends DialogCallbacks {
  operationId: string;
}

/** One restore in any state. Closing the dialog changes nothing: the gateway carries it out. */
export function SafeRestoreDialog({ operationId, ...callbacks }: SafeRestoreDialogProps) {
  const { t } = useI18n();
  const { operation, query } = useOperation(operationId);
  if (operation !== undefined && operation !== null) {
    return <KnownRestore operation={operation} {...callbacks} />;
  }
  return (
    <InfoDialog {...callbacks} title={t('backups.row.restore')}>
      {operation === null ? (
        <StateMessage icon={<SearchX size={22} />} title={t('safe.gone.title')} role="status">
          {t('safe.gone.text')}
        </StateMessage>
      ) : (
        <FirstLoad query={query} skeleton={<Skeleton rows={4} rowHeightPx={32} label={t('app.loading')} />} />
      )}
    </InfoDialog>
  );
}

function KnownRestore(props: DialogCallbacks & { operation: RestoreOperation }) {
  const { operation, onClose, onReturnFocus } = props;
  const { tx } = useI18n();
  const serverOf = useServerLookup();
  const suspicions = useSuspicions();
  const { error, ...decision } = useDecision(operation);
  const { state, backup } = operation;
  const server = <ForeignText text={state.serverName} />;
  return (
    <InfoDialog
      title={tx(state.isWithCopy ? 'safe.title' : 'restore.title', { server })}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      actions={<OperationActions operation={operation} {...decision} onDone={onClose} />}
      error={error}
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
