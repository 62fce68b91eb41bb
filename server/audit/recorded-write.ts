import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import type { WireBackupMark } from '../../src/core/agreements/backup-mark';
import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import { isKept } from '../../src/core/backups/keep-mark';
import { wordsIn } from '../../src/core/contract/error-words';
import {
  type ApiErrorKind,
  isRefusal,
  kindOfGatewayCode,
  kindOfStatus,
} from '../../src/core/contract/errors';
import { isOtherSpelling } from '../../src/core/contract/id-spelling';
import { backupSchema, messageIn } from '../../src/core/contract/schema';
import type { ActivityReason } from '../../src/core/contract/schema-activity';
import { readSuccessBody } from '../../src/core/contract/success-body';
import { databaseErrorCode } from '../database/error-code';
import { type GatewayFailure, mayHaveReached } from '../http/gateway-error';
import type { Log } from '../http/log';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { BackupMarkStore } from '../marks/backup-mark-store';
import { failed, type UpstreamOutcome } from '../provider/answer';
import type { Write } from '../provider/forward-table';
import type { ProviderAccess } from '../provider/pass-through';
import type { BackupLookup, BackupReading } from '../provider/read-list';
import type { Upstream } from '../provider/upstream';
import type { ActorSource } from './actor';
import type { EndObserver, PendingEnd } from './ends';
import { joinsOperation } from './operations';
import type { ActivityStore, Intent, WriteOutcome } from './store';
import { wireBackup } from './wire-backup';

export interface RecordedWriteOptions {
  readonly upstream: Upstream;
  readonly actors: ActorSource;
  readonly lookup: BackupLookup;
  readonly store: ActivityStore;
  /** Locks and notes of backups, removed with them. */
  readonly marks: BackupMarkStore;
  readonly ends: EndObserver;
  readonly log: Log;
  readonly newId: () => string;
}

/** Logs each write before sending it; what cannot be logged is not sent. */
export function createRecordedWrite(options: RecordedWriteOptions): ProviderAccess['write'] {
  const { upstream, actors, lookup, store, marks, ends, log, newId } = options;

  return async (request) => {
    const { call, write, body, signal, requestId, operationId, selfGivenName, actedBy } = request;
    const [actor, facts] = await Promise.all([actors.current(), factsOf(write, lookup)]);
    let refusal = actor?.mayOnlyRead === true ? TOKEN_READS_ONLY : facts.refusal;
    const id = newId();
    const isLockSettled = request.mayDeleteKept === true || request.isSeenUnlocked === true;
    const lockRefusal = async (): Promise<GatewayFailure | null> => {
      if (write.action !== 'delete_backup' || request.mayDeleteKept === true) return null;
      return keptRefusal(facts, await marks.ofBackup(write.backupId));
    };
    /** While the write waited for its turn, somebody may have locked the backup, or started a restore. */
    const lastCheck = async (): Promise<GatewayFailure | null> => {
      try {
        return (await request.obstacle?.()) ?? (await lockRefusal());
      } catch (error) {
        log.event('activity_unavailable', { id: requestId, code: databaseErrorCode(error) });
        return UNAVAILABLE;
      }
    };
    try {
      refusal ??= await lockRefusal();
      if (refusal === null && write.action === 'delete_backup' && !isLockSettled) refusal = facts.lockUnread;
      const operation = operationId === null ? null : await store.findOperation(operationId);
      await store.addIntent({
        id,
        action: write.action,
        actor: actedBy === undefined ? actor : { ...NO_RIGHTS_KNOWN, ...actor, email: actedBy },
        selfGivenName,
        server: facts.server,
        backup: facts.backup,
        description: write.action === 'create_backup' ? write.description : null,
        operationId: joinsOperation(write, operation, actor) ? operationId : null,
        requestId,
      });
    } catch (error) {
      log.event('activity_unavailable', { id: requestId, code: databaseErrorCode(error) });
      return failed(UNAVAILABLE);
    }
    const startedMs = performance.now();
    const outcome =
      refusal === null ? await upstream.forward({ call, body, signal, lastCheck }) : failed(refusal);
    const durationMs = refusal === null ? Math.round(performance.now() - startedMs) : null;
    const answer = await withServerName(outcomeOf(write, outcome), write, lookup);
    const addOutcome = async (): Promise<void> => {
      await store.addOutcome(id, answer, durationMs);
      const pending = pendingEnd(id, write, answer);
      if (pending !== null) ends.accepted(pending);
    };
    try {
      await addOutcome();
    } catch (error) {
      log.event('activity_outcome_late', { id: requestId, code: databaseErrorCode(error) });
      // The write was sent: answer now, and store the outcome as soon as the database allows.
      void addLater(addOutcome, requestId, log);
    }
    if (write.action === 'delete_backup' && answer.outcome === 'succeeded') {
      await marks.forget(write.backupId).catch((error: unknown) => {
        log.event('backup_mark_left', { id: requestId, code: databaseErrorCode(error) });
      });
    }
    return outcome;
  };
}

const NO_RIGHTS_KNOWN = { tokenName: null, mayOnlyRead: false } as const;

export const UNAVAILABLE: GatewayFailure = {
  code: 'activity_unavailable',
  detail:
    "The activity log can't be written, so no change is made. Nothing was sent. Check that the disk has space, that DATA_DIR still exists and that the database is running.",
};

/** Retries of an outcome that could not be stored. */
const LATE_EVERY_MS = 500;
const LATE_TRIES = 120;

/** Never rejects: an entry whose outcome is lost reads "unknown". */
async function addLater(add: () => Promise<void>, requestId: string, log: Log): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await delay(LATE_EVERY_MS, undefined, { ref: false });
    try {
      return await add();
    } catch (error) {
      if (tries < LATE_TRIES) continue;
      return log.event('activity_outcome_lost', { id: requestId, code: databaseErrorCode(error) });
    }
  }
}

/** The write waits for this, and the browser waits for both. */
const BACKUP_LIMIT_MS = 5000;
/** The server's name is only for the log. */
const NAME_LIMIT_MS = 2000;

/** What the log stores of a write before it is sent, and why it must not be sent; null when it may. */
interface WriteFacts extends Pick<Intent, 'server' | 'backup'> {
  readonly refusal: GatewayFailure | null;
  /** Why it is unknown whether the backup to delete is locked by its description; null if that was read. */
  readonly lockUnread: GatewayFailure | null;
}

/** Reads from the provider what a write concerns. Never rejects. */
async function factsOf(write: Write, lookup: BackupLookup): Promise<WriteFacts> {
  if (write.action === 'create_backup') {
    // The answer names the server.
    const { serverId } = write;
    const server = serverId === null ? null : { id: serverId, name: null };
    const refusal =
      serverId !== null && isOtherSpelling(serverId) ? await serverRefusal(serverId, lookup) : null;
    return { server, backup: null, refusal, lockUnread: null };
  }
  const { backupId } = write;
  if (write.action === 'delete_backup') {
    const reading = await lookup.read(backupId, {}, AbortSignal.timeout(BACKUP_LIMIT_MS));
    const backup = reading.kind === 'found' ? reading.backup : null;
    const server = backup === null ? null : { id: backup.serverId, name: backup.serverName };
    // Under another spelling no lock would be found that the provider's own id has.
    const refusal = isOtherSpelling(backupId) ? spellingRefusal(reading) : null;
    return { server, backup: wireBackup(backupId, backup), refusal, lockUnread: lockUnreadIn(reading) };
  }
  const { serverId } = write;
  const { backup, refusal } = await checkRestore(serverId, backupId, lookup);
  const name = backup !== null && refusal === null ? backup.serverName : await nameOf(serverId, lookup);
  return { server: { id: serverId, name }, backup: wireBackup(backupId, backup), refusal, lockUnread: null };
}

/** Under another spelling no restore of the server would be found. Null where the provider itself writes the id so. */
async function serverRefusal(serverId: Id, lookup: BackupLookup): Promise<GatewayFailure | null> {
  const server = await lookup.server(serverId, AbortSignal.timeout(NAME_LIMIT_MS));
  if (server.kind === 'unreadable') {
    const detail = `The server could not be read (${server.reason}), so the dashboard could not check which server this id means. Nothing was sent. Use the id as the list of servers has it.`;
    return { code: 'backup_unverified', detail };
  }
  if (server.kind === 'found' && isSameId(server.id, serverId)) return null;
  const detail =
    'The provider has no server with this id as it is written. Nothing was sent. Use the id as the list of servers has it.';
  return { code: 'bad_body', detail };
}

/** Without `[keep]` in the description being read, only a person's confirmation tells that it is not there. */
function lockUnreadIn(reading: BackupReading): GatewayFailure | null {
  if (reading.kind !== 'unreadable') return null;
  const detail = `The provider's list could not be read (${reading.reason}), so the dashboard could not check whether this backup is locked. Nothing was sent. Try again when the list can be read, or delete the backup on a page of the dashboard.`;
  return { code: 'backup_unverified', detail };
}

/** Null where the provider itself writes the id so. */
function spellingRefusal(reading: BackupReading): GatewayFailure | null {
  switch (reading.kind) {
    case 'found':
      return null;
    case 'absent': {
      const detail = "The provider's list has no backup with this id as it is written. Nothing was sent.";
      return { code: 'backup_unknown', detail };
    }
    case 'unreadable': {
      const detail = `The provider's list could not be read (${reading.reason}), so the dashboard could not check which backup this id means. Nothing was sent.`;
      return { code: 'backup_unverified', detail };
    }
  }
}

/** Null when unknown. Takes 2 s at most and never rejects. */
export function nameOf(serverId: Id, lookup: BackupLookup): Promise<string | null> {
  return lookup.serverName(serverId, AbortSignal.timeout(NAME_LIMIT_MS));
}

interface RestoreCheck {
  /** Null when it could not be read. */
  readonly backup: Backup | null;
  readonly refusal: GatewayFailure | null;
}

/**
 * A restore overwrites a disk, so it is refused unless the backup is known to be of that server. Whether its status
 * allows it is left to the provider.
 */
async function checkRestore(serverId: Id, backupId: Id, lookup: BackupLookup): Promise<RestoreCheck> {
  const signal = AbortSignal.timeout(BACKUP_LIMIT_MS);
  const ofServer = await lookup.read(backupId, { server_id: idKey(serverId) }, signal);
  if (ofServer.kind === 'found') return judge(ofServer.backup, serverId);
  // Finds the backup even if it belongs to another server, or if the provider rejects the filter or the server.
  const ofAll = await lookup.read(backupId, {}, signal);
  if (ofAll.kind === 'found') return judge(ofAll.backup, serverId);
  if (ofServer.kind === 'absent' || ofAll.kind === 'absent') return { backup: null, refusal: UNKNOWN };
  const detail = `The provider's list could not be read (${ofServer.reason}), so the dashboard could not check that this backup belongs to this server. Nothing was sent.`;
  return { backup: null, refusal: { code: 'backup_unverified', detail } };
}

const UNKNOWN: GatewayFailure = {
  code: 'backup_unknown',
  detail: "The provider's list has no such backup for this server. Nothing was sent.",
};

function judge(backup: Backup, serverId: Id): RestoreCheck {
  if (isSameId(backup.serverId, serverId)) return { backup, refusal: null };
  const detail = `Backup ${backup.id} belongs to ${backup.serverName} (server ${backup.serverId}), not to server ${serverId}. Nothing was sent.`;
  return { backup, refusal: { code: 'wrong_server', detail } };
}

/** Checked again here, because somebody may have locked the backup since the caller read the list. */
function keptRefusal({ backup }: WriteFacts, mark: WireBackupMark | null): GatewayFailure | null {
  if (mark?.is_damaged === true) return DAMAGED;
  const known = { type: backup?.type ?? '', description: backup?.description ?? '', mark: mark ?? undefined };
  return isKept(known) ? KEPT : null;
}

const KEPT: GatewayFailure = {
  code: 'backup_kept',
  detail:
    'This backup is locked in this dashboard, and its deletion was not confirmed with its id. Nothing was sent.',
};
const DAMAGED: GatewayFailure = {
  code: 'backup_kept',
  detail:
    "What was stored about this backup can't be read, so it counts as locked, and its deletion was not confirmed with its id. Nothing was sent. “Keep and note” in its menu sets the lock again.",
};

const REASON_BY_KIND: Readonly<Partial<Record<ApiErrorKind, ActivityReason>>> = {
  validation: 'provider_invalid',
  unauthorized: 'provider_unauthorized',
  forbidden: 'provider_forbidden',
  notFound: 'provider_not_found',
  conflict: 'provider_conflict',
  rateLimited: 'provider_rate_limited',
};

/**
 * Interprets an answer as the browser does. Only a 4xx other than 408 proves that nothing was done. A 2xx with a web page
 * instead of data proves nothing, and neither does a new backup without a readable id.
 */
export function outcomeOf(write: Write, outcome: UpstreamOutcome): WriteOutcome {
  if (outcome.kind === 'failure') return outcomeOfFailure(outcome.failure);
  if (outcome.kind === 'abandoned') throw new Error('A write is never abandoned.');
  const { status } = outcome;
  const text = new TextDecoder().decode(outcome.body ?? new Uint8Array());
  const answer = { providerStatus: status, reason: null, result: null };
  if (status < 200 || status > 299) {
    const detail = wordsIn(text);
    if (!isRefusal(status)) return { ...answer, outcome: 'unknown', reason: 'provider_error', detail };
    const reason = REASON_BY_KIND[kindOfStatus(status)] ?? 'provider_refused';
    return { ...answer, outcome: 'refused', reason, detail };
  }
  const unreadable = { ...answer, outcome: 'unknown', reason: 'unreadable_answer' } as const;
  const body = readSuccessBody(text);
  if (body.kind === 'unreadable') return { ...unreadable, detail: wordsIn(text) };
  const value = body.kind === 'json' ? body.value : undefined;
  const detail = messageIn(value);
  if (write.action !== 'create_backup') return { ...answer, outcome: 'succeeded', detail };
  const created = v.safeParse(backupSchema, value);
  if (!created.success) return { ...unreadable, detail };
  const { id: backupId, serverName } = created.output;
  return { ...answer, outcome: 'succeeded', detail, result: { backupId, serverName } };
}

function outcomeOfFailure({ code, detail }: GatewayFailure): WriteOutcome {
  const answer = { reason: code, detail, providerStatus: null, result: null };
  if (mayHaveReached(code)) return { ...answer, outcome: 'unknown' };
  // If the provider was not reached, it refused nothing.
  return { ...answer, outcome: kindOfGatewayCode(code) === undefined ? 'refused' : 'failed' };
}

/** Reads only after a failed create: a new backup names its server. */
async function withServerName(
  answer: WriteOutcome,
  write: Write,
  lookup: BackupLookup,
): Promise<WriteOutcome> {
  if (answer.result !== null || write.action !== 'create_backup' || write.serverId === null) return answer;
  return { ...answer, result: { backupId: null, serverName: await nameOf(write.serverId, lookup) } };
}

/** Null when the write ended with its answer. */
function pendingEnd(intentId: string, write: Write, { outcome, result }: WriteOutcome): PendingEnd | null {
  if (outcome !== 'succeeded' || write.action === 'delete_backup') return null;
  const { action, serverId } = write;
  const serverKey = serverId === null ? null : idKey(serverId);
  const backupId = result?.backupId ?? null;
  const backupKey = backupId === null ? null : idKey(backupId);
  const targetKey = action === 'create_backup' ? backupKey : serverKey;
  if (targetKey === null) return null;
  return { intentId, action, targetKey, serverKey, acceptedMs: Date.now(), lastRunningAt: null };
}
