import { useQuery } from '@tanstack/react-query';
import Archive from 'lucide-react/icons/archive';
import SearchX from 'lucide-react/icons/search-x';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { backupsQuery } from '../../api/backups';
import { totalSizeText } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ListLoad } from '../../components/list/list-load';
import { useSearchText } from '../../components/list/use-search-text';
import { useUrlFilters } from '../../components/list/use-url-filters';
import { useServerOptions } from '../../components/use-server-options';
import { WriteButton } from '../../components/write-lock';
import type { Backup, BackupList } from '../../core/backups/backup';
import { idKey, isWholeList } from '../../core/backups/backup';
import {
  backupQueryValues,
  countActiveFilters,
  DEFAULT_FILTERS,
  parseFilters,
} from '../../core/backups/backup-filters';
import { createBackupIndex } from '../../core/backups/backup-index';
import { totals } from '../../core/backups/backup-totals';
import { selectBackups } from '../../core/backups/select-backups';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { BackupFilterBar } from './backup-filter-bar';
import { BackupTable } from './backup-table';
import { SelectionBar } from './selection-bar';
import { usePreparedSearch } from './use-prepared-search';

const SKELETON_ROWS = 8;
const NO_BACKUPS: readonly Backup[] = [];

export interface BackupsSectionProps {
  /** Only the backups of this server, without the server filter. */
  serverKey?: string;
  /** Stands above the table; gets what is shown of how much. */
  renderSummary: (summary: ListSummary | null, isLoading: boolean) => ReactNode;
}

export interface ListSummary {
  readonly list: BackupList;
  readonly shown: readonly Backup[];
  readonly all: readonly Backup[];
  readonly isFiltered: boolean;
}

/** Filters and table of backups in all their states. */
export function BackupsSection({ serverKey, renderSummary }: BackupsSectionProps) {
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  const { data: list, error } = useQuery(backupsQuery());
  const all = useMemo(() => {
    if (list === undefined) return NO_BACKUPS;
    return serverKey === undefined
      ? list.backups
      : list.backups.filter((backup) => idKey(backup.serverId) === serverKey);
  }, [list, serverKey]);
  const index = useMemo(() => createBackupIndex(all), [all]);
  usePreparedSearch(index);
  const parse = useCallback((params: URLSearchParams) => parseFilters(params, index.words), [index.words]);
  const { filters: urlFilters, change } = useUrlFilters(parse, backupQueryValues);
  const commitText = useCallback((text: string) => change({ text }, { replace: true }), [change]);
  const search = useSearchText(urlFilters.text, commitText);
  const servers = useServerOptions();
  const serverLabels = useMemo(
    () =>
      new Map(servers.filter(({ name, label }) => label !== name).map(({ value, label }) => [value, label])),
    [servers],
  );
  const [clearCount, setClearCount] = useState(0);
  const filters = useMemo(
    () => ({
      ...urlFilters,
      text: search.text,
      serverKey: serverKey === undefined ? urlFilters.serverKey : null,
    }),
    [urlFilters, search.text, serverKey],
  );
  const shown = useMemo(() => selectBackups(index, filters, format), [index, filters, format]);
  const isFiltered = countActiveFilters(filters) > 0;

  if (list === undefined) {
    return (
      <>
        {renderSummary(null, error === null)}
        <div className="card">
          <ListLoad skeleton={<Skeleton rows={SKELETON_ROWS} rowHeightPx={62} label={t('list.loading')} />} />
        </div>
      </>
    );
  }

  const clearAll = () => {
    search.setDraft('');
    change({ ...DEFAULT_FILTERS, sort: filters.sort });
    setClearCount((count) => count + 1);
  };
  const emptyTexts = !isWholeList(list)
    ? ({ title: 'list.empty.partialTitle', text: 'list.empty.partialText' } as const)
    : serverKey === undefined
      ? ({ title: 'list.empty.title', text: 'list.empty.text' } as const)
      : ({ title: 'list.empty.serverTitle', text: 'list.empty.serverText' } as const);
  const table =
    shown.length > 0 ? (
      <BackupTable
        backups={shown}
        sort={filters.sort}
        onSortChange={(sort) => change({ sort })}
        isServerShown={serverKey === undefined}
        serverLabels={serverLabels}
      />
    ) : isFiltered ? (
      <StateMessage
        role="status"
        icon={<SearchX size={22} />}
        title={t('list.filtered.title')}
        actions={<Button onClick={clearAll}>{t('filters.clearAll')}</Button>}
      >
        {t('list.filtered.text', { count: all.length })}
      </StateMessage>
    ) : (
      <StateMessage
        role="status"
        icon={<Archive size={22} />}
        title={t(emptyTexts.title)}
        actions={
          <WriteButton
            variant="primary"
            onClick={() => openDialog({ kind: 'create', serverKey: serverKey ?? null })}
          >
            {t('create.button')}
          </WriteButton>
        }
      >
        {t(emptyTexts.text)}
      </StateMessage>
    );

  return (
    <>
      {renderSummary({ list, shown, all, isFiltered }, false)}
      <div className="card">
        {all.length === 0 && !isFiltered ? null : (
          <BackupFilterBar
            filters={{ ...filters, text: search.draft }}
            onChange={change}
            onClear={clearAll}
            searchDraft={search.draft}
            onSearchChange={search.setDraft}
            servers={serverKey === undefined ? servers : null}
            types={index.words.types}
            statuses={index.words.statuses}
            clearCount={clearCount}
          />
        )}
        {table}
        <SelectionBar all={all} shown={shown} />
      </div>
    </>
  );
}

/** "1,284 backups on 7 servers, 412 GB", or how many of them the filters show. */
export function SummaryLine({ summary }: { summary: ListSummary }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { shown, all, isFiltered } = summary;
  const total = useMemo(() => totals(shown), [shown]);
  const { count, serverCount } = total;
  const line = isFiltered
    ? t('backups.shown', { shown: count, total: all.length })
    : t('backups.summary', { count, servers: t('backups.servers', { count: serverCount }) });
  const size = totalSizeText(total, i18n);
  return <span role="status">{size === null ? line : `${line}, ${size}`}</span>;
}
