import { type Backup, type Id, idKey } from '../../src/core/backups/backup';
import type { WireBackup } from '../../src/core/contract/schema-activity';
import { databaseErrorCode } from '../database/error-code';
import type { GatewayFailure } from '../http/gateway-error';
import type { Log } from '../http/log';
import { TOKEN_READS_ONLY } from '../http/read-only';
import type { ForwardCall } from '../provider/forward-table';
import type { Upstream, UpstreamOutcome } from '../provider/upstream';
import type { AnswerStream } from '../provider/upstream-answer';
import type { EndObserver } from './ends';
import { createLookups, type Lookups } from './lookups';
import { joinsOperation } from './operations';
import { outcomeOf, type WriteOutcome } from './outcome';
import type { RecentLists } from './recent-lists';
import type { PendingEnd } from './sighting-store';
import type { ActivityStore, Intent } from './store';
import { readWrite, type Write } from './write';

export interface RecordedRequest {
  readonly call: ForwardCall;
  /** The request's JSON bytes, and what they say; null where the call takes no body. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly json: Readonly<Record<string, unknown>> | null;
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** The safe restore to which the caller says that a write belongs. */
  readonly operationId: string | null;
  /** Whether so many more bytes of what a read is answered with may be held whole. */
  readonly mayHold: (bytes: number) => boolean;
}

/** The way to the provider that leaves a trace: every write is in the log before it is sent. */
export interface ActivityRecorder {
  /** A read that is too long to be held is a stream, of which nothing is remembered. */
  forward(request: RecordedRequest): Promise<UpstreamOutcome | AnswerStream>;
  actor: Lookups['actor'];
}

export interface RecorderOptions {
  readonly upstream: Upstream;
  readonly store: ActivityStore;
  readonly ends: EndObserver;
  readonly log: Log;
  readonly newId: () => string;
  /** Where the lists that pass are kept; a place of its own when left out. */
  readonly recent?: RecentLists | undefined;
}

export function createRecorder(options: RecorderOptions): ActivityRecorder {
  const { upstream, store, ends, log, newId, recent } = options;
  const lookups = createLookups(upstream, recent);

  async function forwardWrite(request: RecordedRequest, write: Write): Promise<UpstreamOutcome> {
    const { call, body, signal, requestId, operationId } = request;
    const actor = await lookups.actor();
    const facts = actor?.mayOnlyRead
      ? { ...(await factsOf(write, lookups)), refusal: TOKEN_READS_ONLY }
      : await factsOf(write, lookups);
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
        operationId: joinsOperation(write, operation) ? operationId : null,
      });
    } catch (error) {
      log.event('activity_unavailable', { id: requestId, code: databaseErrorCode(error) });
      return failed(UNAVAILABLE);
    }
    let outcome: UpstreamOutcome;
    let durationMs: number | null = null;
    if (facts.refusal === null) {
      const startedMs = performance.now();
      outcome = await upstream.forward({ call, body, signal });
      durationMs = Math.round(performance.now() - startedMs);
    } else {
      outcome = failed(facts.refusal);
    }
    const answer = outcomeOf(write, outcome);
    try {
      await store.addOutcome(intent.id, answer, durationMs);
      const pending = pendingEnd(intent.id, write, answer);
      if (pending !== null) ends.accepted(pending);
    } catch (error) {
      // The deed is done: the person gets the answer, and the entry reads "unknown".
      log.event('activity_outcome_lost', { id: requestId, code: databaseErrorCode(error) });
    }
    return outcome;
  }

  return {
    actor: lookups.actor,
    async forward(request) {
      const { call, body, signal } = request;
      if (call.method === 'GET') {
        const startedAtMs = Date.now();
        const outcome = await upstream.stream({ call, body, signal }, request.mayHold);
        if (outcome.kind !== 'stream') {
          lookups.observe(call, outcome);
          ends.observe({ call, outcome, startedAtMs });
        }
        return outcome;
      }
      const write = readWrite(call, request.json);
      return write === null ? failed(NO_BACKUP_ID) : forwardWrite(request, write);
    },
  };
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

interface Facts {
  readonly server: Intent['server'];
  readonly backup: WireBackup | null;
  readonly refusal: GatewayFailure | null;
}

/** What is to be waited for after this answer; null when it is the end. */
function pendingEnd(intentId: string, write: Write, { outcome, result }: WriteOutcome): PendingEnd | null {
  if (outcome !== 'succeeded' || write.action === 'delete_backup') return null;
  const { action, serverId } = write;
  const serverKey = serverId === null ? null : idKey(serverId);
  const targetKey = action === 'create_backup' ? result && idKey(result.backupId) : serverKey;
  return targetKey === null ? null : { intentId, action, targetKey, serverKey, acceptedMs: Date.now() };
}

async function factsOf(write: Write, lookups: Lookups): Promise<Facts> {
  if (write.action === 'create_backup') {
    const { serverId } = write;
    const server = serverId === null ? null : { id: serverId, name: lookups.serverName(serverId) };
    return { server, backup: null, refusal: null };
  }
  if (write.action === 'delete_backup') {
    const backup = await lookups.backup(write.backupId);
    const server = backup === null ? null : { id: backup.serverId, name: backup.serverName };
    return { server, backup: wireBackup(write.backupId, backup), refusal: null };
  }
  const { backup, refusal } = await lookups.checkRestore(write);
  const isOfTarget = backup !== null && idKey(backup.serverId) === idKey(write.serverId);
  const name = lookups.serverName(write.serverId) ?? (isOfTarget ? backup.serverName : null);
  return { server: { id: write.serverId, name }, backup: wireBackup(write.backupId, backup), refusal };
}

/** What was known of a backup before the write; where nothing was, only its id. */
function wireBackup(id: Id, backup: Backup | null): WireBackup {
  return {
    id: backup?.id ?? id,
    type: backup?.type ?? null,
    status: backup?.status ?? null,
    size_mb: backup?.sizeMb ?? null,
    created_at: backup?.createdAt ?? null,
    expires_at: backup?.expiresAt ?? null,
    description: backup?.description ?? null,
  };
}

function failed(failure: GatewayFailure): UpstreamOutcome {
  return { kind: 'failure', failure };
}
