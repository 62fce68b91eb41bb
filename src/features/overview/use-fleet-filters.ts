import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { type FleetFilters, type FleetSortKey, parseFleetFilters, withFleetFilters } from './fleet-filters';

export interface FleetFilterState {
  readonly filters: FleetFilters;
  readonly change: (change: Partial<FleetFilters>, options?: { replace?: boolean }) => void;
  readonly sortBy: (key: FleetSortKey) => void;
}

/** The filters of the Overview in the current URL, which is their only owner. */
export function useFleetFilters(): FleetFilterState {
  const { search } = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => parseFleetFilters(new URLSearchParams(search)), [search]);
  const change = useCallback<FleetFilterState['change']>(
    (part, options) => {
      const params = new URLSearchParams(window.location.search);
      const next = withFleetFilters(params, { ...parseFleetFilters(params), ...part });
      void navigate({ search: next.toString() }, { replace: options?.replace ?? false });
    },
    [navigate],
  );
  const sortBy = useCallback(
    (key: FleetSortKey) => {
      const current = parseFleetFilters(new URLSearchParams(window.location.search));
      // Who asks about slots wants to know where none is left: the fullest come first.
      change({ sort: key, isReversed: current.sort === key ? !current.isReversed : key === 'slots' });
    },
    [change],
  );
  return { filters, change, sortBy };
}
