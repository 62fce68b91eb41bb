import './backup-card.css';
import Archive from 'lucide-react/icons/archive';
import SearchX from 'lucide-react/icons/search-x';
import { lazy, useMemo } from 'react';
import { partMissing } from '../../browser/part-missing';
import { useNow } from '../../browser/use-now';
import { totalSizeText } from '../../components/backups/backup-labels';
import { CreateBackupButton } from '../../components/backups/create-backup-button';
import { useDeletingBackups } from '../../components/backups/use-deleting-backups';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { useI18n } from '../../components/i18n/i18n-provider';
import { PrintHead, PrintNote } from '../../components/list/print-note';
import { backupSelection, useSelected } from '../../components/list/selection';
import { ListLoad } from '../../components/loading/first-load';
import { LatePart } from '../../components/loading/late-part';
import { type Backup, idKey, isWholeList } from '../../core/backups/backup';
import { nextSort } from '../../core/backups/backup-sort';
import { totals } from '../../core/backups/backup-totals';
import { canBulkDelete } from '../../core/backups/keep-mark';
import { MINUTE_MS } from '../../core/lib/time-units';
import { suspicionText } from '../../core/text/suspicion-text';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import type { TableLayout } from '../../ui/table/table-layout';
import { VirtualTable } from '../../ui/table/virtual-table';
import { type BackupExtra, useBackupColumns } from './backup-columns';
import { BackupFilterBar } from './backup-filter-bar';
import type { BackupListState } from './use-backup-list';

const BackupSelectionBar = lazy(() => import('./lazy-selection-bar').catch(partMissing));

/** The style sheet depends on these widths. */
const ROW_HEIGHTS_PX: Record<TableLayout, number> = { wide: 44, medium: 44, card: 104 };

function backupRowHeightPx(_backup: Backup | null, layout: TableLayout): number {
  return ROW_HEIGHTS_PX[layout];
}

function backupKey({ id }: Backup): string {
  return idKey(id);
}

function rowAttributes(_backup: Backup, { isDeleting }: BackupExtra) {
  return { 'aria-busy': isDeleting || undefined };
}

export function BackupCard({ backups }: { backups: BackupListState }) {
  const { t } = useI18n();
  const { serverKey, list, all, shown, filters, isFiltered, filterValues, search, servers } = backups;
  const hasSelected = useSelected(backupSelection).size > 0;
  const table = <BackupTable backups={backups} />;
  return (
    <div className="card">
      {list !== undefined && all.length === 0 && !isFiltered ? null : (
        <BackupFilterBar
          filters={{ ...filters, text: search.draft }}
          onChange={backups.change}
          onClear={backups.clearAll}
          searchDraft={search.draft}
          onSearchChange={search.setDraft}
          onSearchFocus={backups.prepareSearch}
          servers={serverKey === null ? servers : null}
          types={filterValues.types}
          statuses={filterValues.statuses}
          clearCount={backups.clearCount}
        />
      )}
      {list === undefined ? (
        <ListLoad skeleton={<Skeleton label={t('list.loading')}>{table}</Skeleton>} />
      ) : shown.length > 0 ? (
        table
      ) : isFiltered && all.length > 0 ? (
        <NoneMatches count={all.length} onClear={backups.clearAll} />
      ) : (
        <NoBackups serverKey={serverKey} isWhole={isWholeList(list)} />
      )}
      {/* Backups selected on other pages are deleted as well, so they count. */}
      {hasSelected && list !== undefined ? (
        <LatePart fallback={null} onFailed={backupSelection.clear}>
          <BackupSelectionBar all={list.backups} shown={shown} />
        </LatePart>
      ) : null}
    </div>
  );
}

function BackupTable({ backups }: { backups: BackupListState }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { serverKey, shown, filters, servers } = backups;
  const columns = useBackupColumns(serverKey === null);
  const suspicions = useSuspicions();
  const deleting = useDeletingBackups();
  const nowMs = useNow(MINUTE_MS);
  const selected = useSelected(backupSelection);
  const selectionTexts = useMemo(
    () => ({
      region: t('select.region'),
      all: t('select.all'),
      allHint: (count: number) => t('select.allHint', { count }),
      row: (backup: Backup) => t('select.row', { id: backupKey(backup) }),
      refused: t('select.kept'),
    }),
    [t],
  );
  // Only for servers that share a name; others use the name in the backup.
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
      selection={{ selected, onChange: backupSelection.set, canSelect: canBulkDelete, texts: selectionTexts }}
      extraOf={(backup) => {
        const suspicion = suspicions.of(backup);
        return {
          serverLabel: serverLabels.get(idKey(backup.serverId)) ?? backup.serverName,
          suspicion: suspicion === null ? null : suspicionText(suspicion, i18n),
          isDeleting: deleting.has(backupKey(backup)),
          hasEnded: backups.hasEnded(backup),
          nowMs,
        };
      }}
      attributesOf={rowAttributes}
      rowHeightPx={backupRowHeightPx}
    />
  );
}

function NoneMatches({ count, onClear }: { count: number; onClear: () => void }) {
  const { t } = useI18n();
  return (
    <StateMessage
      role="status"
      icon={<SearchX size={22} />}
      title={t('list.filtered.title')}
      actions={<Button onClick={onClear}>{t('filters.clearAll')}</Button>}
    >
      {t('list.filtered.text', { count })}
    </StateMessage>
  );
}

function NoBackups({ serverKey, isWhole }: { serverKey: string | null; isWhole: boolean }) {
  const { t } = useI18n();
  const texts = !isWhole
    ? ({ title: 'list.empty.partialTitle', text: 'list.empty.partialText' } as const)
    : serverKey === null
      ? ({ title: 'list.empty.title', text: 'list.empty.text' } as const)
      : ({ title: 'list.empty.serverTitle', text: 'list.empty.serverText' } as const);
  return (
    <StateMessage
      role="status"
      icon={<Archive size={22} />}
      title={t(texts.title)}
      actions={<CreateBackupButton serverKey={serverKey} />}
    >
      {t(texts.text)}
    </StateMessage>
  );
}

/** "1,284 backups on 7 servers, 412 GB", or how many of them match the filters. */
export function BackupSummary({ backups }: { backups: BackupListState }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { shown, all, isFiltered, hasEnded } = backups;
  const total = useMemo(() => totals(shown), [shown]);
  const endedCount = useMemo(() => shown.filter(hasEnded).length, [shown, hasEnded]);
  const { count, serverCount } = total;
  const line = isFiltered
    ? t('backups.shown', { shown: count, total: all.length })
    : t('backups.summary', { count, servers: t('backups.servers', { count: serverCount }) });
  const ended = endedCount === 0 ? null : t('backups.ended', { count: endedCount });
  const parts = [line, ended, totalSizeText(total, i18n)].filter((part) => part !== null);
  return <span role="status">{parts.join(', ')}</span>;
}
