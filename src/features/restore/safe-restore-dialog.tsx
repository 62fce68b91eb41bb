import SearchX from 'lucide-react/icons/search-x';
import { BackupFacts } from '../../components/dialog/backup-facts';
import { useServerLookup } from '../../components/dialog/dialog-backup';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useSuspicions } from '../../components/use-suspicions';
import { StateMessage } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { useOperation } from './operation-store';
import { OperationActions, OperationView } from './operation-view';

export interface SafeRestoreDialogProps extends DialogCallbacks {
  operationId: string;
}

/** One safe restore, wherever it stands. Closing it changes nothing: the restore goes on in the shell. */
export function SafeRestoreDialog({ operationId, onClose, onReturnFocus }: SafeRestoreDialogProps) {
  const { t, tx } = useI18n();
  const operation = useOperation(operationId);
  const serverOf = useServerLookup();
  const suspicions = useSuspicions();
  const server = operation?.state.serverName ?? '';
  return (
    <InfoDialog
      title={
        operation === null ? t('notFound.title') : tx('safe.title', { server: <ForeignText text={server} /> })
      }
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      actions={operation === null ? null : <OperationActions operation={operation} onDone={onClose} />}
    >
      {operation === null ? (
        <StateMessage icon={<SearchX size={22} />} title={t('notFound.title')} role="status" />
      ) : (
        <>
          <BackupFacts
            backup={operation.backup}
            server={serverOf(operation.backup.serverId)}
            suspicion={suspicions.of(operation.backup)}
            accountEmail={null}
          />
          <OperationView operation={operation} />
        </>
      )}
    </InfoDialog>
  );
}
