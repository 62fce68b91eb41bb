import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { backupsQuery } from '../../api/backups';
import { usePreferences } from '../../browser/storage/preferences';
import { useSearchText } from '../../components/filters/use-search-text';
import { useUrlFilters } from '../../components/filters/use-url-filters';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useServerOptions } from '../../components/servers/use-server-options';
import { type Backup, idKey } from '../../core/backups/backup';
import {
  backupQueryValues,
  countActiveFilters,
  DEFAULT_FILTERS,
  parseFilters,
  shownSort,
} from '../../core/backups/backup-filters';
import { createBackupIndex } from '../../core/backups/backup-index';
import {
  hasEndedMeanwhile,
  NONE_WATCHED,
  selectBackups,
  watchRunning,
} from '../../core/backups/select-backups';

const NO_BACKUPS: readonly Backup[] = [];

/** The backups of the account or of one server, with the URL's filters and their matches. */
export function useBackupList(serverKey: string | null) {
  const { format } = useI18n();
  const { data: list, error } = useQuery(backupsQuery());
  const all = useMemo(() => {
    if (list === undefined || serverKey === null) return list?.backups ?? NO_BACKUPS;
    return list.backups.filter((backup) => idKey(backup.serverId) === serverKey);
  }, [list, serverKey]);
  const index = useMemo(() => createBackupIndex(all), [all]);
  const parse = useCallback(
    (params: URLSearchParams) => parseFilters(params, index.filterValues),
    [index.filterValues],
  );
  const { filters: urlFilters, change } = useUrlFilters(parse, backupQueryValues);
  const commitText = useCallback((text: string) => change({ text }, { replace: true }), [change]);
  const search = useSearchText(urlFilters.text, commitText);
  const { hiddenOfBackups: hidden } = usePreferences();
  const filters = useMemo(
    () => ({
      ...urlFilters,
      sort: shownSort(urlFilters.sort, hidden),
      text: search.text,
      serverKey: serverKey === null ? urlFilters.serverKey : null,
    }),
    [urlFilters, search.text, serverKey, hidden],
  );
  const { status } = filters;
  // Kept until the page is left.
  const [before, setWatched] = useState(NONE_WATCHED);
  const watched = watchRunning(before, all, status);
  if (watched !== before) setWatched(watched);
  const shown = useMemo(
    () => selectBackups(index, filters, format, watched),
    [index, filters, format, watched],
  );
  const hasEnded = useCallback(
    (backup: Backup) => hasEndedMeanwhile(backup, watched, status),
    [watched, status],
  );
  const servers = useServerOptions();
  const [clearCount, setClearCount] = useState(0);
  const clearAll = () => {
    search.setDraft('');
    change({ ...DEFAULT_FILTERS, sort: filters.sort });
    setClearCount((count) => count + 1);
  };
  return {
    serverKey,
    /** Undefined until it was read. */
    list,
    error,
    /** Every backup, and those that match the filters, in order. */
    all,
    shown,
    /** Whether the "running" filter still shows a backup that has ended. */
    hasEnded,
    filters,
    isFiltered: countActiveFilters(filters) > 0,
    filterValues: index.filterValues,
    /** Call it on focus, to keep this off the first key stroke (11 ms at 20,000; goal of a key stroke: 24 ms). */
    prepareSearch: index.searchKeys,
    search,
    servers,
    change,
    clearAll,
    /** Changes whenever all filters are cleared, so that fields drop their text. */
    clearCount,
  };
}

export type BackupListState = ReturnType<typeof useBackupList>;
