import { setTimeout as delay } from 'node:timers/promises';
import { idKey } from '../../src/core/backups/backup';
import { databaseErrorCode } from '../database/error-code';
import type { GatewayFailure } from '../http/gateway-error';
import type { Log } from '../http/log';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { BackupMarkStore } from '../marks/backup-mark-store';
import { failed } from '../provider/answer';
import { decideChange, type Write } from '../provider/forward-table';
import type { ProviderAccess, WriteRequest } from '../provider/pass-through';
import type { BackupLookup } from '../provider/read-list';
import type { Upstream } from '../provider/upstream';
import type { ActorSource } from './actor';
import type { EndObserver, PendingEnd } from './ends';
import { joinsOperation } from './operations';
import type { ActivityStore, WriteOutcome } from './store';
import { factsOf, keptRefusal, nameOf } from './write-facts';
import { notSent, outcomeOf, readSent, type Sent } from './write-outcome';

export interface RecordedWriteOptions {
  readonly upstream: Upstream;
  readonly actors: ActorSource;
  readonly lookup: BackupLookup;
  readonly store: ActivityStore;
  /** Locks and notes of backups, removed with them. */
  readonly marks: BackupMarkStore;
  readonly ends: Pick<EndObserver, 'accepted'>;
  readonly log: Log;
  readonly newId: () => string;
}

/** Who sends a change of the gateway's own, and as part of what. */
type ChangeSender = Pick<
  WriteRequest,
  'operationId' | 'requestId' | 'selfGivenName' | 'actedBy' | 'isSeenUnlocked'
>;

/** Sends a change of the gateway's own, and reads its answer. Never rejects. */
export type SendChange = (change: Write, sender: ChangeSender) => Promise<Sent>;

export function createChange(write: ProviderAccess['write']): SendChange {
  return async (change, sender) => {
    const decision = decideChange(change);
    if (!decision.ok) return notSent(decision.failure.detail);
    // A write is always completed, even if nobody waits for it.
    const { signal } = new AbortController();
    const { call, body } = decision;
    const outcome = await write({ call, write: decision.write, body, signal, ...sender });
    return readSent(decision.write, outcome);
  };
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
