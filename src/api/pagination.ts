import * as v from 'valibot';
import { type Id, idKey } from '../domain/backup';
import { reportContractIssue } from './contract-issues';
import { decodeAnswer, reasonOf } from './decode';
import { type CallOptions, send } from './http';
import { pageSchema } from './schema';

/** After so many pages a list ends as incomplete: a provider that never ends it must not hold the app for ever. */
export const MAX_PAGES = 1000;

/** The query keys that page through a list. Nothing else of a `next` is used. */
const PAGING_KEYS = ['page', 'page_size', 'limit', 'offset', 'cursor'];

export interface ListSource<T> {
  readonly path: string;
  /** Filters; they hold for every page, whatever `next` says. */
  readonly query: URLSearchParams;
  /** Decodes one entry. */
  readonly schema: v.GenericSchema<unknown, T>;
  /** What is listed, for reports. */
  readonly subject: string;
}

export interface ListAnswer<T> {
  /** In the order received, each id once. */
  readonly entries: readonly T[];
  readonly expectedCount: number | null;
  readonly skippedCount: number;
  readonly isComplete: boolean;
}

/**
 * Reads all pages of a list. Entries that cannot be understood are skipped, counted, and reported once. Of
 * `next` only the paging keys are taken, on the same path of the same origin. The list is incomplete when the
 * provider counted more than it delivered (on any page: the count may change while paging), or when paging
 * leads in a circle or to a page with nothing new. Throws `ApiError`: a page that fails fails the list, for a part is no list.
 */
export async function readList<T extends { readonly id: Id }>(
  source: ListSource<T>,
  options: CallOptions = {},
): Promise<ListAnswer<T>> {
  const entries = new Map<string, T>();
  const counts: number[] = [];
  const asked = new Set<string>();
  let skippedCount = 0;
  let firstReason = '';
  let query: URLSearchParams | null = source.query;
  let isCut = false;

  while (query !== null) {
    asked.add(keyOf(query));
    const answer = await send({ method: 'GET', path: source.path, query }, options);
    const page = decodeAnswer(pageSchema, answer);
    const knownCount = entries.size + skippedCount;
    for (const raw of page.entries) {
      const result = v.safeParse(source.schema, raw, { abortEarly: true });
      if (result.success) {
        entries.set(idKey(result.output.id), result.output);
      } else {
        skippedCount += 1;
        firstReason ||= reasonOf(result.issues);
      }
    }
    if (page.count !== null) counts.push(page.count);
    query = page.next === null ? null : nextQuery(source.query, page.next);
    const isGoingOn = entries.size + skippedCount > knownCount && asked.size < MAX_PAGES;
    if (query !== null && (!isGoingOn || asked.has(keyOf(query)))) {
      isCut = true;
      query = null;
    }
  }

  if (skippedCount > 0) {
    reportContractIssue(
      `${skippedCount} of the ${source.subject} could not be read. The first: ${firstReason}`,
    );
  }
  if (isCut) reportContractIssue(`Paging of the ${source.subject} does not end.`);

  const receivedCount = entries.size + skippedCount;
  const highestCount = counts.reduce((highest, count) => Math.max(highest, count), 0);
  const isComplete = !isCut && receivedCount >= highestCount;
  const expectedCount = counts.length === 0 ? null : isComplete ? (counts.at(-1) ?? null) : highestCount;
  return { entries: [...entries.values()], expectedCount, skippedCount, isComplete };
}

function nextQuery(filters: URLSearchParams, next: string): URLSearchParams {
  const query = new URLSearchParams(filters);
  const asked = new URLSearchParams(/\?([^#]*)/.exec(next)?.[1] ?? '');
  for (const key of PAGING_KEYS) {
    const value = asked.get(key);
    if (value !== null) query.set(key, value);
  }
  return query;
}

function keyOf(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query);
  sorted.sort();
  return sorted.toString();
}
