import './backup-table.css';
import { useMemo } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import { useSuspicions } from '../../components/suspicion';
import { type Backup, idKey } from '../../core/backups/backup';
import type { BackupSort, SortKey } from '../../core/backups/backup-sort';
import { canBulkDelete } from '../../core/backups/keep-mark';
import { suspicionText } from '../../core/text/suspicion-text';
import type { TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import { type BackupExtra, useBackupColumns } from './backup-columns';
import { setSelected, useSelection } from './selection';
import type { BackupListState } from './use-backup-list';
import { useDeletingBackups } from './use-deleting-backups';

/** Columns whose first click shows the largest or newest first. */
const DESCENDING_FIRST: ReadonlySet<SortKey> = new Set(['created', 'size']);

/** The sort after a click on a column's head. */
function nextSort(current: BackupSort, key: SortKey): BackupSort {
  if (current.key === key) return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  return { key, direction: DESCENDING_FIRST.has(key) ? 'desc' : 'asc' };
}

/** The style sheet of the table follows these. */
const ROW_HEIGHTS_PX: Record<TableLayout, number> = { wide: 62, medium: 62, card: 180 };

function backupRowHeightPx(_backup: Backup, layout: TableLayout): number {
  return ROW_HEIGHTS_PX[layout];
}

function backupKey({ id }: Backup): string {
  return idKey(id);
}

function rowAttributes(_backup: Backup, { isDeleting }: BackupExtra) {
  return { 'aria-busy': isDeleting || undefined };
}

export function BackupTable({ backups }: { backups: BackupListState }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { serverKey, shown, filters, servers } = backups;
  const columns = useBackupColumns(serverKey === null);
  const suspicions = useSuspicions();
  const deleting = useDeletingBackups();
  const selected = useSelection();
  const selectionTexts = useMemo(
    () => ({
      region: t('select.region'),
      all: t('select.all'),
      allHint: (count: number) => t('select.allHint', { count }),
      row: (id: string) => t('select.row', { id }),
      refused: t('select.kept'),
    }),
    [t],
  );
  // Only of servers that share a name; the others go by the name in the backup.
  const serverLabels = useMemo(
    () =>
      new Map(servers.filter(({ name, label }) => label !== name).map(({ value, label }) => [value, label])),
    [servers],
  );
  return (
    <VirtualTable
      label={t('backups.table')}
      printHead={<PrintHead label={t('backups.table')} />}
      printNote={<PrintNote count={shown.length} />}
      className={serverKey === null ? 'backup-table' : 'backup-table backup-table--one-server'}
      rowClassName="backup-row"
      rows={shown}
      keyOf={backupKey}
      columns={columns}
      sort={{ ...filters.sort, onSort: (key) => backups.change({ sort: nextSort(filters.sort, key) }) }}
      selection={{ selected, onChange: setSelected, canSelect: canBulkDelete, texts: selectionTexts }}
      extraOf={(backup) => {
        const suspicion = suspicions.of(backup);
        return {
          serverLabel: serverLabels.get(idKey(backup.serverId)) ?? backup.serverName,
          suspicion: suspicion === null ? null : suspicionText(suspicion, i18n),
          isDeleting: deleting.has(backupKey(backup)),
        };
      }}
      attributesOf={rowAttributes}
      rowHeightPx={backupRowHeightPx}
    />
  );
}
