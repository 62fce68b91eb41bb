import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { type QueryValues, queryOf } from '../../core/lib/query-values';

export interface UrlFilters<Filters> {
  readonly filters: Filters;
  /** `replace`: no new history entry, for typing. */
  readonly change: (change: Partial<Filters>, options?: { replace?: boolean }) => void;
}

/** A copy of the query with these values, in their order; other keys (an open dialog) stay. */
export function withQueryValues(params: URLSearchParams, values: QueryValues): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const key of Object.keys(values)) next.delete(key);
  for (const [key, value] of queryOf(values)) next.append(key, value);
  return next;
}

/**
 * Filters that live in the URL only.
 * @param parse a stable function; drops invalid values
 * @param serialize a stable function; names every key of the filters
 */
export function useUrlFilters<Filters>(
  parse: (params: URLSearchParams) => Filters,
  serialize: (filters: Filters) => QueryValues,
): UrlFilters<Filters> {
  const { search } = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => parse(new URLSearchParams(search)), [search, parse]);
  const change = useCallback<UrlFilters<Filters>['change']>(
    (part, options) => {
      // Read from the current URL: two changes in one frame must not undo each other.
      const params = new URLSearchParams(window.location.search);
      const next = withQueryValues(params, serialize({ ...parse(params), ...part }));
      void navigate(
        { pathname: window.location.pathname, search: next.toString() },
        { replace: options?.replace ?? false, preventScrollReset: true },
      );
    },
    [navigate, parse, serialize],
  );
  return { filters, change };
}
