import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import type { WireBackup } from '../../src/core/contract/schema-activity';
import type { GatewayFailure } from '../http/gateway-error';
import type { BackupLookup } from '../provider/backup-lookup';
import type { Intent } from './store';
import type { Write } from './write';

/** The write waits for this, and the browser for both. */
const BACKUP_LIMIT_MS = 5000;
/** The server's name is only for the log. */
const NAME_LIMIT_MS = 2000;

/** What the log stores of a write before it is sent. */
export interface WriteFacts {
  readonly server: Intent['server'];
  readonly backup: WireBackup | null;
  /** Why the write must not be sent; null when it may. */
  readonly refusal: GatewayFailure | null;
}

/** Reads from the provider what a write concerns. Never rejects. */
export async function factsOf(write: Write, lookup: BackupLookup): Promise<WriteFacts> {
  if (write.action === 'create_backup') {
    // The answer names the server.
    const server = write.serverId === null ? null : { id: write.serverId, name: null };
    return { server, backup: null, refusal: null };
  }
  const { backupId } = write;
  if (write.action === 'delete_backup') {
    const backup = lookup.recent(backupId) ?? (await anyBackup(backupId, lookup));
    const server = backup === null ? null : { id: backup.serverId, name: backup.serverName };
    return { server, backup: wireBackup(backupId, backup), refusal: null };
  }
  const { serverId } = write;
  const { backup, refusal } = await checkRestore({ serverId, backupId }, lookup);
  const name = backup !== null && refusal === null ? backup.serverName : await nameOf(serverId, lookup);
  return { server: { id: serverId, name }, backup: wireBackup(backupId, backup), refusal };
}

/** Null when unknown. Takes 2 s at most and never rejects. */
export function nameOf(serverId: Id, lookup: BackupLookup): Promise<string | null> {
  return lookup.serverName(serverId, AbortSignal.timeout(NAME_LIMIT_MS));
}

async function anyBackup(id: Id, lookup: BackupLookup): Promise<Backup | null> {
  const reading = await lookup.read(id, {}, AbortSignal.timeout(BACKUP_LIMIT_MS));
  return reading.kind === 'found' ? reading.backup : null;
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
async function checkRestore(
  { serverId, backupId }: { readonly serverId: Id; readonly backupId: Id },
  lookup: BackupLookup,
): Promise<RestoreCheck> {
  const known = lookup.recent(backupId);
  if (known !== null) return judge(known, serverId);
  const signal = AbortSignal.timeout(BACKUP_LIMIT_MS);
  const ofServer = await lookup.read(backupId, { server_id: idKey(serverId) }, signal);
  if (ofServer.kind === 'found') return judge(ofServer.backup, serverId);
  // Finds a backup of another server; also works where the provider rejects the filter or the server.
  const ofAll = await lookup.read(backupId, {}, signal);
  if (ofAll.kind === 'found') return judge(ofAll.backup, serverId);
  if (ofServer.kind === 'absent' || ofAll.kind === 'absent') return { backup: null, refusal: UNKNOWN };
  return { backup: null, refusal: unverified(ofServer.reason) };
}

const UNKNOWN: GatewayFailure = {
  code: 'backup_unknown',
  detail: "The provider's list has no such backup for this server. Nothing was sent.",
};

function judge(backup: Backup, serverId: Id): RestoreCheck {
  if (isSameId(backup.serverId, serverId)) return { backup, refusal: null };
  const detail = `Backup ${backup.id} is of ${backup.serverName} (server ${backup.serverId}), not of server ${serverId}. Nothing was sent.`;
  return { backup, refusal: { code: 'wrong_server', detail } };
}

function unverified(reason: string): GatewayFailure {
  return {
    code: 'backup_unverified',
    detail: `Whether this backup is of this server could not be checked, for the provider's list could not be read (${reason}). Nothing was sent.`,
  };
}

/** Nulls where only the id is known. */
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
