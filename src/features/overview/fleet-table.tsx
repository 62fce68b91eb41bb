import { PrintHead, PrintNote } from '../../components/list/print-note';
import './fleet-table.css';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { JudgedServer } from '../../core/fleet/fleet';
import { isInError } from '../../core/servers/server';
import { shortReasons } from '../../core/text/protection-text';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { SortHeader } from '../../ui/table/sort-header';
import type { ColumnLayout, TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import type { FleetFilters, FleetSortKey } from './fleet-filters';
import { FleetRow } from './fleet-row';

/** Server, state, strip, newest, slots, exposure, button; a strip is thirty days of 6 px and the gaps between them. */
const LAYOUTS: readonly ColumnLayout[] = [
  {
    layout: 'wide',
    tracks: [
      { minPx: 144, grow: 1.1 },
      { minPx: 180, grow: 1.2 },
      { minPx: 238 },
      { minPx: 92 },
      { minPx: 118 },
      { minPx: 104 },
      { minPx: 98 },
    ],
  },
  {
    layout: 'medium',
    tracks: [
      { minPx: 130, grow: 1 },
      { minPx: 150, grow: 1.1 },
      { minPx: 238 },
      { minPx: 92 },
      { minPx: 98 },
    ],
  },
];
/** The style sheet of the table follows these. A row with something to say takes the room for it. */
const ROW_HEIGHTS_PX: Record<TableLayout, { calm: number; reasoned: number; crowded: number }> = {
  wide: { calm: 60, reasoned: 82, crowded: 108 },
  medium: { calm: 60, reasoned: 82, crowded: 108 },
  card: { calm: 172, reasoned: 212, crowded: 238 },
};

function serverKey({ key }: JudgedServer): string {
  return key;
}

function fleetRowHeightPx(server: JudgedServer, layout: TableLayout): number {
  const { protection, isGone } = server;
  const heights = ROW_HEIGHTS_PX[layout];
  const isReasoned = !isGone && (isInError(server.server) || shortReasons(protection).length > 0);
  const isRunning = protection.running.length > 0;
  // What runs has a badge of its own, on a line below the others.
  if (isReasoned && isRunning) return heights.crowded;
  return isReasoned || isRunning ? heights.reasoned : heights.calm;
}

export interface FleetTableProps {
  label: string;
  servers: readonly JudgedServer[];
  nowMs: number;
  /** How the rows are ordered, and what a click on a column does; null where the order is not for choosing. */
  sorting: { readonly by: FleetFilters; readonly onSort: (key: FleetSortKey) => void } | null;
}

/** The table of servers, one row each, with thirty days at a glance. */
export function FleetTable({ label, servers, nowMs, sorting }: FleetTableProps) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const header = (layout: TableLayout, key: FleetSortKey, isNumber = false) =>
    sorting === null ? (
      <div key={key} role="columnheader" data-number={isNumber || undefined}>
        {t(`fleet.column.${key}`)}
      </div>
    ) : (
      <SortHeader
        key={key}
        label={t(`fleet.column.${key}`)}
        direction={sorting.by.sort === key ? (sorting.by.isReversed ? 'desc' : 'asc') : null}
        onSort={layout === 'card' ? null : () => sorting.onSort(key)}
        isNumber={isNumber}
      />
    );
  return (
    <VirtualTable
      label={label}
      printHead={<PrintHead label={label} />}
      printNote={<PrintNote count={servers.length} />}
      className="fleet-table"
      rows={servers}
      keyOf={serverKey}
      rowHeightPx={fleetRowHeightPx}
      layouts={LAYOUTS}
      renderHead={(layout) => (
        <>
          {header(layout, 'server')}
          {header(layout, 'state')}
          <div role="columnheader">{t('fleet.column.strip')}</div>
          {header(layout, 'newest', true)}
          {layout === 'medium' ? null : header(layout, 'slots')}
          {layout === 'medium' ? null : header(layout, 'exposure', true)}
          <div role="columnheader">
            <span className="visually-hidden">{t('fleet.column.actions')}</span>
          </div>
        </>
      )}
      renderRow={(server, place) => (
        <FleetRow key={server.key} server={server} nowMs={nowMs} onOpenDialog={openDialog} {...place} />
      )}
    />
  );
}
