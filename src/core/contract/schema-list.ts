import * as v from 'valibot';
import { type Id, mapKey } from '../backups/backup';
import type { RawPage } from './schema';

/** After so many pages a list ends as incomplete: a provider that never ends it must not hold its reader for ever. */
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

/** A list with everything that keeps a part from passing for the whole. */
export interface ListAnswer<T> {
  /** In the order received, each id once. */
  readonly entries: readonly T[];
  readonly expectedCount: number | null;
  readonly skippedCount: number;
  readonly isComplete: boolean;
}

/** How one entry becomes a value of the domain. */
export interface EntryDecoder<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** The same as the schema for an entry that it knows to be right, and quicker; null for any other. */
  readonly quick?: ((raw: unknown) => T | null) | undefined;
}

/** What became of some entries. */
export interface DecodedEntries<T> {
  readonly values: readonly T[];
  readonly skippedCount: number;
  readonly firstSkipped: ListOddities['firstSkipped'];
}

/** What an answer had wrong that could be lived with; null where nothing was. */
export interface ListOddities {
  /** Why the first of the skipped entries could not be understood. */
  readonly firstSkipped: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]] | null;
  /** Paging led in a circle, to a page with nothing new, on and on, or to an address that cannot be asked for. */
  readonly isCut: boolean;
}

/** A list that is being read page by page; who asks for the pages is not its business. */
export interface ListReading<T> {
  /** The query of the page to ask for next; null when there is none. */
  readonly query: URLSearchParams | null;
  /** Takes the page that `query` was answered with; `parts` are its entries where they were decoded as they came. */
  add(page: RawPage, parts?: readonly DecodedEntries<T>[]): void;
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
  decoder: EntryDecoder<T>,
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
    add(page, parts = [decodeEntries(page.entries, decoder)]) {
      if (query === null) return;
      asked.add(keyOf(query));
      const knownCount = entries.size + skippedCount;
      for (const part of parts) {
        for (const value of part.values) entries.set(mapKey(value.id), value);
        skippedCount += part.skippedCount;
        firstSkipped ??= part.firstSkipped;
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

/** Decodes entries one by one. Those that cannot be understood are skipped and counted. */
export function decodeEntries<T>(raws: readonly unknown[], decoder: EntryDecoder<T>): DecodedEntries<T> {
  const values: T[] = [];
  let firstSkipped: ListOddities['firstSkipped'] = null;
  for (const raw of raws) {
    const value = decoder.quick?.(raw) ?? null;
    if (value !== null) {
      values.push(value);
      continue;
    }
    const result = v.safeParse(decoder.schema, raw, { abortEarly: true });
    if (result.success) values.push(result.output);
    else firstSkipped ??= result.issues;
  }
  return { values, skippedCount: raws.length - values.length, firstSkipped };
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
