/** An opaque id, sent back exactly as received. Documented as an integer, seen as a UUID. Compared by {@link idKey}. */
export type Id = number | string;

/** For map keys, URLs and comparisons: `501` and `"501"` are the same id. */
export function idKey(id: Id): string {
  return String(id);
}

export function isSameId(a: Id, b: Id): boolean {
  return idKey(a) === idKey(b);
}

/** People's mark on a backup in this dashboard; the provider does not know it. */
export interface BackupMark {
  /** Number of changes. */
  readonly version: number;
  readonly note: string | null;
  /** Locked in this dashboard since `at`, ISO; null when it is not. `by` is null where that is unknown. */
  readonly kept: { readonly at: string; readonly by: string | null } | null;
  /** The stored mark can't be read, so it counts as locked; `kept` then says nothing. */
  readonly isDamaged?: true | undefined;
}

/** JSON-safe (no `Date`), so that unchanged rows keep their identity over a poll. */
export interface Backup {
  readonly id: Id;
  readonly serverId: Id;
  /** The id as text when the provider gave no name. */
  readonly serverName: string;
  /** `manual`, `automatic`, or an undocumented value. */
  readonly type: string;
  /** `completed`, `in_progress`, or an undocumented value. */
  readonly status: string;
  /** Decimal megabytes (10^6 bytes); null while unknown. */
  readonly sizeMb: number | null;
  /** ISO 8601 in UTC as `toISOString` writes it, so text order is time order; null when unreadable. */
  readonly createdAt: string | null;
  /** As `createdAt`; null when missing or unreadable, see {@link expiryOf}. */
  readonly expiresAt: string | null;
  /** The provider sent an expiry that cannot be read. */
  readonly isExpiryUnreadable?: true | undefined;
  readonly description: string;
  /** Left out without a mark. */
  readonly mark?: BackupMark | undefined;
}

/** A list from the provider, and whether it is complete. */
export interface BackupList {
  readonly backups: readonly Backup[];
  /** The provider's count; null when not given. */
  readonly expectedCount: number | null;
  /** Invalid entries that were left out. */
  readonly skippedCount: number;
  /** False when the provider announced more entries than it delivered. */
  readonly isComplete: boolean;
}

/** Whether a backup absent from the list does not exist; a skipped entry might be it. */
export function isWholeList(list: { readonly isComplete: boolean; readonly skippedCount: number }): boolean {
  return list.isComplete && list.skippedCount === 0;
}

/** `unknown`: an undocumented status, which counts as neither good, nor failed, nor running. */
export type BackupPhase = 'running' | 'completed' | 'failed' | 'unknown';

const PHASE_BY_STATUS: ReadonlyMap<string, BackupPhase> = new Map([
  ['completed', 'completed'],
  ['in_progress', 'running'],
  ['failed', 'failed'],
]);

/** Source: Backups API document, which shows `completed` and `in_progress`; `failed` is the likely third. */
export function backupPhase(backup: Pick<Backup, 'status'>): BackupPhase {
  return PHASE_BY_STATUS.get(backup.status) ?? 'unknown';
}

export type Expiry =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly iso: string }
  | { readonly kind: 'unknown' };

/** Manual backups without a date never expire; for others it is unknown. Source: Backups API document ("expires_at"). */
export function expiryOf(backup: Pick<Backup, 'type' | 'expiresAt' | 'isExpiryUnreadable'>): Expiry {
  if (backup.expiresAt !== null) return { kind: 'at', iso: backup.expiresAt };
  return { kind: backup.type === 'manual' && backup.isExpiryUnreadable !== true ? 'never' : 'unknown' };
}

export function isRunning(backup: Pick<Backup, 'status'>): boolean {
  return backupPhase(backup) === 'running';
}
