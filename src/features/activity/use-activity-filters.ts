import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  type ActivityFilters,
  NO_FILTERS,
  parseActivityFilters,
  withActivityFilters,
} from './activity-filters';

export interface ActivityFilterState {
  readonly filters: ActivityFilters;
  /** Changes some filters. `replace` (for typing) keeps the history free of every letter. */
  readonly change: (change: Partial<ActivityFilters>, options?: { replace?: boolean }) => void;
  readonly clear: () => void;
}

/** The filters of the log in the current URL, which is their only owner. */
export function useActivityFilters(): ActivityFilterState {
  const { search } = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => parseActivityFilters(new URLSearchParams(search)), [search]);
  const change = useCallback<ActivityFilterState['change']>(
    (part, options) => {
      // Read at the moment of the change: other parts of the URL (an open dialog) stay as they are then.
      const params = new URLSearchParams(window.location.search);
      const next = withActivityFilters(params, { ...parseActivityFilters(params), ...part });
      void navigate(
        { pathname: window.location.pathname, search: next.toString() },
        { replace: options?.replace ?? false, preventScrollReset: true },
      );
    },
    [navigate],
  );
  const clear = useCallback(() => change(NO_FILTERS), [change]);
  return { filters, change, clear };
}
