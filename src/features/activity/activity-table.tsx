import { PrintHead, PrintNote } from '../../components/list/print-note';
import './activity-table.css';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { useOpenDialog } from '../../routes/use-dialog-route';
import type { ColumnLayout, TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import { ActivityRow } from './activity-row';

/** The style sheet of the table follows these. A card says why something ended badly, and takes the room for it. */
const ROW_HEIGHTS_PX: Record<TableLayout, { plain: number; reasoned: number }> = {
  wide: { plain: 62, reasoned: 62 },
  medium: { plain: 62, reasoned: 62 },
  card: { plain: 148, reasoned: 168 },
};
/** As wide as the columns below, in their order, and the button at the end. */
const LAYOUTS: readonly ColumnLayout[] = [
  {
    layout: 'wide',
    tracks: [
      { minPx: 130 },
      { minPx: 170 },
      { minPx: 128, grow: 1 },
      { minPx: 168, grow: 1.2 },
      { minPx: 136, grow: 1 },
      { minPx: 120, grow: 1 },
      { minPx: 72 },
      { minPx: 32 },
    ],
  },
  {
    layout: 'medium',
    tracks: [
      { minPx: 130 },
      { minPx: 170, grow: 1 },
      { minPx: 190, grow: 1.3 },
      { minPx: 140, grow: 0.9 },
      { minPx: 32 },
    ],
  },
];

const COLUMNS: Record<TableLayout, readonly Column[]> = {
  wide: ['time', 'action', 'server', 'backup', 'outcome', 'actor', 'duration'],
  medium: ['time', 'actionAndActor', 'serverAndBackup', 'outcome'],
  card: ['time', 'action', 'server', 'backup', 'outcome', 'actor', 'duration'],
};
type Column =
  | 'time'
  | 'action'
  | 'server'
  | 'backup'
  | 'outcome'
  | 'actor'
  | 'duration'
  | 'actionAndActor'
  | 'serverAndBackup';

function entryKey({ id }: ActivityEntry): string {
  return id;
}

function entryHeightPx({ reason }: ActivityEntry, layout: TableLayout): number {
  const { plain, reasoned } = ROW_HEIGHTS_PX[layout];
  return reason === null ? plain : reasoned;
}

/** The log as a table, newest first. */
export function ActivityTable({ entries }: { entries: readonly ActivityEntry[] }) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  return (
    <VirtualTable
      label={t('activity.table')}
      printHead={<PrintHead label={t('activity.table')} />}
      printNote={<PrintNote count={entries.length} />}
      className="activity-table"
      rows={entries}
      keyOf={entryKey}
      rowHeightPx={entryHeightPx}
      layouts={LAYOUTS}
      renderHead={(layout) => (
        <>
          {COLUMNS[layout].map((column) => (
            <div key={column} role="columnheader" data-number={column === 'duration' || undefined}>
              {t(`activity.column.${column}`)}
            </div>
          ))}
          <div role="columnheader">
            <span className="visually-hidden">{t('activity.column.details')}</span>
          </div>
        </>
      )}
      renderRow={(entry, place) => (
        <ActivityRow key={entry.id} {...place} entry={entry} onOpenDialog={openDialog} />
      )}
    />
  );
}
