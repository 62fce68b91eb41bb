import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import * as v from 'valibot';
import { idKey } from '../core/backups/backup';
import { reportContractIssue } from '../core/contract/contract-issues';
import {
  type ActivityEntry,
  type ActivityFormat,
  type ActivityOutcome,
  activityEntrySchema,
  activityPageSchema,
  MAX_ACTIVITY_LIMIT,
} from '../core/contract/schema-activity';
import type { ActivityFilter } from '../core/contract/schema-activity-requests';
import type { CsvSeparator } from '../core/lib/csv';
import { nextListMs } from '../core/polling/polling';
import { activityKeys } from './activity-keys';
import { type CallOptions, decodeAnswer, reasonOf, send } from './client/http';
import { failureOf, LIVE_POLICY } from './client/policy';

const PATH = '/api/activity';

export interface ActivityQuery extends ActivityFilter {
  /** Only this entry. */
  readonly id?: string | undefined;
  /** `next` of the previous page. */
  readonly cursor?: string | undefined;
  /** 1 to 200, 50 if left out. */
  readonly limit?: number | undefined;
}

export interface ActivityPage {
  /** Newest first. */
  readonly entries: readonly ActivityEntry[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** Entries that could not be decoded and were left out. */
  readonly skippedCount: number;
}

/** The writes made through this gateway, newest first. Throws `ApiError`; `dashboard` if the log cannot be read. */
export async function listActivity(
  { limit, ...filter }: ActivityQuery = {},
  options?: CallOptions,
): Promise<ActivityPage> {
  const query = queryOf({ ...filter, limit: limit === undefined ? undefined : String(limit) });
  const page = decodeAnswer(activityPageSchema, await send({ method: 'GET', path: PATH, query }, options));
  const results = page.entries.map((entry) => v.safeParse(activityEntrySchema, entry));
  const bad = results.filter((result) => !result.success);
  if (bad[0] !== undefined) {
    reportContractIssue(
      `${bad.length} of the activity entries could not be read. The first: ${reasonOf(bad[0].issues)}`,
    );
  }
  return {
    entries: results.flatMap((result) => (result.success ? [result.output] : [])),
    next: page.next,
    skippedCount: bad.length,
  };
}

/** URL that downloads every entry the filter matches, for a link with `download`. */
export function exportActivityUrl(
  filter: ActivityFilter,
  format: ActivityFormat,
  csvSeparator: CsvSeparator,
): string {
  // Left out for a comma, the gateway's default.
  const separator = format === 'csv' && csvSeparator !== 'comma' ? csvSeparator : undefined;
  return `${PATH}/export?${queryOf({ format, separator, ...filter }).toString()}`;
}

function queryOf(values: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query;
}

/** A refresh reads every loaded page again, so pages are large. */
const ACTIVITY_PAGE_SIZE = 100;

/** Poll interval of an open entry by outcome, while the outcome is not final. */
const FOLLOW_MS: Partial<Record<ActivityOutcome, number>> = { pending: 5_000, accepted: 15_000 };

export interface ReadActivityPage extends ActivityPage {
  /** Epoch ms by this computer's clock. */
  readonly readAtMs: number;
}

/** The log, page by page. Polled as a whole, because the outcome of any entry may change. */
export function activityQuery(filter: ActivityFilter) {
  return infiniteQueryOptions({
    ...LIVE_POLICY,
    queryKey: activityKeys.list(filter),
    queryFn: async ({ pageParam, signal }): Promise<ReadActivityPage> => {
      const cursor = pageParam ?? undefined;
      const page = await listActivity({ ...filter, cursor, limit: ACTIVITY_PAGE_SIZE }, { signal });
      return { ...page, readAtMs: Date.now() };
    },
    initialPageParam: null as string | null,
    // A repeated cursor would loop forever.
    getNextPageParam: ({ next }, _pages, _last, followed) => (followed.includes(next) ? null : next),
    refetchInterval: (query) => nextListMs(failureOf(query)),
    refetchOnWindowFocus: 'always',
    placeholderData: keepPreviousData,
  });
}

/** An entry from the newest cached list that contains it, and when that list was read. */
export function listedActivityEntry(
  client: QueryClient,
  id: string,
): { readonly entry: ActivityEntry; readonly readAtMs: number } | null {
  const lists = client.getQueriesData<InfiniteData<ReadActivityPage>>({
    queryKey: [...activityKeys.every, 'list'],
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

/** One entry; null if the log has none. Starts with the one in a cached list. */
export function activityEntryQuery(client: QueryClient, id: string) {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: activityKeys.entry(id),
    queryFn: async ({ signal }): Promise<ActivityEntry | null> => {
      const { entries } = await listActivity({ id, limit: 1 }, { signal });
      return entries.find((entry) => entry.id === id) ?? null;
    },
    initialData: () => listedActivityEntry(client, id)?.entry,
    initialDataUpdatedAt: () => listedActivityEntry(client, id)?.readAtMs,
    refetchInterval: ({ state: { data, error } }) =>
      (error === null && data != null && FOLLOW_MS[data.outcome]) || false,
    refetchOnWindowFocus: 'always',
  });
}

/** Creation times (epoch ms) of automatic backups deleted through this dashboard, by `idKey` of the server. */
export type Deletions = ReadonlyMap<string, readonly number[]>;

/** The latest deletions in the activity log; one page, so older ones are unknown. */
export async function readDeletions(options: CallOptions): Promise<Deletions> {
  const filter = { action: 'delete_backup', outcome: 'deleted', limit: MAX_ACTIVITY_LIMIT } as const;
  const { entries } = await listActivity(filter, options);
  const deletions = new Map<string, number[]>();
  for (const { backup, server } of entries) {
    const createdAt = backup?.type === 'automatic' ? backup.createdAt : null;
    if (createdAt === null || server === null) continue;
    const key = idKey(server.id);
    deletions.set(key, [...(deletions.get(key) ?? []), Date.parse(createdAt)]);
  }
  return deletions;
}
