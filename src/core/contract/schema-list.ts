import * as v from 'valibot';
import { type Id, mapKey } from '../backups/backup';
import type { RawPage } from './schema';

/** Page limit: after it a list ends as incomplete, so that an endless one does not hang its reader. */
export const MAX_PAGES = 1000;

/**
 * The query keys that page through a list, and the form of their values. Nothing else of a `next` is used. Paging is
 * undocumented; these are what a `next` address of Django REST framework can carry.
 */
export const PAGING: Readonly<Record<string, RegExp>> = {
  page: /^\d{1,9}$/,
  page_size: /^\d{1,9}$/,
  limit: /^\d{1,9}$/,
  offset: /^\d{1,9}$/,
  cursor: /^[\w.~=+/:-]{1,512}$/,
};

/** A list, and what tells whether it is whole. */
export interface ListAnswer<T> {
  /** In the order received, each id once. */
  readonly entries: readonly T[];
  readonly expectedCount: number | null;
  readonly skippedCount: number;
  readonly isComplete: boolean;
}

type Issues = readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]];

/** Tolerated faults of an answer. */
export interface ListOddities {
  /** Why the first skipped entry could not be decoded; null for none. */
  readonly firstSkipped: Issues | null;
  /** Paging led in a circle, to a page with nothing new, over the page limit, or to an unusable address. */
  readonly isCut: boolean;
}

/** A list being read page by page; the caller requests the pages. */
export interface ListReading<T> {
  /** The query of the next page; null after the last. */
  readonly query: URLSearchParams | null;
  /** Takes the page that answers `query`. */
  add(page: RawPage): void;
  /** What came so far. */
  answer(): ListAnswer<T>;
  oddities(): ListOddities;
}

/**
 * Reads the pages of a list. Entries that cannot be understood are skipped and counted. Of `next` only the paging
 * keys are taken, so where it leads is not for the provider to say. The list is incomplete when the provider
 * counted more than it delivered (on any page: the count may change while paging), or when paging leads in a
 * circle, to a page with nothing new, or to an address of no known form.
 * @param filters hold for every page, whatever `next` says
 */
export function createListReading<T extends { readonly id: Id }>(
  filters: URLSearchParams,
  schema: v.GenericSchema<unknown, T>,
): ListReading<T> {
  const entries = new Map<Id, T>();
  const counts: number[] = [];
  const asked = new Set<string>();
  let skippedCount = 0;
  let firstSkipped: ListOddities['firstSkipped'] = null;
  let query: URLSearchParams | null = filters;
  let isCut = false;

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
        if (success) entries.set(mapKey(output.id), output);
        else {
          skippedCount += 1;
          firstSkipped ??= issues;
        }
      }
      if (page.count !== null) counts.push(page.count);
      query = page.next === null ? null : nextQuery(filters, page.next);
      if (page.next !== null && query === null) isCut = true;
      const isGoingOn = entries.size + skippedCount > knownCount && asked.size < MAX_PAGES;
      if (query !== null && (!isGoingOn || asked.has(keyOf(query)))) {
        isCut = true;
        query = null;
      }
    },
    answer() {
      const receivedCount = entries.size + skippedCount;
      const highestCount = counts.reduce((highest, count) => Math.max(highest, count), 0);
      const isComplete = query === null && !isCut && receivedCount >= highestCount;
      const expectedCount = counts.length === 0 ? null : isComplete ? (counts.at(-1) ?? null) : highestCount;
      return { entries: [...entries.values()], expectedCount, skippedCount, isComplete };
    },
    oddities: () => ({ firstSkipped, isCut }),
  };
}

/** The query of the page that a provider's `next` names; null when a paging key of it is not of its form. */
export function nextQuery(filters: URLSearchParams, next: string): URLSearchParams | null {
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
