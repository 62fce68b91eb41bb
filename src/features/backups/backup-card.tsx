import Archive from 'lucide-react/icons/archive';
import SearchX from 'lucide-react/icons/search-x';
import { useMemo } from 'react';
import { totalSizeText } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ListLoad } from '../../components/list/first-load';
import { WriteButton } from '../../components/write-lock';
import { isWholeList } from '../../core/backups/backup';
import { totals } from '../../core/backups/backup-totals';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { BackupFilterBar } from './backup-filter-bar';
import { BackupTable } from './backup-table';
import { SelectionBar } from './selection-bar';
import type { BackupListState } from './use-backup-list';

const SKELETON_ROWS = 8;

export function BackupCard({ backups }: { backups: BackupListState }) {
  const { t } = useI18n();
  const { serverKey, list, all, shown, filters, isFiltered, filterValues, search, servers } = backups;
  if (list === undefined) {
    return (
      <div className="card">
        <ListLoad skeleton={<Skeleton rows={SKELETON_ROWS} rowHeightPx={62} label={t('list.loading')} />} />
      </div>
    );
  }
  return (
    <div className="card">
      {all.length === 0 && !isFiltered ? null : (
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
      {shown.length > 0 ? (
        <BackupTable backups={backups} />
      ) : isFiltered ? (
        <NoneMatches count={all.length} onClear={backups.clearAll} />
      ) : (
        <NoBackups serverKey={serverKey} isWhole={isWholeList(list)} />
      )}
      <SelectionBar all={all} shown={shown} />
    </div>
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
  const openDialog = useOpenDialog();
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
      actions={
        <WriteButton variant="primary" onClick={() => openDialog({ kind: 'create', serverKey })}>
          {t('create.button')}
        </WriteButton>
      }
    >
      {t(texts.text)}
    </StateMessage>
  );
}

/** "1,284 backups on 7 servers, 412 GB", or how many of them the filters show. */
export function BackupSummary({ backups }: { backups: BackupListState }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { shown, all, isFiltered } = backups;
  const total = useMemo(() => totals(shown), [shown]);
  const { count, serverCount } = total;
  const line = isFiltered
    ? t('backups.shown', { shown: count, total: all.length })
    : t('backups.summary', { count, servers: t('backups.servers', { count: serverCount }) });
  const size = totalSizeText(total, i18n);
  return <span role="status">{size === null ? line : `${line}, ${size}`}</span>;
}
