import { useQuery, useQueryClient } from '@tanstack/react-query';
import ListX from 'lucide-react/icons/list-x';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { deleteBackup, dropDeletedBackup } from '../../../api/backup-changes';
import { backupsQuery } from '../../../api/backups';
import { usePreferences } from '../../../browser/storage/preferences';
import { totalSizeText } from '../../../components/backups/backup-labels';
import { useSuspicions } from '../../../components/backups/use-suspicions';
import { type DialogCallbacks, InfoDialog, MutationDialog } from '../../../components/dialog/dialog-shell';
import { deleteSelection } from '../../../components/dialog/kept-input';
import { TypedConfirmationFields, useTypedConfirmation } from '../../../components/dialog/typed-confirmation';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { backupSelection } from '../../../components/list/selection';
import { type Backup, idKey } from '../../../core/backups/backup';
import { DEFAULT_FILTERS, parseFilters, shownSort } from '../../../core/backups/backup-filters';
import { createBackupIndex } from '../../../core/backups/backup-index';
import { totals } from '../../../core/backups/backup-totals';
import { selectBackups } from '../../../core/backups/select-backups';
import { createBulkRun } from '../../../core/bulk/bulk-runner';
import { ApiError } from '../../../core/contract/errors';
import { Notice, StateMessage } from '../../../ui/feedback';
import { showToast } from '../../../ui/overlays/toast-store';
import { useBulkFrame } from './bulk-progress';
import { DeleteConsequences, useDeleteImpact } from './delete-impact';
import { BulkSelection, DeletionProgress } from './delete-many-list';
import { areAllNeeded, DeletionUnderWay, useDeletionMatters } from './deletion-under-way';
import { type Bulk, useBulkRun } from './use-bulk-run';

/** Deletes several backups; one that is already gone counts as deleted. */
function useBulkDelete(backups: readonly Backup[]): Bulk {
  const client = useQueryClient();
  const [byKey] = useState(() => new Map(backups.map((backup) => [idKey(backup.id), backup])));
  return useBulkRun({
    initial: () => createBulkRun([...byKey.keys()], true),
    send: async (key) => {
      const id = byKey.get(key)?.id ?? key;
      const drop = () => {
        dropDeletedBackup(client, id);
        backupSelection.set([key], false);
      };
      try {
        await deleteBackup(id);
      } catch (error) {
        if (!(error instanceof ApiError) || error.kind !== 'notFound') throw error;
        drop();
        return 'gone';
      }
      drop();
      return 'succeeded';
    },
  });
}

function BulkDialog({ backups, onClose, onReturnFocus }: DialogCallbacks & { backups: readonly Backup[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const count = backups.length;
  const [keys] = useState(() => new Set(backups.map(({ id }) => idKey(id))));
  // As of before the first deletion: losing its predecessors makes no backup less suspicious.
  const suspicionsNow = useSuspicions();
  const [suspicions] = useState(suspicionsNow);
  const state = useDeleteImpact(keys);
  const confirmation = useTypedConfirmation(state.tier, 'deleteSelected');
  const bulk = useBulkDelete(backups);
  const matters = useDeletionMatters(backups);
  const total = totals(backups);
  const { isStarted, question, footer, close } = useBulkFrame({
    bulk,
    onClose,
    ask: t('bulk.closeAsk'),
    goOn: t('bulk.goOn'),
    variant: 'danger',
    closesWhenDone: true,
    onLeft: () => {
      const deleted = bulk.summary.done + bulk.summary.gone;
      const problems = count - deleted;
      showToast(
        problems === 0
          ? { tone: 'ok', text: t('bulk.result', { count: deleted }) }
          : { tone: 'bad', text: t('bulk.resultProblems', { deleted, count, problems }) },
      );
    },
  });
  return (
    <MutationDialog
      title={t('delete.titleMany', { count })}
      description={t('delete.introMany')}
      size="wide"
      onClose={close}
      onReturnFocus={onReturnFocus}
      error={null}
      isPending={false}
      submitLabel={t('delete.submitMany', { count })}
      variant="danger"
      isReady={confirmation.isConfirmed && !areAllNeeded(matters, backups)}
      onSubmit={() => {
        if (!isStarted) bulk.start();
      }}
      footer={footer}
      decision={
        isStarted ? undefined : <TypedConfirmationFields confirmation={confirmation} isReadOnly={false} />
      }
    >
      {isStarted ? (
        <>
          {question}
          <DeletionProgress bulk={bulk} backups={backups} suspicions={suspicions} />
        </>
      ) : (
        <>
          <p>
            {t('delete.summary', {
              count,
              servers: t('backups.servers', { count: total.serverCount }),
              size: totalSizeText(total, i18n) ?? t('facts.sizeUnknown'),
            })}
          </p>
          <BulkSelection backups={backups} suspicions={suspicions} />
          <DeletionUnderWay matters={matters} />
          {state.tier.kind === 'refused' && state.tier.reason === 'keptInBulk' ? (
            <Notice tone="bad" role="alert">
              {t('delete.keptInBulk', { ids: state.tier.keptIds.map((id) => `#${id}`).join(', ') })}
            </Notice>
          ) : null}
          <DeleteConsequences state={state} />
        </>
      )}
    </MutationDialog>
  );
}

/** Confirms and carries out the deletion of the selected backups. */
export function DeleteManyDialog({ onClose, onReturnFocus }: DialogCallbacks) {
  const { t, format } = useI18n();
  const { search } = useLocation();
  const { hiddenOfBackups: hidden } = usePreferences();
  const { data: list } = useQuery(backupsQuery());
  // As selected when the dialog opened: a poll must not change what is confirmed.
  const [backups, setBackups] = useState<readonly Backup[] | null>(null);
  if (backups === null && list !== undefined) {
    // A reload or a sign-in empties the selection, but the dialog stays open.
    const selected = backupSelection.selected.get();
    const keys = selected.size > 0 ? selected : new Set(deleteSelection.get());
    // In the order of the table behind.
    const sort = shownSort(parseFilters(new URLSearchParams(search)).sort, hidden);
    const ordered = selectBackups(createBackupIndex(list.backups), { ...DEFAULT_FILTERS, sort }, format);
    setBackups(ordered.filter(({ id }) => keys.has(idKey(id))));
  }
  useEffect(() => {
    if (backups === null) return;
    const keys = backups.map(({ id }) => idKey(id));
    deleteSelection.set(keys);
    backupSelection.set(keys, true);
  }, [backups]);
  if (backups === null || backups.length === 0) {
    return (
      <InfoDialog title={t('delete.title')} onClose={onClose} onReturnFocus={onReturnFocus}>
        <StateMessage icon={<ListX size={22} />} title={t('delete.nothingSelected')} role="status">
          {t('delete.nothingSelectedText')}
        </StateMessage>
      </InfoDialog>
    );
  }
  return <BulkDialog backups={backups} onClose={onClose} onReturnFocus={onReturnFocus} />;
}
