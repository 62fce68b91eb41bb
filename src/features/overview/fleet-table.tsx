import './fleet-table.css';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import type { JudgedServer } from '../../core/fleet/fleet';
import type { TableLayout } from '../../ui/table/table-layout';
import { type TableSort, VirtualTable } from '../../ui/table/virtual-table';
import { useFleetColumns } from './fleet-columns';
import type { FleetSortKey } from './fleet-filters';

/** The style sheet follows these. */
const ROW_HEIGHTS_PX: Record<TableLayout, number> = { wide: 48, medium: 48, card: 104 };

function serverKey({ key }: JudgedServer): string {
  return key;
}

function fleetRowHeightPx(_server: JudgedServer, layout: TableLayout): number {
  return ROW_HEIGHTS_PX[layout];
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
      columns={useFleetColumns()}
      sort={sort}
      extraOf={() => ({ nowMs })}
      rowHeightPx={fleetRowHeightPx}
    />
  );
}
