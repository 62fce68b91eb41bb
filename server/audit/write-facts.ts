import type { WireBackupMark } from '../../src/core/agreements/backup-mark';
import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import { isKept } from '../../src/core/backups/keep-mark';
import { isOtherSpelling } from '../../src/core/contract/id-spelling';
import type { GatewayFailure } from '../http/gateway-error';
import type { Write } from '../provider/forward-table';
import type { BackupLookup, BackupReading } from '../provider/read-list';
import type { Intent } from './store';
import { wireBackup } from './wire-backup';

/** The write waits for this, and the browser waits for both. */
const BACKUP_LIMIT_MS = 5000;
/** The server's name is only for the log. */
const NAME_LIMIT_MS = 2000;

/** What the log stores of a write before it is sent, and why it must not be sent; null when it may. */
export interface WriteFacts extends Pick<Intent, 'server' | 'backup'> {
  readonly refusal: GatewayFailure | null;
  /** Why it is unknown whether the backup to delete is locked by its description; null if that was read. */
  readonly lockUnread: GatewayFailure | null;
}

/** Reads from the provider what a write concerns. Never rejects. */
export async function factsOf(write: Write, lookup: BackupLookup): Promise<WriteFacts> {
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
    // Locks are stored under the provider's own spelling of the id.
    const refusal = isOtherSpelling(backupId) ? spellingRefusal(reading) : null;
    return { server, backup: wireBackup(backupId, backup), refusal, lockUnread: lockUnreadIn(reading) };
  }
  const { serverId } = write;
  const { backup, refusal } = await checkRestore(serverId, backupId, lookup);
  const name = backup !== null && refusal === null ? backup.serverName : await nameOf(serverId, lookup);
  return { server: { id: serverId, name }, backup: wireBackup(backupId, backup), refusal, lockUnread: null };
}

/** Restores are found by the provider's own spelling of the id. Null where `id` has that spelling. */
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
export function keptRefusal({ backup }: WriteFacts, mark: WireBackupMark | null): GatewayFailure | null {
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
