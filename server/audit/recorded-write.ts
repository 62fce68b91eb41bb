import { setTimeout as delay } from 'node:timers/promises';
import { idKey } from '../../src/core/backups/backup';
import { databaseErrorCode } from '../database/error-code';
import type { GatewayFailure } from '../http/gateway-error';
import type { Log } from '../http/log';
import { TOKEN_READS_ONLY } from '../http/read-only';
import { failed } from '../provider/answer';
import type { BackupLookup } from '../provider/backup-lookup';
import type { ProviderAccess } from '../provider/pass-through';
import type { Upstream } from '../provider/upstream';
import type { ActorSource } from './actor';
import type { EndObserver } from './ends';
import { joinsOperation } from './operations';
import { outcomeOf, type WriteOutcome } from './outcome';
import type { PendingEnd } from './sighting-store';
import type { ActivityStore, Intent } from './store';
import { readWrite, type Write } from './write';
import { factsOf, nameOf } from './write-facts';

export interface RecordedWriteOptions {
  readonly upstream: Upstream;
  readonly actors: ActorSource;
  readonly lookup: BackupLookup;
  readonly store: ActivityStore;
  readonly ends: EndObserver;
  readonly log: Log;
  readonly newId: () => string;
}

/** Retries of an outcome that could not be stored. */
const LATE_EVERY_MS = 500;
const LATE_TRIES = 120;

/** Logs each write before sending it; what cannot be logged is not sent. */
export function createRecordedWrite(options: RecordedWriteOptions): ProviderAccess['write'] {
  const { upstream, actors, lookup, store, ends, log, newId } = options;

  return async ({ call, body, json, signal, requestId, operationId }) => {
    const write = readWrite(call, json);
    if (write === null) return failed(NO_BACKUP_ID);
    const [actor, facts] = await Promise.all([actors.current(), factsOf(write, lookup)]);
    const refusal = actor?.mayOnlyRead === true ? TOKEN_READS_ONLY : facts.refusal;
    const intent: Omit<Intent, 'operationId'> = {
      id: newId(),
      action: write.action,
      actor,
      server: facts.server,
      backup: facts.backup,
      description: write.action === 'create_backup' ? write.description : null,
      requestId,
    };
    try {
      const operation = operationId === null ? null : await store.findOperation(operationId);
      await store.addIntent({
        ...intent,
        operationId: joinsOperation(write, operation, actor) ? operationId : null,
      });
    } catch (error) {
      log.event('activity_unavailable', { id: requestId, code: databaseErrorCode(error) });
      return failed(UNAVAILABLE);
    }
    const startedMs = performance.now();
    const outcome = refusal === null ? await upstream.forward({ call, body, signal }) : failed(refusal);
    const durationMs = refusal === null ? Math.round(performance.now() - startedMs) : null;
    const answer = await withServerName(outcomeOf(write, outcome), write, lookup);
    const addOutcome = async (): Promise<void> => {
      await store.addOutcome(intent.id, answer, durationMs);
      const pending = pendingEnd(intent.id, write, answer);
      if (pending !== null) ends.accepted(pending);
    };
    try {
      await addOutcome();
    } catch (error) {
      log.event('activity_outcome_late', { id: requestId, code: databaseErrorCode(error) });
      // The write is done: answer now, and store the outcome as soon as the database allows.
      void addLater(addOutcome, requestId);
    }
    return outcome;
  };

  /** Never rejects: an entry whose outcome is lost reads "unknown". */
  async function addLater(add: () => Promise<void>, requestId: string): Promise<void> {
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
}

const UNAVAILABLE: GatewayFailure = {
  code: 'activity_unavailable',
  detail:
    'The activity log cannot be written, and no change is made that would not be in it. Nothing was sent. See that the disk has room, that DATA_DIR is still in its place and that the database runs.',
};

const NO_BACKUP_ID: GatewayFailure = {
  code: 'bad_body',
  detail: 'A restore must name its backup: {"backup_id": …}. Nothing was sent.',
};

/** Only a create that went wrong costs this read: a new backup names its server. */
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
