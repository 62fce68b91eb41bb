import './activity-table.css';
import { useI18n } from '../../components/i18n/i18n-provider';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import type { ActivityEntry } from '../../core/contract/schema-activity';
import { noExtra } from '../../ui/table/column';
import type { TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import { useActivityColumns, useRowOpensDetails } from './activity-columns';

/** The style sheet of the table follows these. A card with a reason is taller. */
const ROW_HEIGHTS_PX: Record<TableLayout, { plain: number; reasoned: number }> = {
  wide: { plain: 62, reasoned: 62 },
  medium: { plain: 62, reasoned: 62 },
  card: { plain: 148, reasoned: 168 },
};
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
