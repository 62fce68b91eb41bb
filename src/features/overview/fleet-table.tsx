import './fleet-table.css';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import type { JudgedServer } from '../../core/fleet/fleet';
import { isInError } from '../../core/servers/server';
import { shortReasons } from '../../core/text/protection-text';
import { noExtra } from '../../ui/table/column';
import type { TableLayout } from '../../ui/table/table-layout';
import { type TableSort, VirtualTable } from '../../ui/table/virtual-table';
import { useFleetColumns } from './fleet-columns';
import type { FleetSortKey } from './fleet-filters';

/** As in the style sheet. Rows with a reason or a running backup are taller. */
const ROW_HEIGHTS_PX: Record<TableLayout, { calm: number; reasoned: number; crowded: number }> = {
  wide: { calm: 60, reasoned: 82, crowded: 108 },
  medium: { calm: 60, reasoned: 82, crowded: 108 },
  card: { calm: 172, reasoned: 212, crowded: 238 },
};

function serverKey({ key }: JudgedServer): string {
  return key;
}

function fleetRowHeightPx({ protection, isGone, server }: JudgedServer, layout: TableLayout): number {
  const heights = ROW_HEIGHTS_PX[layout];
  const isReasoned = !isGone && (isInError(server) || shortReasons(protection).length > 0);
  const isRunning = protection.running.length > 0;
  // The badge of a running backup takes a line of its own.
  if (isReasoned && isRunning) return heights.crowded;
  return isReasoned || isRunning ? heights.reasoned : heights.calm;
}

export interface FleetTableProps {
  label: string;
  servers: readonly JudgedServer[];
  nowMs: number;
  /** Left out where the order is fixed. */
  sort?: TableSort<FleetSortKey>;
}

/** The table of servers, one row each, with thirty days at a glance. */
export function FleetTable({ label, servers, nowMs, sort }: FleetTableProps) {
  return (
    <VirtualTable
      label={label}
      printHead={<PrintHead label={label} />}
      printNote={<PrintNote count={servers.length} />}
      className="fleet-table"
      rowClassName="fleet-row"
      rows={servers}
      keyOf={serverKey}
      columns={useFleetColumns(nowMs)}
      sort={sort}
      extraOf={noExtra}
      rowHeightPx={fleetRowHeightPx}
    />
  );
}
