import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  type BackupFilters,
  DEFAULT_FILTERS,
  type FilterWords,
  parseFilters,
  serializeFilters,
} from '../../core/backups/backup-filters';

export interface BackupFilterState {
  readonly filters: BackupFilters;
  /** Changes some filters. `replace` (for typing) keeps the history free of every letter. */
  readonly change: (change: Partial<BackupFilters>, options?: { replace?: boolean }) => void;
  readonly clear: () => void;
}

const FILTER_KEYS = ['server', 'type', 'status', 'q', 'from', 'to', 'sort'];

function searchWith(filters: BackupFilters): string {
  // Read at the moment of the change: other parts of the URL (an open dialog) stay as they are then.
  const params = new URLSearchParams(window.location.search);
  for (const key of FILTER_KEYS) params.delete(key);
  for (const [key, value] of serializeFilters(filters)) params.append(key, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The filters of the current URL. The URL is their only owner; unknown and broken values are dropped. */
export function useBackupFilters(words: FilterWords): BackupFilterState {
  const { search } = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => parseFilters(new URLSearchParams(search), words), [search, words]);
  const change = useCallback<BackupFilterState['change']>(
    (part, options) => {
      const current = parseFilters(new URLSearchParams(window.location.search), words);
      const next = { pathname: window.location.pathname, search: searchWith({ ...current, ...part }) };
      void navigate(next, { replace: options?.replace ?? false, preventScrollReset: true });
    },
    [navigate, words],
  );
  const clear = useCallback(() => change({ ...DEFAULT_FILTERS, sort: filters.sort }), [change, filters.sort]);
  return { filters, change, clear };
}
