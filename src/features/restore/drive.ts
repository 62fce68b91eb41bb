import type { QueryClient } from '@tanstack/react-query';
import { reportOperation, reportOperationStep } from '../../api/activity';
import { activityKeys } from '../../api/activity-keys';
import { addCreatedBackup, createBackup, readServerBackups } from '../../api/backups';
import { getServer, restoreServer, serverKeys } from '../../api/servers';
import { rememberAcceptedRestore } from '../../components/followed-restores';
import { rememberStartedBackup, rememberStartedRestore } from '../../components/started-here';
import { type BackupList, type Id, idKey } from '../../core/backups/backup';
import { ApiError } from '../../core/contract/errors';
import { nextAction, type SafeRestore } from '../../core/restore/safe-restore';
import type { SafeRestoreFailure } from '../../core/restore/safe-restore-events';
import { applyEvent, changeOperation, getOperations } from './operation-store';

/**
 * Carries out what `domain/safe-restore` asks for. Each state is stored before it is acted on, so that whatever
 * happens in between (a reload, a crash) nothing is sent a second time.
 */

function failureOf(error: unknown): SafeRestoreFailure {
  return error instanceof ApiError ? error : { kind: 'contract', detail: null, mayHaveActed: true };
}

function stateOf(operationId: string): SafeRestore | null {
  return getOperations().find(({ state }) => state.operationId === operationId)?.state ?? null;
}

/** Asks the provider for the copy of the current state, once. */
export async function createCopy(client: QueryClient, operationId: string): Promise<void> {
  await tellLogFirst(client, operationId);
  const state = stateOf(operationId);
  const action = state === null ? null : nextAction(state);
  if (action?.kind !== 'createCopy') return;
  if (!applyEvent(operationId, { type: 'createSent', nowMs: Date.now() })) return;
  try {
    const input = { serverId: action.serverId, description: action.description };
    const { backup } = await createBackup(input, { operationId });
    addCreatedBackup(client, backup);
    rememberStartedBackup(backup.id);
    applyEvent(operationId, { type: 'createAnswered', backup, nowMs: Date.now() });
  } catch (error) {
    applyEvent(operationId, { type: 'createFailed', error: failureOf(error), nowMs: Date.now() });
  }
  await client.invalidateQueries({ queryKey: activityKeys.every });
}

/** Reads the server's backups and lets the operation see them. Throws `ApiError`. */
export async function lookAtBackups(client: QueryClient, operationId: string, serverId: Id): Promise<void> {
  const startedAtMs = Date.now();
  const list: BackupList = await readServerBackups(client, serverId);
  applyEvent(operationId, { type: 'listObserved', list, startedAtMs, nowMs: Date.now() });
}

/** Reads the server's status and lets the operation see it; not being readable is an observation too. */
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

/** Looks at backup and server once more, and only if both still fit sends the restore, once. Throws `ApiError`. */
export async function sendRestore(client: QueryClient, operationId: string): Promise<void> {
  const serverId = stateOf(operationId)?.serverId;
  if (serverId === undefined) return;
  await tellLogFirst(client, operationId);
  await lookAtBackups(client, operationId, serverId);
  await lookAtServer(client, operationId, serverId);
  const state = stateOf(operationId);
  const action = state === null ? null : nextAction(state);
  if (state === null || action?.kind !== 'sendRestore') return;
  if (!applyEvent(operationId, { type: 'restoreSent', nowMs: Date.now() })) return;
  try {
    await restoreServer({ serverId: action.serverId, backupId: action.backupId }, { operationId });
    rememberStartedRestore(action.serverId);
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

/** The log takes a write as a part of an operation only once it knows of that. */
async function tellLogFirst(client: QueryClient, operationId: string): Promise<void> {
  const operation = getOperations().find(({ state }) => state.operationId === operationId);
  if (operation?.isReported !== false) return;
  // Without it the write stands in the log by itself; whatever fails here fails there too, and is told there.
  await tellLog(client, operationId).catch(() => undefined);
}

const telling = new Map<string, Promise<void>>();

/** Tells the activity log what it has not been told yet, in order. Throws `ApiError`; what was not told stays. */
export function tellLog(client: QueryClient, operationId: string): Promise<void> {
  const underWay = telling.get(operationId);
  if (underWay !== undefined) return underWay;
  const told = tellAll(client, operationId).finally(() => telling.delete(operationId));
  telling.set(operationId, told);
  return told;
}

async function tellAll(client: QueryClient, operationId: string): Promise<void> {
  const known = () => getOperations().find(({ state }) => state.operationId === operationId);
  const operation = known();
  if (operation === undefined) return;
  const { state, backup, isReported } = operation;
  if (!isReported) {
    const server = { id: state.serverId, name: state.serverName };
    await reportOperation({ operationId, server, backup });
    changeOperation(operationId, { isReported: true });
  }
  // Read anew for each: more may have been added while the last one was told.
  for (let next = known()?.unreported[0]; next !== undefined; next = known()?.unreported[0]) {
    await reportOperationStep({ operationId, step: next.step, detail: next.detail ?? undefined });
    changeOperation(operationId, { unreported: known()?.unreported.slice(1) ?? [] });
  }
  void client.invalidateQueries({ queryKey: activityKeys.every });
}

/** What identifies the work that is due, so that an effect starts it once. */
export function workKey(state: SafeRestore): string {
  const action = nextAction(state);
  return `${action.kind}:${idKey(state.serverId)}`;
}
