import * as v from 'valibot';
import { type Backup, type Id, idKey } from '../../src/core/backups/backup';
import { kindOfGatewayCode, kindOfStatus } from '../../src/core/contract/errors';
import { backupSchema, messageIn } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import { parseJson } from '../../src/core/lib/parse-json';
import { parseRetryAfter } from '../../src/core/lib/retry-after';
import type { SafeRestoreFailure } from '../../src/core/restore/safe-restore-events';
import type { RunFailure } from '../../src/core/schedules/server-run';
import type { Server } from '../../src/core/servers/server';
import { outcomeOf } from '../audit/recorded-write';
import { statusOfGatewayCode } from '../http/gateway-error';
import type { BackupMarkStore, MarkedList } from '../marks/backup-mark-store';
import type { UpstreamOutcome } from '../provider/answer';
import { decideForward, decideWrite, type Write } from '../provider/forward-table';
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

/** The account whose lists are read, and the marks on its backups. */
type ListAccount = Pick<ProviderAccess, 'upstream'> & { readonly marks: Pick<BackupMarkStore, 'marked'> };

/** All backups of one server. Throws {@link ProviderUnreadable}, and rejects with database errors. */
export function readBackups(account: ListAccount, serverId: Id, signal: AbortSignal): Promise<MarkedList> {
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
  const outcome = await readPages(source, { upstream, signal }, () => false);
  if (outcome.kind !== 'read') throw unreadable(outcome);
  const { entries, ...facts } = outcome.reading.answer();
  return await marks.marked({ backups: entries, ...facts });
}

/** Null if it can't be read, which also counts as an observation. */
export async function readServer(
  { upstream }: Pick<ProviderAccess, 'upstream'>,
  serverId: Id,
  signal: AbortSignal,
): Promise<Server | null> {
  const outcome = await readPath(upstream, `/servers/${idKey(serverId)}/`, signal);
  if (outcome.kind !== 'answer' || outcome.status !== 200 || outcome.body === null) return null;
  const server = v.safeParse(serverSchema, parseJson(new TextDecoder().decode(outcome.body)));
  return server.success ? server.output : null;
}

export function unreadable(failure: PageFailure): ProviderUnreadable {
  const status = failure.kind === 'status' ? failure.status : null;
  const retryAfter = failure.kind === 'status' ? (failure.retryAfter ?? null) : null;
  const words = status === null ? failure.kind : `status ${status}`;
  return new ProviderUnreadable(status === 401, words, parseRetryAfter(retryAfter, Date.now()));
}

export type Sent =
  | { readonly ok: true; readonly backup: Backup | null; readonly message: string | null }
  | { readonly ok: false; readonly error: SafeRestoreFailure & Pick<RunFailure, 'retryAfterMs'> };

interface Change {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  /** Null for a call without a body. */
  readonly json: Readonly<Record<string, unknown>> | null;
  readonly operationId: string | null;
  readonly requestId: string;
  readonly selfGivenName: string | null;
  /** Who acts, if not the token's owner. */
  readonly actedBy?: string;
  readonly isSeenUnlocked?: boolean;
}

/** Sends one change through the activity log, like a browser's. Never rejects. */
async function send(
  account: Pick<ProviderAccess, 'write'>,
  { method, path, json, ...ids }: Change,
): Promise<Sent> {
  const decision = decideForward(method, path);
  // An id that cannot be part of a path.
  if (!decision.ok) return notSent(decision.failure.detail);
  const { call } = decision;
  const change = decideWrite(call, json);
  if (!change.ok) return notSent(change.failure.detail);
  const { write, body } = change;
  // A write is always completed, even if nobody waits for it.
  const { signal } = new AbortController();
  const request = { call, write, body, signal, ...ids };
  return readSent(write, await account.write(request));
}

export function sendCreate(
  account: Pick<ProviderAccess, 'write'>,
  { serverId, description, ...ids }: { serverId: Id; description: string } & Ids,
): Promise<Sent> {
  return send(account, {
    method: 'POST',
    path: '/backups/',
    json: { server_id: serverId, description },
    ...ids,
  });
}

export function sendRestore(
  account: Pick<ProviderAccess, 'write'>,
  { serverId, backupId, ...ids }: { serverId: Id; backupId: Id } & Ids,
): Promise<Sent> {
  return send(account, {
    method: 'POST',
    path: `/servers/${idKey(serverId)}/restore/`,
    json: { backup_id: backupId },
    ...ids,
  });
}

/** For a backup that a list read just before showed without a lock. */
export function sendDelete(
  account: Pick<ProviderAccess, 'write'>,
  { backupId, ...ids }: { backupId: Id } & Ids,
): Promise<Sent> {
  const path = `/backups/${idKey(backupId)}/`;
  return send(account, { method: 'DELETE', path, json: null, isSeenUnlocked: true, ...ids });
}

type Ids = Pick<Change, 'operationId' | 'requestId' | 'selfGivenName' | 'actedBy'>;

function readSent(write: Write, outcome: UpstreamOutcome): Sent {
  const { outcome: result, detail } = outcomeOf(write, outcome);
  if (result === 'succeeded' && outcome.kind === 'answer') {
    const json = parseJson(new TextDecoder().decode(outcome.body ?? new Uint8Array()));
    const backup = v.safeParse(backupSchema, json);
    return { ok: true, backup: backup.success ? backup.output : null, message: messageIn(json) };
  }
  const retryAfterMs =
    outcome.kind === 'answer' ? parseRetryAfter(outcome.headers.get('retry-after'), Date.now()) : null;
  const status = outcome.kind === 'answer' ? outcome.status : null;
  return {
    ok: false,
    error: { kind: kindOf(outcome), detail, status, mayHaveActed: result === 'unknown', retryAfterMs },
  };
}

function kindOf(outcome: UpstreamOutcome): SafeRestoreFailure['kind'] {
  if (outcome.kind === 'answer') {
    const { status } = outcome;
    return status >= 200 && status < 300 ? 'contract' : kindOfStatus(status);
  }
  if (outcome.kind === 'abandoned') return 'network';
  const { code } = outcome.failure;
  return kindOfGatewayCode(code) ?? kindOfStatus(statusOfGatewayCode(code));
}

function notSent(detail: string | null): Sent {
  return { ok: false, error: { kind: 'validation', detail, mayHaveActed: false, retryAfterMs: null } };
}
