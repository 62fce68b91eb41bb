import type { Backup } from '../../src/core/backups/backup';
import type { WireBackup } from '../../src/core/contract/schema-activity';
import type { ActivityStore } from '../audit/store';
import type { OperationRecord, StoredOperation } from './store';

/** The activity log, as operations use it. */
export interface Journal
  extends Pick<ActivityStore, 'addOperation' | 'addStep' | 'findOperation' | 'hasOperation'> {
  readonly newId: () => string;
}

/**
 * Adds what the log lacks of an operation: the operation itself, to which its writes belong, and its steps. Returns the
 * record without those steps; null if there was nothing to add.
 */
export async function logSteps(
  { id, record }: StoredOperation,
  journal: Journal,
): Promise<OperationRecord | null> {
  const { operation, unlogged, isLogged } = record;
  if (!operation.state.isWithCopy || (isLogged && unlogged.length === 0)) return null;
  if (!isLogged && !(await journal.hasOperation(id))) {
    const { serverId, serverName } = operation.state;
    const { email = null, tokenName = null } = operation.startedBy ?? {};
    const intent = {
      id: journal.newId(),
      action: 'safe_restore',
      actor: operation.startedBy && { email, tokenName, mayOnlyRead: false },
      selfGivenName: record.selfGivenName,
      server: { id: serverId, name: serverName },
      backup: wireBackup(operation.backup),
      description: null,
      operationId: id,
      requestId: id,
    } as const;
    await journal.addOperation(intent, journal.newId());
  }
  if (unlogged.length > 0) {
    // A gateway may have died between logging and storing the record.
    const known = (await journal.findOperation(id))?.steps ?? [];
    for (const { step, detail } of unlogged) {
      if (!known.includes(step)) await journal.addStep(journal.newId(), { operationId: id, step, detail });
    }
  }
  return { ...record, isLogged: true, unlogged: [] };
}

function wireBackup(backup: Backup): WireBackup {
  return {
    id: backup.id,
    type: backup.type,
    status: backup.status,
    size_mb: backup.sizeMb,
    created_at: backup.createdAt,
    expires_at: backup.expiresAt,
    description: backup.description,
  };
}
