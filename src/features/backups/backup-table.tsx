import { PrintHead, PrintNote } from '../../components/list/print-note';
import './backup-table.css';
import { useCallback, useRef } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useSuspicions } from '../../components/suspicion';
import { type Backup, idKey } from '../../core/backups/backup';
import type { BackupSort, SortKey } from '../../core/backups/backup-filters';
import { canBulkDelete } from '../../core/backups/keep-mark';
import { suspicionText } from '../../core/text/suspicion-text';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { SortHeader } from '../../ui/table/sort-header';
import type { TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import { BackupRow } from './backup-row';
import { backupLayouts } from './backup-table-layouts';
import { SelectAll } from './select-all';
import { setSelected, useSelection } from './selection';
import { useDeletingBackups } from './use-deleting-backups';

const COLUMNS: readonly { key: SortKey; isNumber?: true }[] = [
  { key: 'server' },
  { key: 'type' },
  { key: 'status' },
  { key: 'size', isNumber: true },
  { key: 'created' },
  { key: 'expires' },
  { key: 'description' },
];

/** Columns whose first click shows the largest or newest first. */
const DESCENDING_FIRST: ReadonlySet<SortKey> = new Set(['created', 'size']);

/** The sort that a click on a column leads to. */
export function nextSort(current: BackupSort, key: SortKey): BackupSort {
  if (current.key === key) return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  return { key, direction: DESCENDING_FIRST.has(key) ? 'desc' : 'asc' };
}

/** The style sheet of the table follows these. */
const ROW_HEIGHTS_PX: Record<TableLayout, number> = { wide: 62, medium: 62, card: 180 };

function backupRowHeightPx(_backup: Backup, layout: TableLayout): number {
  return ROW_HEIGHTS_PX[layout];
}

function backupKey(backup: Backup): string {
  return idKey(backup.id);
}

export interface BackupTableProps {
  backups: readonly Backup[];
  sort: BackupSort;
  onSortChange: (sort: BackupSort) => void;
  /** False on the page of one server, where the name in each row would say nothing. */
  isServerShown?: boolean;
  /** By the key of a server: what it is called instead where another one has its name. */
  serverLabels?: ReadonlyMap<string, string>;
}

const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** The table of backups. */
export function BackupTable({
  backups,
  sort,
  onSortChange,
  isServerShown = true,
  serverLabels = NO_LABELS,
}: BackupTableProps) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const layouts = backupLayouts(language, isServerShown);
  const openDialog = useOpenDialog();
  const suspicions = useSuspicions();
  const deleting = useDeletingBackups();
  const selection = useSelection();
  const shown = useRef(backups);
  shown.current = backups;
  const lastClicked = useRef<string | null>(null);
  const select = useCallback((key: string, isSelected: boolean, isRange: boolean) => {
    const keys = shown.current.map(backupKey);
    const from = lastClicked.current === null ? -1 : keys.indexOf(lastClicked.current);
    const to = keys.indexOf(key);
    lastClicked.current = key;
    if (!isRange || from === -1 || to === -1) {
      setSelected([key], isSelected);
      return;
    }
    const range = shown.current.slice(Math.min(from, to), Math.max(from, to) + 1);
    setSelected(range.filter(canBulkDelete).map(backupKey), isSelected);
  }, []);
  return (
    <VirtualTable
      label={t('backups.table')}
      printHead={<PrintHead label={t('backups.table')} />}
      printNote={<PrintNote count={backups.length} />}
      className="backup-table"
      rows={backups}
      keyOf={backupKey}
      rowHeightPx={backupRowHeightPx}
      layouts={layouts}
      isServerShown={isServerShown}
      renderHead={(layout) => (
        <>
          <div role="columnheader">
            {layout === 'card' ? (
              <span className="visually-hidden">{t('select.region')}</span>
            ) : (
              <SelectAll shown={backups} />
            )}
          </div>
          {COLUMNS.filter(({ key }) => layout !== 'medium' || key !== 'description').map(
            ({ key, isNumber }) =>
              key === 'server' && !isServerShown ? (
                <div key={key} role="columnheader">
                  {t('backups.column.backup')}
                </div>
              ) : (
                <SortHeader
                  key={key}
                  label={t(`backups.column.${key}`)}
                  direction={sort.key === key ? sort.direction : null}
                  onSort={layout === 'card' ? null : () => onSortChange(nextSort(sort, key))}
                  isNumber={isNumber ?? false}
                />
              ),
          )}
          <div role="columnheader">
            <span className="visually-hidden">{t('backups.column.actions')}</span>
          </div>
        </>
      )}
      renderRow={(backup, place) => {
        const suspicion = suspicions.of(backup);
        return (
          <BackupRow
            key={backupKey(backup)}
            {...place}
            backup={backup}
            serverLabel={serverLabels.get(idKey(backup.serverId)) ?? backup.serverName}
            suspicion={suspicion === null ? null : suspicionText(suspicion, i18n)}
            isDeleting={deleting.has(backupKey(backup))}
            isServerShown={isServerShown}
            isSelected={selection.has(backupKey(backup))}
            onSelect={select}
            onOpenDialog={openDialog}
          />
        );
      }}
    />
  );
}
