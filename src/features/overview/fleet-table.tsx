import './fleet-table.css';
import { useMemo } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import { serverSelection, useSelected } from '../../components/list/selection';
import type { JudgedServer } from '../../core/fleet/fleet';
import type { Selection } from '../../ui/table/selection';
import type { TableLayout } from '../../ui/table/table-layout';
import { type TableSort, VirtualTable } from '../../ui/table/virtual-table';
import { useFleetColumns } from './fleet-columns';
import type { FleetSortKey } from './fleet-filters';

/** The style sheet depends on these widths. */
const ROW_HEIGHTS_PX: Record<TableLayout, number> = { wide: 48, medium: 48, card: 104 };

function serverKey({ key }: JudgedServer): string {
  return key;
}

function fleetRowHeightPx(_server: JudgedServer | null, layout: TableLayout): number {
  return ROW_HEIGHTS_PX[layout];
}

function isAny(): boolean {
  return true;
}

/** For the table whose servers can be selected. */
export function useServerSelection(): Selection<JudgedServer> {
  const { t } = useI18n();
  const selected = useSelected(serverSelection);
  const texts = useMemo(
    () => ({
      region: t('select.region'),
      all: t('select.all'),
      allHint: (count: number) => t('select.allHint', { count }),
      row: ({ label }: JudgedServer) => t('select.server', { server: label }),
    }),
    [t],
  );
  return { selected, onChange: serverSelection.set, canSelect: isAny, texts };
}

export interface FleetTableProps {
  label: string;
  servers: readonly JudgedServer[];
  nowMs: number;
  /** Left out if the order is fixed. */
  sort?: TableSort<FleetSortKey>;
  selection?: Selection<JudgedServer>;
}

/** The table of servers, one row each, with thirty days at a glance. */
export function FleetTable({ label, servers, nowMs, sort, selection }: FleetTableProps) {
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
      selection={selection}
      extraOf={() => ({ nowMs })}
      rowHeightPx={fleetRowHeightPx}
    />
  );
}
