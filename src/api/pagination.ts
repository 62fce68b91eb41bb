import type { Id } from '../core/backups/backup';
import { reportContractIssue } from '../core/contract/contract-issues';
import { pageSchema } from '../core/contract/schema';
import {
  createListReading,
  decodeEntries,
  type EntryDecoder,
  type ListAnswer,
} from '../core/contract/schema-list';
import { decodeAnswer, reasonOf } from './decode';
import { type CallOptions, send } from './http';
import { createPageStream } from './page-stream';

export interface ListSource<T> extends EntryDecoder<T> {
  readonly path: string;
  /** Filters; they hold for every page, whatever `next` says. */
  readonly query: URLSearchParams;
  /** What is listed, for reports. */
  readonly subject: string;
}

/** A list as it was read, and the tag of the answer that it came in; null when it came in several or without one. */
export interface ReadList<T> {
  readonly list: ListAnswer<T>;
  readonly etag: string | null;
}

/**
 * Reads all pages of a list, on the same path of the same origin. Entries that cannot be understood are skipped,
 * counted, and reported once. When nothing changed since `known` was read, it is `known` itself. Throws `ApiError`: a page that fails fails the list, for a part is no list.
 */
export async function readList<T extends { readonly id: Id }>(
  source: ListSource<T>,
  options: CallOptions = {},
  known: ReadList<T> | null = null,
): Promise<ReadList<T>> {
  const etags: (string | null)[] = [];
  const reading = createListReading(source.query, source);
  while (reading.query !== null) {
    // Of a list of several pages the first one says nothing about the others.
    const ifNoneMatch = etags.length === 0 ? (known?.etag ?? undefined) : undefined;
    const stream = createPageStream((entries) => decodeEntries(entries, source));
    const call = { method: 'GET', path: source.path, query: reading.query, ifNoneMatch, stream } as const;
    const answer = await send(call, options);
    if (answer.isUnchanged && known !== null) return known;
    etags.push(answer.etag);
    reading.add(decodeAnswer(pageSchema, answer), stream.parts());
  }
  const list = reading.answer();
  const { firstSkipped, isCut } = reading.oddities();
  if (firstSkipped !== null) {
    reportContractIssue(
      `${list.skippedCount} of the ${source.subject} could not be read. The first: ${reasonOf(firstSkipped)}`,
    );
  }
  if (isCut) reportContractIssue(`Paging of the ${source.subject} cannot be followed to its end.`);
  return { list, etag: etags.length === 1 ? (etags[0] ?? null) : null };
}
