import './activity-table.css';
import { useI18n } from '../../components/i18n/i18n-provider';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { noExtra } from '../../ui/table/column';
import type { TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import { useActivityColumns, useRowOpensDetails } from './activity-columns';

/** Matches the style sheet. A card with a reason is taller. */
const ROW_HEIGHT_PX: Record<TableLayout, number> = { wide: 62, medium: 62, card: 148 };
const REASON_HEIGHT_PX: Record<TableLayout, number> = { wide: 0, medium: 0, card: 20 };

function entryKey({ id }: ActivityEntry): string {
  return id;
}

function entryHeightPx(entry: ActivityEntry | null, layout: TableLayout): number {
  return ROW_HEIGHT_PX[layout] + (entry?.reason == null ? 0 : REASON_HEIGHT_PX[layout]);
}

/** The log as a table, newest first. */
export function ActivityTable({ entries }: { entries: readonly ActivityEntry[] }) {
  const { t } = useI18n();
  return (
    <VirtualTable
      label={t('activity.table')}
      printHead={<PrintHead label={t('activity.table')} />}
      printNote={<PrintNote count={entries.length} />}
      className="activity-table"
      rowClassName="activity-row"
      rows={entries}
      keyOf={entryKey}
      columns={useActivityColumns()}
      extraOf={noExtra}
      attributesOf={useRowOpensDetails()}
      rowHeightPx={entryHeightPx}
    />
  );
}
