import type * as v from 'valibot';
import type { Id } from '../domain/backup';
import { reportContractIssue } from './contract-issues';
import { decodeAnswer, reasonOf } from './decode';
import { type CallOptions, send } from './http';
import { pageSchema } from './schema';
import { createListReading, type ListAnswer } from './schema-list';

export interface ListSource<T> {
  readonly path: string;
  /** Filters; they hold for every page, whatever `next` says. */
  readonly query: URLSearchParams;
  /** Decodes one entry. */
  readonly schema: v.GenericSchema<unknown, T>;
  /** What is listed, for reports. */
  readonly subject: string;
}

/**
 * Reads all pages of a list, on the same path of the same origin. Entries that cannot be understood are skipped,
 * counted, and reported once. Throws `ApiError`: a page that fails fails the list, for a part is no list.
 */
export async function readList<T extends { readonly id: Id }>(
  source: ListSource<T>,
  options: CallOptions = {},
): Promise<ListAnswer<T>> {
  const reading = createListReading(source.query, source.schema);
  while (reading.query !== null) {
    const answer = await send({ method: 'GET', path: source.path, query: reading.query }, options);
    reading.add(decodeAnswer(pageSchema, answer));
  }
  const list = reading.answer();
  const { firstSkipped, isCut } = reading.oddities();
  if (firstSkipped !== null) {
    reportContractIssue(
      `${list.skippedCount} of the ${source.subject} could not be read. The first: ${reasonOf(firstSkipped)}`,
    );
  }
  if (isCut) reportContractIssue(`Paging of the ${source.subject} does not end.`);
  return list;
}
