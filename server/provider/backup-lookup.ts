import * as v from 'valibot';
import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import { backupSchema, idSchema } from '../../src/core/contract/schema';
import { createListReading, decodeEntries, nextQuery } from '../../src/core/contract/schema-list';
import { parseJson } from '../../src/core/lib/parse-json';
import { decideForward } from './forward-table';
import { readPage } from './read-list';
import type { Upstream } from './upstream';

/** How long a backup may stand for the present. */
const FRESH_FOR_MS = 2 * 60_000;
const MAX_PAGES = 64;
const MAX_BYTES = 48 * 1024 * 1024;

export type BackupReading =
  | { readonly kind: 'found'; readonly backup: Backup }
  /** The whole list was read, and does not have it. */
  | { readonly kind: 'absent' }
  /** `reason` goes into a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

const entrySchema = v.looseObject({ id: idSchema });
type Entry = v.InferOutput<typeof entrySchema>;

interface CachedPage {
  /** Whose page it is, and its query. */
  readonly key: string;
  readonly owner: string;
  readonly atMs: number;
  readonly byteLength: number;
  readonly entries: readonly Entry[];
}

/**
 * Pages read for writes, for two minutes: who deletes fifty backups in a row would else read the list fifty times.
 * One for all accounts, bounded in number and bytes; the oldest go first.
 */
export interface PageCache {
  add(page: Omit<CachedPage, 'atMs'>): void;
  find(owner: string, id: Id): Entry | null;
}

export function createPageCache(
  now: () => number = () => performance.now(),
  maxBytes: number = MAX_BYTES,
): PageCache {
  let pages: CachedPage[] = [];
  const forgetOld = (): void => {
    let bytes = 0;
    pages = pages.filter((page, place) => {
      bytes += page.byteLength;
      return place < MAX_PAGES && bytes <= maxBytes && now() - page.atMs < FRESH_FOR_MS;
    });
  };
  return {
    add(page) {
      pages = [{ ...page, atMs: now() }, ...pages.filter(({ key }) => key !== page.key)];
      forgetOld();
    },
    find(owner, id) {
      forgetOld();
      for (const page of pages) {
        const entry = page.owner === owner ? page.entries.find((one) => isSameId(one.id, id)) : undefined;
        if (entry !== undefined) return entry;
      }
      return null;
    },
  };
}

export interface BackupLookupOptions {
  readonly upstream: Upstream;
  readonly cache: PageCache;
  /** Tells whose pages are whose in the cache. */
  readonly owner: string;
}

/** What the gateway asks the provider before a write. Nothing here rejects. */
export interface BackupLookup {
  /** From a page read in the last two minutes; null when it was in none. */
  recent(id: Id): Backup | null;
  /**
   * Looks for one backup in the provider's list, page by page until it is found: there is no call for a single one.
   * @param filters query of the list, such as `server_id`
   */
  read(id: Id, filters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<BackupReading>;
  /** Null when the provider does not say. */
  serverName(id: Id, signal: AbortSignal): Promise<string | null>;
}

export function createBackupLookup({ upstream, cache, owner }: BackupLookupOptions): BackupLookup {
  return {
    recent(id) {
      const backup = v.safeParse(backupSchema, cache.find(owner, id));
      return backup.success ? backup.output : null;
    },
    async read(id, filters, signal) {
      const reading = createListReading(new URLSearchParams(filters), { schema: entrySchema });
      while (reading.query !== null) {
        const answer = await readPage('/backups/', reading.query, { upstream, signal });
        switch (answer.kind) {
          case 'page':
            break;
          case 'status':
            return unreadable(`status ${answer.status}`);
          case 'bad_form':
            return unreadable('it is not of the documented form');
          case 'bad_next':
            return unreadable(BAD_NEXT);
          case 'failure':
            return unreadable(answer.failure.code);
          case 'abandoned':
            return unreadable('it took too long');
        }
        const { page, call, byteLength } = answer;
        const decoded = decodeEntries(page.entries, { schema: entrySchema });
        cache.add({ key: `${owner} ${call.path}`, owner, byteLength, entries: decoded.values });
        const entry = decoded.values.find((one) => isSameId(one.id, id));
        if (entry !== undefined) return found(entry);
        if (page.next !== null && nextQuery(new URLSearchParams(filters), page.next) === null)
          return unreadable(BAD_NEXT);
        reading.add(page, [decoded]);
      }
      const { isComplete, skippedCount } = reading.answer();
      if (reading.oddities().isCut) return unreadable('its pages do not end');
      if (skippedCount > 0) return unreadable('an entry of it is not of the documented form');
      return isComplete ? { kind: 'absent' } : unreadable('it is shorter than the provider says');
    },
    async serverName(id, signal) {
      const decision = decideForward('GET', `/servers/${encodeURIComponent(idKey(id))}/`);
      if (!decision.ok) return null;
      const outcome = await upstream.forward({ call: decision.call, body: null, signal });
      if (outcome.kind !== 'answer' || outcome.status !== 200) return null;
      const text = new TextDecoder().decode(outcome.body ?? new Uint8Array());
      const server = v.safeParse(namedSchema, parseJson(text));
      return server.success ? server.output.name : null;
    },
  };
}

const BAD_NEXT = 'its next page is not an address of the documented form';

const namedSchema = v.object({ name: v.string() });

function found(entry: Entry): BackupReading {
  const backup = v.safeParse(backupSchema, entry);
  if (backup.success) return { kind: 'found', backup: backup.output };
  return unreadable('its entry of this backup is not of the documented form');
}

function unreadable(reason: string): BackupReading {
  return { kind: 'unreadable', reason };
}
