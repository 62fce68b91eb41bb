import * as v from 'valibot';
import { type Id, idKey } from '../../src/core/backups/backup';
import { backupSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import { parseRetryAfter } from '../../src/core/lib/retry-after';
import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { Server } from '../../src/core/servers/server';
import type { BackupMarkStore, MarkedList } from '../marks/backup-mark-store';
import { jsonIn } from '../provider/answer';
import type { ProviderAccess } from '../provider/pass-through';
import { type PageFailure, readPages } from '../provider/read-list';
import { readPath } from '../provider/upstream';

/** The list or the server could not be read. */
export class ProviderUnreadable extends Error {
  override readonly name = 'ProviderUnreadable';
  constructor(
    /** The provider refused the token. */
    readonly isTokenRefused: boolean,
    message: string,
    /** The pause the provider asked for; null for none. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** Time limit of a read that nobody waits for. */
export const readLimit = (): AbortSignal => AbortSignal.timeout(MINUTE_MS);

/** The account whose lists are read, and the marks on its backups. */
export type ListAccount = Pick<ProviderAccess, 'upstream'> & {
  readonly marks: Pick<BackupMarkStore, 'marked'>;
};

/** All backups of one server. Throws {@link ProviderUnreadable}, and rejects with database errors. */
export function readBackups(account: ListAccount, serverId: Id, signal = readLimit()): Promise<MarkedList> {
  return readList(account, { server_id: idKey(serverId) }, signal);
}

/** All backups of the account. Throws {@link ProviderUnreadable}, and rejects with database errors. */
export function readAllBackups(account: ListAccount, signal: AbortSignal): Promise<MarkedList> {
  return readList(account, {}, signal);
}

async function readList(
  { upstream, marks }: ListAccount,
  filters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<MarkedList> {
  const source = { path: '/backups/', filters, schema: backupSchema } as const;
  const outcome = await readPages(source, { upstream, signal });
  if (outcome.kind !== 'read') throw unreadable(outcome);
  const { entries, ...facts } = outcome.reading.answer();
  return await marks.marked({ backups: entries, ...facts });
}

/** Null if it can't be read, which also counts as an observation. */
export async function readServer(
  { upstream }: Pick<ProviderAccess, 'upstream'>,
  serverId: Id,
  signal = readLimit(),
): Promise<Server | null> {
  const outcome = await readPath(upstream, `/servers/${idKey(serverId)}/`, signal);
  if (outcome.kind !== 'answer' || outcome.status !== 200 || outcome.body === null) return null;
  const server = v.safeParse(serverSchema, jsonIn(outcome.body));
  return server.success ? server.output : null;
}

export function unreadable(failure: PageFailure): ProviderUnreadable {
  const status = failure.kind === 'status' ? failure.status : null;
  const retryAfter = failure.kind === 'status' ? (failure.retryAfter ?? null) : null;
  const words = status === null ? failure.kind : `status ${status}`;
  return new ProviderUnreadable(status === 401, words, parseRetryAfter(retryAfter, Date.now()));
}
