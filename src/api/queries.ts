import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { Backup } from '../domain/backup';
import { type BackupList, type Id, idKey } from '../domain/backup';
import {
  foldServerRead,
  insertBackup,
  reconcile,
  reconcileServer,
  removeBackup,
} from '../domain/backup-list';
import {
  EMPTY_MEMORY,
  type ListMemory,
  pruneMemory,
  rememberCreated,
  rememberDeleted,
  rememberListRead,
  rememberServerRead,
} from '../domain/list-memory';
import { nextListMs, POLL_SLOW_MS } from '../domain/polling';
import { getAccount } from './account';
import { type ActivityPage, listActivity } from './activity';
import { listBackups } from './backups';
import { ApiError } from './errors';
import { getGateway, getSandbox } from './gateway';
import { providerPauseMs } from './provider-pause';
import type { ActivityEntry } from './schema-activity';
import type { ActivityFilter } from './schema-activity-requests';
import { getServer, listServers } from './servers';
import { getWatch } from './watch';

/** Every query key of the app. Nothing else writes one. */
export const queryKeys = {
  backups: ['backups', 'all'],
  serverBackups: (id: Id) => ['backups', 'server', idKey(id)],
  /** The list and each one by itself. */
  everyServer: ['servers'],
  servers: ['servers', 'all'],
  server: (id: Id) => ['servers', 'one', idKey(id)],
  /** All that is read of the activity log: whoever writes something makes this stale. */
  activity: ['activity'],
  activityList: (filter: ActivityFilter) => ['activity', 'list', filter],
  activityEntry: (id: string) => ['activity', 'entry', id],
  account: ['account'],
  gateway: ['gateway'],
  sandbox: ['sandbox'],
  watch: ['watch'],
} as const;

const FRESH_FOR_MS = 30_000;

/** What is there already is not asked for anew while the provider wants to be left alone. */
function isAskedToWait(): boolean {
  return providerPauseMs(Date.now()) > 0;
}

const memories = new WeakMap<QueryClient, ListMemory>();

function memoryOf(client: QueryClient): ListMemory {
  return memories.get(client) ?? EMPTY_MEMORY;
}

function remember(client: QueryClient, change: (memory: ListMemory) => ListMemory): void {
  memories.set(client, pruneMemory(change(memoryOf(client)), Date.now()));
}

/**
 * All backups of the account. What is known by then (servers read later, backups created or deleted meanwhile)
 * is never overwritten by an older answer. Unchanged rows keep their identity, so no sharing pass is needed.
 */
export function backupsQuery() {
  return queryOptions({
    queryKey: queryKeys.backups,
    queryFn: async ({ client, signal }) => {
      const startedAtMs = Date.now();
      const incoming = await listBackups({}, { signal });
      const current = client.getQueryData<BackupList>(queryKeys.backups);
      const list = reconcile(incoming, startedAtMs, current, memoryOf(client));
      if (incoming.isComplete) remember(client, (memory) => rememberListRead(memory, startedAtMs));
      return list;
    },
    structuralSharing: false,
    staleTime: FRESH_FOR_MS,
    refetchOnWindowFocus: () => (isAskedToWait() ? false : 'always'),
    refetchOnMount: () => !isAskedToWait(),
    retry: false,
  });
}

/** The backups of one server, read alone and folded into the one list; this is how running ones are followed. */
export function serverBackupsQuery(serverId: Id) {
  const queryKey = queryKeys.serverBackups(serverId);
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }) => readServerBackups(client, serverId, signal),
    structuralSharing: false,
    staleTime: 0,
    retry: false,
  });
}

/** Changes the one list in place. It stays as old as its last whole read: a part that is newer renews nothing else. */
function changeList(client: QueryClient, change: (all: BackupList) => BackupList): void {
  const readAtMs = client.getQueryState(queryKeys.backups)?.dataUpdatedAt;
  client.setQueryData<BackupList>(
    queryKeys.backups,
    (all) => (all === undefined ? undefined : change(all)),
    readAtMs === undefined ? {} : { updatedAt: readAtMs },
  );
}

/** Reads one server's backups now and folds them into the one list. Throws `ApiError`. */
export async function readServerBackups(
  client: QueryClient,
  serverId: Id,
  signal?: AbortSignal,
): Promise<BackupList> {
  const startedAtMs = Date.now();
  const incoming = await listBackups({ serverId }, { signal });
  const memory = memoryOf(client);
  const current = client.getQueryData<BackupList>(queryKeys.serverBackups(serverId));
  const list = reconcileServer(incoming, serverId, startedAtMs, current, memory);
  changeList(client, (all) => foldServerRead(all, serverId, list, startedAtMs, memory));
  if (incoming.isComplete) remember(client, (known) => rememberServerRead(known, serverId, startedAtMs));
  return list;
}

/** Puts a backup that the provider has just created into the list, before any poll names it. */
export function addCreatedBackup(client: QueryClient, backup: Backup): void {
  remember(client, (memory) => rememberCreated(memory, backup, Date.now()));
  changeList(client, (all) => insertBackup(all, backup));
}

/** Takes a backup out of the list whose deletion the provider has confirmed. */
export function dropDeletedBackup(client: QueryClient, id: Id): void {
  remember(client, (memory) => rememberDeleted(memory, id, Date.now()));
  changeList(client, (all) => removeBackup(all, id));
}

/** Whether the provider confirmed the deletion of this backup to this tab: then its absence is no news. */
export function wasDeletedHere(client: QueryClient, id: Id): boolean {
  return Object.hasOwn(memoryOf(client).deleted, idKey(id));
}

/** All servers of the account. Fails with `forbidden` or `notFound` where the token may not read servers. */
export function serversQuery() {
  return queryOptions({
    queryKey: queryKeys.servers,
    queryFn: ({ signal }) => listServers({}, { signal }),
    staleTime: FRESH_FOR_MS,
    refetchOnWindowFocus: () => !isAskedToWait(),
    refetchOnMount: () => !isAskedToWait(),
    retry: false,
  });
}

/** One server, with its status of this moment. */
export function serverQuery(id: Id) {
  return queryOptions({
    queryKey: queryKeys.server(id),
    queryFn: ({ signal }) => getServer(id, { signal }),
    staleTime: 0,
    retry: false,
  });
}

/** Whose token the gateway uses. */
export function accountQuery() {
  return queryOptions({
    queryKey: queryKeys.account,
    queryFn: ({ signal }) => getAccount({ signal }),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

/** How the gateway runs: on the sandbox or at the real provider. */
export function gatewayQuery() {
  return queryOptions({
    queryKey: queryKeys.gateway,
    queryFn: ({ signal }) => getGateway({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 2,
  });
}

/** The switches of the sandbox; exists only while the gateway runs on it. */
export function sandboxQuery() {
  return queryOptions({
    queryKey: queryKeys.sandbox,
    queryFn: ({ signal }) => getSandbox({ signal }),
    staleTime: 0,
    retry: false,
  });
}

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

/** Entries a page. A refresh reads again all the pages that are loaded, so they are not small. */
const ACTIVITY_PAGE_SIZE = 100;

/** While an entry that somebody looks at is under way. */
const ACTIVITY_FOLLOW_MS = 5000;

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
      const cursor = nextActivityId(id);
      if (cursor === null) return null;
      const { entries } = await listActivity({ cursor, limit: 1 }, { signal });
      return entries.find((entry) => entry.id === id) ?? null;
    },
    initialData: () => listedActivityEntry(client, id)?.entry,
    initialDataUpdatedAt: () => listedActivityEntry(client, id)?.readAtMs,
    staleTime: 0,
    refetchInterval: ({ state: { data, error } }) =>
      data?.outcome === 'pending' && error === null ? ACTIVITY_FOLLOW_MS : false,
    refetchOnWindowFocus: 'always',
    retry: false,
  });
}

/**
 * The id after this one: as a cursor it leads to the page that begins with this entry, as the pages of the log are
 * ordered by id and a cursor is the id before them. Null for what is no id of the log, and for the last there can be.
 */
function nextActivityId(id: string): string | null {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return null;
  const digits = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return digits.length > 32 ? null : digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
