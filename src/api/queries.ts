import { type QueryClient, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import type { Backup } from '../core/backups/backup';
import { type BackupList, type Id, idKey } from '../core/backups/backup';
import {
  foldServerRead,
  insertBackup,
  reconcile,
  reconcileServer,
  removeBackup,
} from '../core/backups/backup-list';
import {
  EMPTY_MEMORY,
  isUntouched,
  type ListMemory,
  pruneMemory,
  rememberCreated,
  rememberDeleted,
  rememberListRead,
  rememberServerRead,
} from '../core/backups/list-memory';
import type { ActivityFilter } from '../core/contract/schema-activity-requests';
import { nextFirstLoadMs } from '../core/polling/polling';
import type { ServerList } from '../core/servers/server';
import { getAccount } from './account';
import { listBackups, type ReadBackups, readAllBackups } from './backups';
import { getGateway, getSandbox } from './gateway';
import { asPollFailure } from './poll-failure';
import { providerPauseMs } from './provider-pause';
import { getServer, type ReadServers, readServers } from './servers';

/** Every query key of the app. Nothing else writes one. */
export const queryKeys = {
  backups: ['backups', 'all'],
  serverBackups: (id: Id) => ['backups', 'server', idKey(id)],
  /** The list and each one by itself. */
  everyServer: ['servers'],
  servers: ['servers', 'all'],
  server: (id: Id) => ['servers', 'one', idKey(id)],
  everyRestorePreflight: ['restore-preflight'],
  restorePreflight: (backupKey: string) => ['restore-preflight', backupKey],
  /** All that is read of the activity log: whoever writes something makes this stale. */
  activity: ['activity'],
  activityList: (filter: ActivityFilter) => ['activity', 'list', filter],
  activityDeletions: ['activity', 'deletions'],
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

/** For what is read anew however young it is: the page is seen again, or the connection is back. */
const alwaysUnlessAskedToWait = () => (isAskedToWait() ? false : 'always');

const memories = new WeakMap<QueryClient, ListMemory>();

/** The whole list as the provider gave it last. */
const lastReads = new WeakMap<QueryClient, ReadBackups>();
const lastServers = new WeakMap<QueryClient, ReadServers>();

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
      const known = lastReads.get(client) ?? null;
      const read = await readAllBackups(known, { signal });
      const incoming = read.list;
      const current = client.getQueryData<BackupList>(queryKeys.backups);
      const memory = memoryOf(client);
      const isPlain = isUntouched(memory, startedAtMs);
      // The very list that is shown came again, and nothing was seen or done meanwhile that it could not know.
      const isShown = read === known && current === incoming && isPlain;
      const list = isShown ? current : reconcile(incoming, startedAtMs, current, memory);
      // Equal lists are kept once: the one that is shown.
      lastReads.set(client, isPlain ? { list, etag: read.etag } : read);
      if (incoming.isComplete) remember(client, (before) => rememberListRead(before, startedAtMs));
      return list;
    },
    structuralSharing: false,
    staleTime: FRESH_FOR_MS,
    refetchOnWindowFocus: alwaysUnlessAskedToWait,
    refetchOnReconnect: alwaysUnlessAskedToWait,
    refetchOnMount: () => !isAskedToWait(),
    retry: false,
    // Whoever comes later to a list that failed shows the failure; polls and the person ask again.
    retryOnMount: false,
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
    queryFn: async ({ client, signal }) => {
      const read = await readServers({}, lastServers.get(client) ?? null, { signal });
      // Equal lists are kept once: the one that is shown.
      const list = replaceEqualDeep(client.getQueryData<ServerList>(queryKeys.servers), read.list);
      lastServers.set(client, { list, etag: read.etag });
      return list;
    },
    structuralSharing: false,
    staleTime: FRESH_FOR_MS,
    refetchOnWindowFocus: () => !isAskedToWait(),
    refetchOnReconnect: alwaysUnlessAskedToWait,
    refetchOnMount: () => !isAskedToWait(),
    retry: false,
    retryOnMount: false,
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

/** What shows the failure, with the time that is left, tries first; then this is put off to the next time. */
const AFTER_WHAT_IS_SHOWN_MS = 2_000;

/** Milliseconds until what failed at its first load is read again, where nobody shows that; false for not at all. */
export function untilReadMs(state: { data: unknown; error: Error | null; errorUpdateCount: number }) {
  if (state.data !== undefined || state.error === null) return false;
  const waitMs = nextFirstLoadMs(asPollFailure(state.error), state.errorUpdateCount);
  return waitMs === false ? false : Math.max(waitMs, providerPauseMs(Date.now())) + AFTER_WHAT_IS_SHOWN_MS;
}

/** Whose token the gateway uses. */
export function accountQuery() {
  return queryOptions({
    queryKey: queryKeys.account,
    queryFn: ({ signal }) => getAccount({ signal }),
    staleTime: 5 * 60_000,
    refetchInterval: ({ state }) => untilReadMs(state),
    retry: false,
    retryOnMount: false,
  });
}

/** How the gateway runs: on the sandbox or at the real provider. */
export function gatewayQuery() {
  return queryOptions({
    queryKey: queryKeys.gateway,
    queryFn: ({ signal }) => getGateway({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => untilReadMs(state),
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
