import { type Backup, type Id, isSameId } from '../backups/backup';
import { withoutKeepMark } from '../backups/keep-mark';
import { compareNewestFirst } from '../backups/order';
import { DAY_MS } from '../lib/time-units';

/** How long a safety backup is never proposed for deletion. */
const SAFETY_BACKUP_FRESH_MS = 7 * DAY_MS;

/** What the description of a safety backup says. */
export interface SafetyBackupMark {
  /** `idKey` of the backup that was about to be restored. */
  readonly restoredKey: string;
  /** The safe restore that created it; null if not given. */
  readonly operationId: string | null;
}

const SAFETY_MARK = /^\[pre-restore of #([^\]\s]+)\](?:\s*\[op ([A-Za-z0-9-]{1,64})\])?/;

/** Reads what `makeSafetyDescription` wrote, also after a `[keep]`; null for any other text. */
export function parseSafetyDescription(description: string): SafetyBackupMark | null {
  const match = SAFETY_MARK.exec(withoutKeepMark(description).trim());
  const escaped = match?.[1];
  if (escaped === undefined) return null;
  return { restoredKey: unescapeId(escaped), operationId: match?.[2] ?? null };
}

export function isSafetyBackup(backup: Pick<Backup, 'type' | 'description'>): boolean {
  return backup.type === 'manual' && parseSafetyDescription(backup.description) !== null;
}

/** A safety backup younger than 7 days; one of unknown age counts as recent. */
export function isRecentSafetyBackup(
  backup: Pick<Backup, 'type' | 'description' | 'createdAt'>,
  nowMs: number,
): boolean {
  if (!isSafetyBackup(backup)) return false;
  return backup.createdAt === null || nowMs - Date.parse(backup.createdAt) < SAFETY_BACKUP_FRESH_MS;
}

/** The safety backup of one safe restore, recognised by its mark; the newest if there are several. */
export function findSafetyBackup(
  backups: readonly Backup[],
  serverId: Id,
  operationId: string,
): Backup | undefined {
  return backups
    .filter(
      (backup) =>
        isSameId(backup.serverId, serverId) &&
        backup.type === 'manual' &&
        parseSafetyDescription(backup.description)?.operationId === operationId,
    )
    .sort(compareNewestFirst)[0];
}

function unescapeId(escaped: string): string {
  return escaped.replace(/%([0-9a-f]{4})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
