import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { ApiError } from '../core/contract/errors';
import type { ActivityEntry, ActivityOutcome } from '../core/contract/schema-activity';
import type { ActivityFilter } from '../core/contract/schema-activity-requests';
import { nextListMs } from '../core/polling/polling';
import { type ActivityPage, listActivity } from './activity';
import { queryKeys } from './queries';

/** Entries a page. A refresh reads again all the pages that are loaded, so they are not small. */
const ACTIVITY_PAGE_SIZE = 100;

/** While an entry that somebody looks at has no answer, or no end. */
const FOLLOW_MS: Partial<Record<ActivityOutcome, number>> = { pending: 5_000, accepted: 15_000 };

/** A page of the log, and when it was read (epoch ms of this computer). */
export interface ReadActivityPage extends ActivityPage {
  readonly readAtMs: number;
}

/**
 * What was done through this gateway, newest first, page by page. Read again as a whole every minute, for an entry
 * may have found its end; what an earlier filter showed stays until the new one is answered.
 */
export function activityQuery(filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.activityList(filter),
    queryFn: async ({ pageParam, signal }): Promise<ReadActivityPage> => {
      const cursor = pageParam ?? undefined;
      const page = await listActivity({ ...filter, cursor, limit: ACTIVITY_PAGE_SIZE }, { signal });
      return { ...page, readAtMs: Date.now() };
    },
    initialPageParam: null as string | null,
    // A cursor that was followed already would go round in circles.
    getNextPageParam: ({ next }, _pages, _last, followed) => (followed.includes(next) ? null : next),
    staleTime: 0,
    refetchInterval: ({ state: { error } }) => nextListMs(error instanceof ApiError ? error : null),
    refetchOnWindowFocus: 'always',
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** An entry as some list has it, and when that list was read; null when no list has it. */
export function listedActivityEntry(
  client: QueryClient,
  id: string,
): { readonly entry: ActivityEntry; readonly readAtMs: number } | null {
  const lists = client.getQueriesData<InfiniteData<ReadActivityPage>>({
    queryKey: [...queryKeys.activity, 'list'],
  });
  const found = lists.flatMap(([, list]) =>
    (list?.pages ?? []).flatMap(({ entries, readAtMs }) => {
      const entry = entries.find((each) => each.id === id);
      return entry === undefined ? [] : [{ entry, readAtMs }];
    }),
  );
  return found.reduce<(typeof found)[number] | null>(
    (newest, each) => (newest === null || each.readAtMs > newest.readAtMs ? each : newest),
    null,
  );
}

/** One entry of the log, wherever in it; null when there is none of this id. Begins with what a list has of it. */
export function activityEntryQuery(client: QueryClient, id: string) {
  return queryOptions({
    queryKey: queryKeys.activityEntry(id),
    queryFn: async ({ signal }): Promise<ActivityEntry | null> => {
      const { entries } = await listActivity({ id, limit: 1 }, { signal });
      return entries.find((entry) => entry.id === id) ?? null;
    },
    initialData: () => listedActivityEntry(client, id)?.entry,
    initialDataUpdatedAt: () => listedActivityEntry(client, id)?.readAtMs,
    staleTime: 0,
    refetchInterval: ({ state: { data, error } }) =>
      (error === null && data != null && FOLLOW_MS[data.outcome]) || false,
    refetchOnWindowFocus: 'always',
    retry: false,
  });
}
