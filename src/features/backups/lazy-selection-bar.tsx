import Trash2 from 'lucide-react/icons/trash';
import { useCallback } from 'react';
import { totalSizeText } from '../../components/backups/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { CompareLink } from '../../components/list/compare-link';
import { backupSelection } from '../../components/list/selection';
import { SelectionBar } from '../../components/list/selection-bar';
import { WriteButton } from '../../components/write-lock';
import { type Backup, idKey, isSameId } from '../../core/backups/backup';
import { totals } from '../../core/backups/backup-totals';
import { canBulkDelete } from '../../core/backups/keep-mark';
import { isPair } from '../../core/compare/comparison';
import { useOpenDialog } from '../../routes/use-dialog-route';

const backupKey = ({ id }: Backup) => idKey(id);

/** The selected backups and their actions. */
export default function BackupSelectionBar(props: { all: readonly Backup[]; shown: readonly Backup[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const openDialog = useOpenDialog();
  const factOf = useCallback((chosen: readonly Backup[]) => totalSizeText(totals(chosen), i18n), [i18n]);
  return (
    <SelectionBar
      selection={backupSelection}
      keyOf={backupKey}
      canSelect={canBulkDelete}
      factOf={factOf}
      {...props}
    >
      {(chosen) => (
        <>
          {isPair(chosen) && isSameId(chosen[0].serverId, chosen[1].serverId) ? (
            <CompareLink kind="backups" keys={[backupKey(chosen[0]), backupKey(chosen[1])]} />
          ) : null}
          <WriteButton
            variant="danger"
            icon={<Trash2 size={15} aria-hidden="true" />}
            onClick={() => openDialog({ kind: 'deleteSelected' })}
          >
            {t('select.delete', { count: chosen.length })}
          </WriteButton>
        </>
      )}
    </SelectionBar>
  );
}
