import type { PlainAnswer } from './hostile-answers';
import type { MatchedCall } from './hostile-calls';
import {
  BROKEN_ENTRIES,
  backupId,
  type HostileEntry,
  type HostileIds,
  hostileBackups,
  hostileServers,
  oddTimestamp,
} from './hostile-data';

export interface HostileStoreOptions {
  /** How ids are written; `uuid` by default. */
  readonly ids?: HostileIds;
  /**
   * How lists are paged: two entries per page with a `next` on another host (the default), the same with an opaque
   * `cursor` that needs escaping, everything at once, everything at once with a `count` that promises five more, or
   * pages whose `next` loops forever.
   */
  readonly paging?: 'foreign-next' | 'cursor' | 'whole' | 'short-count' | 'loop';
  /** Whether unreadable entries are mixed in; true by default. */
  readonly hasBrokenEntries?: boolean;
  /** The format of a token's permissions; `map` by default. */
  readonly permissions?: 'map' | 'list' | 'absent';
  /** The answer to a restore: 200 with a message, 202 with an undocumented body, 204; 202 by default. */
  readonly restoreStatus?: 200 | 202 | 204;
  /** Whether the answer to a create has the documented `message`; false by default. */
  readonly hasCreateMessage?: boolean;
  /** The initial backups; ten odd ones by default. */
  readonly backups?: readonly HostileEntry[];
  /** The initial servers; four odd ones by default. */
  readonly servers?: readonly HostileEntry[];
}

export interface HostileStore {
  carryOut(matched: MatchedCall, call: StoreCall): PlainAnswer;
  backups(): readonly HostileEntry[];
  servers(): readonly HostileEntry[];
  setBackup(id: number | string, fields: Readonly<Record<string, unknown>>): void;
  setServer(id: number | string, fields: Readonly<Record<string, unknown>>): void;
}

interface StoreCall {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Surroundings {
  /** Epoch milliseconds. */
  now(): number;
  /** Base URL at another host, for `next`. */
  readonly elsewhereUrl: string;
}

const PAGE_SIZE = 2;
const NOT_FOUND: PlainAnswer = { status: 404, body: { detail: 'Not found.' } };

/** The hostile provider's data, and how it carries out a documented call when it behaves. */
export function createHostileStore(options: HostileStoreOptions, surroundings: Surroundings): HostileStore {
  const ids = options.ids ?? 'uuid';
  const backups = new Map(byId(options.backups ?? hostileBackups(ids)));
  const servers = new Map(byId(options.servers ?? hostileServers(ids)));
  let created = 0;

  function list(entries: readonly HostileEntry[], call: StoreCall): PlainAnswer {
    const all = options.hasBrokenEntries === false ? entries : mixed(entries, BROKEN_ENTRIES);
    return {
      status: 200,
      body: listBody(all, call, options.paging ?? 'foreign-next', surroundings.elsewhereUrl),
    };
  }

  function create(body: unknown): PlainAnswer {
    const server = servers.get(String(field(body, 'server_id')));
    if (server === undefined) return NOT_FOUND;
    created += 1;
    const backup: HostileEntry = {
      id: backupId(ids, 1000 + created),
      server: { id: server.id, name: server['name'] },
      backup_type: 'manual',
      status: 'in_progress',
      size_mb: null,
      created_at: oddTimestamp(surroundings.now()),
      expires_at: null,
      description: field(body, 'description') ?? '',
    };
    backups.set(String(backup.id), backup);
    const message = options.hasCreateMessage === true ? { message: 'Backup is being created.' } : {};
    return { status: 201, body: { ...backup, ...message } };
  }

  function restore(id: string, body: unknown): PlainAnswer {
    const server = servers.get(id);
    if (server === undefined || !backups.has(String(field(body, 'backup_id')))) return NOT_FOUND;
    servers.set(id, { ...server, status: 'restoring' });
    const status = options.restoreStatus ?? 202;
    if (status === 204) return { status };
    return {
      status,
      body: status === 200 ? { message: 'Restore started.' } : { task: { state: ['queued'] } },
    };
  }

  return {
    carryOut: ({ name, id }, call) => {
      switch (name) {
        case 'listBackups':
          return list(
            [...backups.values()].filter((backup) => passes(backup, call.query)),
            call,
          );
        case 'createBackup':
          return create(call.body);
        case 'deleteBackup':
          return backups.delete(id) ? { status: 204 } : NOT_FOUND;
        case 'listServers':
          return list([...servers.values()], call);
        case 'getServer':
          return servers.has(id) ? { status: 200, body: servers.get(id) } : NOT_FOUND;
        case 'restoreServer':
          return restore(id, call.body);
        case 'getAccount':
          return { status: 200, body: accountBody(options.permissions ?? 'map') };
      }
    },
    backups: () => [...backups.values()],
    servers: () => [...servers.values()],
    setBackup: (id, fields) => change(backups, id, fields),
    setServer: (id, fields) => change(servers, id, fields),
  };
}

function byId(entries: readonly HostileEntry[]): [string, HostileEntry][] {
  return entries.map((entry) => [String(entry.id), entry]);
}

function change(
  entries: Map<string, HostileEntry>,
  id: number | string,
  fields: Readonly<Record<string, unknown>>,
): void {
  const entry = entries.get(String(id));
  if (entry === undefined) throw new Error(`The hostile provider knows no ${id}.`);
  entries.set(String(id), { ...entry, ...fields });
}

/** One broken entry after every second good one, as long as there are any. */
function mixed(entries: readonly HostileEntry[], broken: readonly unknown[]): unknown[] {
  return entries.flatMap((entry, index) => {
    const place = (index - 1) / 2;
    return Number.isInteger(place) && place < broken.length ? [entry, broken[place]] : [entry];
  });
}

function passes(backup: HostileEntry, query: StoreCall['query']): boolean {
  const { server_id: server, backup_type: type } = query;
  if (server !== undefined && String(field(backup['server'], 'id')) !== server) return false;
  return type === undefined || backup['backup_type'] === type;
}

function listBody(
  entries: readonly unknown[],
  call: StoreCall,
  paging: NonNullable<HostileStoreOptions['paging']>,
  elsewhereUrl: string,
): unknown {
  if (paging === 'whole') return { count: entries.length, results: entries };
  if (paging === 'short-count') return { count: entries.length + 5, results: entries, next: null };
  const page = pageOf(call.query);
  const results = entries.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const isLast = page * PAGE_SIZE >= entries.length;
  if (isLast && paging !== 'loop') return { count: entries.length, next: null, results };
  const { page: _page, cursor: _cursor, ...filters } = call.query;
  const nextPage = isLast ? 1 : page + 1;
  const place = paging === 'cursor' ? { cursor: cursorOf(nextPage) } : { page: String(nextPage) };
  const next = `${elsewhereUrl}${call.path}?${new URLSearchParams({ ...filters, ...place })}`;
  return { count: entries.length, next, previous: null, results };
}

/** Ends in `=` and contains a `+`, so that a reader that loses the escaping loses its place. */
function cursorOf(page: number): string {
  return `p+${page}/==`;
}

function pageOf(query: StoreCall['query']): number {
  const cursor = /^p\+(\d+)\/==$/.exec(query['cursor'] ?? '')?.[1];
  return Number(cursor ?? query['page'] ?? '1');
}

function accountBody(permissions: NonNullable<HostileStoreOptions['permissions']>): unknown {
  const forms = {
    map: { permissions: { backups: { read: true, write: true }, servers: 'read', billing: false } },
    list: { permissions: ['backups:read', 'backups:write'] },
    absent: {},
  };
  return {
    account: { email: 'ops@example.org' },
    token: { name: 'night <b>shift</b>', ...forms[permissions] },
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
