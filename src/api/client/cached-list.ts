import type { QueryClient } from '@tanstack/react-query';
import type { TaggedList } from './pagination';

/** Changes a cached list without making it look freshly read. Returning the same object changes nothing. */
export function changeCachedList<List>(
  client: QueryClient,
  queryKey: readonly unknown[],
  change: (list: List) => List,
): void {
  const state = client.getQueryState<TaggedList<List>>(queryKey);
  if (state?.data === undefined) return;
  const list = change(state.data.list);
  if (list === state.data.list) return;
  client.setQueryData(queryKey, { list, etag: null }, { updatedAt: state.dataUpdatedAt });
}
