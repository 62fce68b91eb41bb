import * as v from 'valibot';
import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import { backupSchema, identifiedSchema, pageSchema } from '../../src/core/contract/schema';
import { createListReading, type ListReading } from '../../src/core/contract/schema-list';
import { parseJson } from '../../src/core/lib/parse-json';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import { type CallLoss, jsonIn } from './answer';
import { readPath, type Upstream } from './upstream';

export interface PageSource<T> {
  readonly path: '/backups/' | '/servers/';
  /** Query of every page. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly schema: v.GenericSchema<unknown, T>;
}

export interface ListReader {
  readonly upstream: Upstream;
  /** Aborts the reading. */
  readonly signal: AbortSignal;
}

interface ReadPage<T> {
  readonly reading: ListReading<T>;
  readonly headers: Headers;
  readonly byteLength: number;
  readonly roundTripMs: number;
}

/** Why a page, and with it the list, could not be read. */
export type PageFailure =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly text: string;
      /** The header. */
      readonly retryAfter?: string | null;
    }
  | { readonly kind: 'bad_form' }
  | { readonly kind: 'bad_next' }
  | CallLoss;

/**
 * Reads a list page by page, until its end or until `onPage` returns true. Never rejects; a failed page fails the list,
 * because a part is no list.
 */
export async function readPages<T extends { readonly id: Id }>(
  { path, filters = {}, schema }: PageSource<T>,
  { upstream, signal }: ListReader,
  onPage: (page: ReadPage<T>) => boolean = () => false,
): Promise<{ readonly kind: 'read'; readonly reading: ListReading<T> } | PageFailure> {
  const reading = createListReading(new URLSearchParams(filters), schema);
  while (reading.query !== null) {
    const sentAtMs = performance.now();
    const asked = reading.query.size === 0 ? path : `${path}?${reading.query}`;
    const outcome = await readPath(upstream, asked, signal);
    if (outcome.kind !== 'answer') return outcome;
    const { status, headers } = outcome;
    const body = outcome.body ?? new Uint8Array();
    const text = new TextDecoder().decode(body);
    if (status < 200 || status > 299)
      return { kind: 'status', status, text, retryAfter: headers.get('retry-after') };
    const page = v.safeParse(pageSchema, parseJson(text));
    if (!page.success) return { kind: 'bad_form' };
    reading.add(page.output);
    const roundTripMs = performance.now() - sentAtMs;
    if (onPage({ reading, headers, byteLength: body.byteLength, roundTripMs })) break;
    if (reading.warnings().cut === 'bad_next') return { kind: 'bad_next' };
  }
  return { kind: 'read', reading };
}

/** How old a list may be to still answer for a backup. */
const FRESH_FOR_MS = 2 * MINUTE_MS;
const MAX_LISTS = 64;
const MAX_BYTES = 48 * 1024 * 1024;

export type BackupReading =
  | { readonly kind: 'found'; readonly backup: Backup }
  /** The whole list was read and does not have it. */
  | { readonly kind: 'absent' }
  /** `reason` becomes part of a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

type Entry = v.InferOutput<typeof identifiedSchema>;

interface CachedList {
  /** Owner and query. */
  readonly key: string;
  readonly owner: string;
  readonly atMs: number;
  readonly byteLength: number;
  readonly entries: readonly Entry[];
}

export type ListCache = ReturnType<typeof createListCache>;

/**
 * Lists read for writes, kept for two minutes: deleting fifty backups would otherwise read the list fifty times. One
 * cache for all accounts, bounded in number and bytes; the oldest go first.
 */
export function createListCache(now: () => number = () => performance.now(), maxBytes: number = MAX_BYTES) {
  let lists: CachedList[] = [];
  const forgetOld = (): void => {
    let bytes = 0;
    lists = lists.filter((list, place) => {
      bytes += list.byteLength;
      return place < MAX_LISTS && bytes <= maxBytes && now() - list.atMs < FRESH_FOR_MS;
    });
  };
  return {
    add(list: Omit<CachedList, 'atMs'>): void {
      lists = [{ ...list, atMs: now() }, ...lists.filter(({ key }) => key !== list.key)];
      forgetOld();
    },
    find(owner: string, id: Id): Entry | null {
      forgetOld();
      for (const list of lists) {
        const entry = list.owner === owner ? list.entries.find((one) => isSameId(one.id, id)) : undefined;
        if (entry !== undefined) return entry;
      }
      return null;
    },
  };
}

export type ServerReading =
  | { readonly kind: 'found'; readonly id: Id; readonly name: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export type BackupLookup = ReturnType<typeof createBackupLookup>;

/** What the gateway asks the provider about a write. Nothing here rejects. @param owner of these lists in the cache */
export function createBackupLookup(upstream: Upstream, cache: ListCache, owner: string) {
  async function readOne(id: Id, signal: AbortSignal) {
    const outcome = await readPath(upstream, `/servers/${encodeURIComponent(idKey(id))}/`, signal);
    if (outcome.kind !== 'answer') return { kind: 'unreadable', reason: reasonOf(outcome) } as const;
    const { status, body } = outcome;
    if (status === 404) return { kind: 'absent' } as const;
    if (status !== 200) return { kind: 'unreadable', reason: `status ${status}` } as const;
    return { kind: 'json', value: jsonIn(body) } as const;
  }
  return {
    /**
     * Looks for a backup in the lists of the last two minutes, then page by page in the provider's: there is no call for
     * a single one.
     * @param filters query of the list, such as `server_id`
     */
    async read(
      id: Id,
      filters: Readonly<Record<string, string>>,
      signal: AbortSignal,
    ): Promise<BackupReading> {
      const recent = v.safeParse(backupSchema, cache.find(owner, id));
      if (recent.success) return { kind: 'found', backup: recent.output };
      const key = `${owner} ${new URLSearchParams(filters)}`;
      let byteLength = 0;
      let entry: Entry | undefined;
      const outcome = await readPages(
        { path: '/backups/', filters, schema: identifiedSchema },
        { upstream, signal },
        (page) => {
          byteLength += page.byteLength;
          const { entries } = page.reading.answer();
          cache.add({ key, owner, byteLength, entries });
          entry = entries.find((one) => isSameId(one.id, id));
          return entry !== undefined;
        },
      );
      if (outcome.kind !== 'read') return unreadable(reasonOf(outcome));
      if (entry !== undefined) {
        const backup = v.safeParse(backupSchema, entry);
        if (backup.success) return { kind: 'found', backup: backup.output };
        return unreadable('its entry of this backup is not of the documented form');
      }
      const { isComplete, skippedCount } = outcome.reading.answer();
      if (outcome.reading.warnings().cut !== null) return unreadable('its pages do not end');
      if (skippedCount > 0) return unreadable('an entry of it is not of the documented form');
      return isComplete ? { kind: 'absent' } : unreadable('it is shorter than the provider says');
    },
    /** The server as the provider writes it. */
    async server(id: Id, signal: AbortSignal): Promise<ServerReading> {
      const read = await readOne(id, signal);
      if (read.kind !== 'json') return read;
      const server = v.safeParse(identifiedSchema, read.value);
      if (!server.success) return { kind: 'unreadable', reason: 'it is not of the documented form' };
      const named = v.safeParse(namedSchema, read.value);
      return { kind: 'found', id: server.output.id, name: named.success ? named.output.name : null };
    },
    /** Null if the provider does not say. */
    async serverName(id: Id, signal: AbortSignal): Promise<string | null> {
      const read = await readOne(id, signal);
      const server = v.safeParse(namedSchema, read.kind === 'json' ? read.value : null);
      return server.success ? server.output.name : null;
    },
  };
}

function reasonOf(failure: PageFailure): string {
  switch (failure.kind) {
    case 'status':
      return `status ${failure.status}`;
    case 'bad_form':
      return 'it is not of the documented form';
    case 'bad_next':
      return 'its next page is not an address of the documented form';
    case 'failure':
      return failure.failure.code;
    case 'abandoned':
      return 'it took too long';
  }
}

const namedSchema = v.object({ name: v.string() });

function unreadable(reason: string): BackupReading {
  return { kind: 'unreadable', reason };
}
