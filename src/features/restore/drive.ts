import type { QueryClient } from '@tanstack/react-query';
import { reportOperation, reportOperationStep } from '../../api/activity';
import { activityKeys } from '../../api/activity-keys';
import { addCreatedBackup, createBackup, readServerBackups } from '../../api/backups';
import { getServer, restoreServer, serverKeys } from '../../api/servers';
import { onReset } from '../../browser/store';
import { rememberAcceptedRestore } from '../../components/followed-restores';
import { rememberStarted } from '../../components/started-here';
import { type BackupList, type Id, idKey } from '../../core/backups/backup';
import { ApiError } from '../../core/contract/errors';
import { nextAction } from '../../core/restore/safe-restore';
import type { SafeRestoreFailure } from '../../core/restore/safe-restore-events';
import type { SafeRestore } from '../../core/restore/safe-restore-state';
import { applyEvent, changeOperation, getOperations } from './operation-store';

/**
 * Carries out the actions of `core/restore/safe-restore`. Each state is stored before it is acted on: after a reload
 * or a crash nothing is sent a second time.
 */

function failureOf(error: unknown): SafeRestoreFailure {
  return error instanceof ApiError ? error : { kind: 'contract', detail: null, mayHaveActed: true };
}

function stateOf(operationId: string): SafeRestore | null {
  return getOperations().find(({ state }) => state.operationId === operationId)?.state ?? null;
}

/** Requests the safety backup, once. */
export async function createSafetyBackup(client: QueryClient, operationId: string): Promise<void> {
  await reportFirst(client, operationId);
  const state = stateOf(operationId);
  const action = state === null ? null : nextAction(state);
  if (action?.kind !== 'createCopy') return;
  if (!applyEvent(operationId, { type: 'createSent', nowMs: Date.now() })) return;
  try {
    const input = { serverId: action.serverId, description: action.description };
    const { backup } = await createBackup(input, { operationId });
    addCreatedBackup(client, backup);
    rememberStarted('backups', backup.id);
    applyEvent(operationId, { type: 'createAnswered', backup, nowMs: Date.now() });
  } catch (error) {
    applyEvent(operationId, { type: 'createFailed', error: failureOf(error), nowMs: Date.now() });
  }
  await client.invalidateQueries({ queryKey: activityKeys.every });
}

/** Reads the server's backups into the operation. Throws `ApiError`. */
export async function lookAtBackups(client: QueryClient, operationId: string, serverId: Id): Promise<void> {
  const startedAtMs = Date.now();
  const list: BackupList = await readServerBackups(client, serverId);
  applyEvent(operationId, { type: 'listObserved', list, startedAtMs, nowMs: Date.now() });
}

/** Reads the server's status into the operation; a status that cannot be read is an observation too. */
export async function lookAtServer(client: QueryClient, operationId: string, serverId: Id): Promise<void> {
  const startedAtMs = Date.now();
  let status: string | null = null;
  try {
    const server = await getServer(serverId);
    status = server.status;
    client.setQueryData(serverKeys.one(serverId), server);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  applyEvent(operationId, { type: 'serverObserved', status, startedAtMs, nowMs: Date.now() });
}

/** Reads backup and server again, and sends the restore, once, only if both still fit. Throws `ApiError`. */
export async function sendRestore(client: QueryClient, operationId: string): Promise<void> {
  const serverId = stateOf(operationId)?.serverId;
  if (serverId === undefined) return;
  await reportFirst(client, operationId);
  await lookAtBackups(client, operationId, serverId);
  await lookAtServer(client, operationId, serverId);
  const state = stateOf(operationId);
  const action = state === null ? null : nextAction(state);
  if (state === null || action?.kind !== 'sendRestore') return;
  if (!applyEvent(operationId, { type: 'restoreSent', nowMs: Date.now() })) return;
  try {
    await restoreServer({ serverId: action.serverId, backupId: action.backupId }, { operationId });
    rememberStarted('restores', action.serverId);
    rememberAcceptedRestore({ id: action.serverId, name: state.serverName });
    applyEvent(operationId, { type: 'restoreAnswered', nowMs: Date.now() });
  } catch (error) {
    applyEvent(operationId, { type: 'restoreFailed', error: failureOf(error), nowMs: Date.now() });
  }
  await Promise.all([
    client.invalidateQueries({ queryKey: serverKeys.all }),
    client.invalidateQueries({ queryKey: activityKeys.every }),
  ]);
}

/** The log accepts a write as part of an operation only after the operation itself was reported. */
async function reportFirst(client: QueryClient, operationId: string): Promise<void> {
  const operation = getOperations().find(({ state }) => state.operationId === operationId);
  if (operation?.isReported !== false) return;
  // Without it the write is an entry of its own; a failure here shows up with that write.
  await reportToLog(client, operationId).catch(() => undefined);
}

const reporting = new Map<string, Promise<void>>();
onReset(() => reporting.clear());

/** Sends the unreported steps to the activity log, in order. Throws `ApiError`; what was not sent stays. */
export function reportToLog(client: QueryClient, operationId: string): Promise<void> {
  const underWay = reporting.get(operationId);
  if (underWay !== undefined) return underWay;
  const report = reportAll(client, operationId).finally(() => reporting.delete(operationId));
  reporting.set(operationId, report);
  return report;
}

async function reportAll(client: QueryClient, operationId: string): Promise<void> {
  const known = () => getOperations().find(({ state }) => state.operationId === operationId);
  const operation = known();
  if (operation === undefined) return;
  const { state, backup, isReported } = operation;
  if (!isReported) {
    const server = { id: state.serverId, name: state.serverName };
    await reportOperation({ operationId, server, backup });
    changeOperation(operationId, { isReported: true });
  }
  // Read again each time: steps may be added while one is sent.
  for (let next = known()?.unreported[0]; next !== undefined; next = known()?.unreported[0]) {
    await reportOperationStep({ operationId, step: next.step, detail: next.detail ?? undefined });
    changeOperation(operationId, { unreported: known()?.unreported.slice(1) ?? [] });
  }
  void client.invalidateQueries({ queryKey: activityKeys.every });
}

/** Identifies the next action, so that an effect starts it once. */
export function workKey(state: SafeRestore): string {
  const action = nextAction(state);
  return `${action.kind}:${idKey(state.serverId)}`;
}
