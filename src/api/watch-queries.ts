import { queryOptions } from '@tanstack/react-query';
import { POLL_SLOW_MS } from '../core/polling/polling';
import { queryKeys } from './queries';
import { getWatch } from './watch';

/** What is watched without a browser; followed while somebody looks at it. */
export function watchQuery() {
  return queryOptions({
    queryKey: queryKeys.watch,
    queryFn: ({ signal }) => getWatch({ signal }),
    staleTime: 0,
    refetchInterval: ({ state: { error } }) => (error === null ? POLL_SLOW_MS : false),
    retry: false,
  });
}
