import type * as v from 'valibot';
import type { Id } from '../../core/backups/backup';
import { reportContractIssue } from '../../core/contract/contract-issues';
import { pageSchema } from '../../core/contract/schema';
import { createListReading, type ListAnswer } from '../../core/contract/schema-list';
import { type CallOptions, decodeAnswer, reasonOf, send } from './http';

export interface ListSource<T, List> {
  readonly schema: v.GenericSchema<unknown, T>;
  readonly path: string;
  /** Filters, applied to every page whatever `next` says. */
  readonly query: URLSearchParams;
  /** What is listed, for error reports. */
  readonly subject: string;
  readonly toList: (answer: ListAnswer<T>) => List;
}

/** A list and the ETag of the answer that holds exactly this list; null if no single answer does. */
export interface TaggedList<List> {
  readonly list: List;
  readonly etag: string | null;
}

/** For `select` of a query. */
export function listOf<List>({ list }: TaggedList<List>): List {
  return list;
}

/**
 * Reads all pages of a list. Undecodable entries are skipped, counted and reported once. Resolves to `known` itself
 * when the provider's list is unchanged (304). Throws `ApiError`: a failed page fails the list.
 */
export async function readList<T extends { readonly id: Id }, List>(
  source: ListSource<T, List>,
  options: CallOptions = {},
  known: TaggedList<List> | null = null,
): Promise<TaggedList<List>> {
  const etags: (string | null)[] = [];
  const reading = createListReading(source.query, source.schema);
  while (reading.query !== null) {
    // With several pages, an unchanged first page says nothing about the others.
    const ifNoneMatch = etags.length === 0 ? (known?.etag ?? undefined) : undefined;
    const answer = await send(
      { method: 'GET', path: source.path, query: reading.query, ifNoneMatch },
      options,
    );
    if (answer.isUnchanged && known !== null) return known;
    etags.push(answer.etag);
    reading.add(decodeAnswer(pageSchema, answer));
  }
  const answer = reading.answer();
  const { firstSkipped, cut } = reading.warnings();
  if (firstSkipped !== null) {
    reportContractIssue(
      `${answer.skippedCount} of the ${source.subject} could not be read. The first: ${reasonOf(firstSkipped)}`,
    );
  }
  if (cut !== null) reportContractIssue(`Paging of the ${source.subject} cannot be followed to its end.`);
  return { list: source.toList(answer), etag: etags.length === 1 ? (etags[0] ?? null) : null };
}
