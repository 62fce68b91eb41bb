import * as v from 'valibot';
import { type Id, idKey } from '../backups/backup';
import type { RawPage } from './schema';

/** After this many pages a list counts as incomplete: guards against endless paging. */
export const MAX_PAGES = 1000;

/**
 * Paging keys and the form of their values; everything else in `next` is ignored. Paging is undocumented: these are
 * the keys of Django REST framework.
 */
export const PAGING: Readonly<Record<string, RegExp>> = {
  page: /^\d{1,9}$/,
  page_size: /^\d{1,9}$/,
  limit: /^\d{1,9}$/,
  offset: /^\d{1,9}$/,
  cursor: /^[\w.~=+/:-]{1,512}$/,
};

export interface ListAnswer<T> {
  /** In the order received, each id once. */
  readonly entries: readonly T[];
  readonly expectedCount: number | null;
  readonly skippedCount: number;
  readonly isComplete: boolean;
}

type Issues = readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]];

/** Tolerated contract violations. */
interface ListWarnings {
  /** Why the first skipped entry could not be decoded; null for none. */
  readonly firstSkipped: Issues | null;
  /** Why paging ended early. `endless`: a loop, a page with nothing new, or the page limit. */
  readonly cut: 'bad_next' | 'endless' | null;
}

/** Assembles a list page by page; the caller requests the pages. */
export interface ListReading<T> {
  /** The query of the next page; null after the last. */
  readonly query: URLSearchParams | null;
  /** Takes the page that answers `query`. */
  add(page: RawPage): void;
  answer(): ListAnswer<T>;
  warnings(): ListWarnings;
}

/**
 * Undecodable entries are skipped and counted. Only the paging keys of `next` are used, so the provider cannot choose
 * the address. The list is incomplete when any page counted more entries than were delivered, or paging ended early.
 * @param filters apply to every page, whatever `next` says
 */
export function createListReading<T extends { readonly id: Id }>(
  filters: URLSearchParams,
  schema: v.GenericSchema<unknown, T>,
): ListReading<T> {
  const entries = new Map<string, T>();
  const counts: number[] = [];
  const asked = new Set<string>();
  let skippedCount = 0;
  let firstSkipped: ListWarnings['firstSkipped'] = null;
  let query: URLSearchParams | null = filters;
  let cut: ListWarnings['cut'] = null;

  return {
    get query() {
      return query;
    },
    add(page) {
      if (query === null) return;
      asked.add(keyOf(query));
      const knownCount = entries.size + skippedCount;
      for (const raw of page.entries) {
        const { success, output, issues } = v.safeParse(schema, raw, { abortEarly: true });
        if (success) entries.set(idKey(output.id), output);
        else {
          skippedCount += 1;
          firstSkipped ??= issues;
        }
      }
      if (page.count !== null) counts.push(page.count);
      query = page.next === null ? null : nextQuery(filters, page.next);
      if (page.next !== null && query === null) cut = 'bad_next';
      const isGoingOn = entries.size + skippedCount > knownCount && asked.size < MAX_PAGES;
      if (query !== null && (!isGoingOn || asked.has(keyOf(query)))) {
        cut = 'endless';
        query = null;
      }
    },
    answer() {
      const receivedCount = entries.size + skippedCount;
      const highestCount = counts.reduce((highest, count) => Math.max(highest, count), 0);
      const isComplete = query === null && cut === null && receivedCount >= highestCount;
      const expectedCount = counts.length === 0 ? null : isComplete ? (counts.at(-1) ?? null) : highestCount;
      return { entries: [...entries.values()], expectedCount, skippedCount, isComplete };
    },
    warnings: () => ({ firstSkipped, cut }),
  };
}

/** The query for a provider's `next`; null when a paging key has an unexpected value. */
function nextQuery(filters: URLSearchParams, next: string): URLSearchParams | null {
  const query = new URLSearchParams(filters);
  const asked = new URLSearchParams(/\?([^#]*)/.exec(next)?.[1] ?? '');
  for (const [key, form] of Object.entries(PAGING)) {
    const value = asked.get(key);
    if (value === null) continue;
    if (!form.test(value)) return null;
    query.set(key, value);
  }
  return query;
}

function keyOf(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query);
  sorted.sort();
  return sorted.toString();
}
