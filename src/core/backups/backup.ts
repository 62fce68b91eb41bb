/**
 * An id as the provider sent it. Documented as an integer, seen as a UUID elsewhere: it is opaque,
 * compared through {@link idKey} and sent back exactly as received.
 */
export type Id = number | string;

/** For map keys, URLs and comparisons: `501` and `"501"` are the same id. */
export function idKey(id: Id): string {
  return String(id);
}

/** Equal exactly when `idKey` is. Keeps numbers as they are: cheaper as `Map` keys of 100,000 ids. */
export function mapKey(id: Id): Id {
  const value = Number(id);
  return Number.isSafeInteger(value) && String(value) === id ? value : id;
}

export function isSameId(a: Id, b: Id): boolean {
  return idKey(a) === idKey(b);
}

/** A backup as the app knows it. JSON-safe (no `Date`), so that an unchanged poll keeps every row identical. */
export interface Backup {
  readonly id: Id;
  readonly serverId: Id;
  /** The provider's name of the server; the id as text when the provider gave none. */
  readonly serverName: string;
  /** `manual`, `automatic`, or an undocumented value. */
  readonly type: string;
  /** `completed`, `in_progress`, or an undocumented value. */
  readonly status: string;
  /** Decimal megabytes (10^6 bytes); null while unknown. */
  readonly sizeMb: number | null;
  /** ISO 8601 in UTC as `Date.prototype.toISOString` writes it, so text order is time order; null when unreadable. */
  readonly createdAt: string | null;
  /** As `createdAt`; null when missing or unreadable. For the meaning see {@link expiryOf}. */
  readonly expiresAt: string | null;
  /** The provider sent an expiry that cannot be read. */
  readonly isExpiryUnreadable?: true | undefined;
  readonly description: string;
}

/** A list from the provider, and whether it is complete. */
export interface BackupList {
  readonly backups: readonly Backup[];
  /** The provider's count; null when not given. */
  readonly expectedCount: number | null;
  /** Undecodable entries that were left out. */
  readonly skippedCount: number;
  /** False when the provider announced more entries than it delivered. */
  readonly isComplete: boolean;
}

/** Whether an id absent from the list does not exist. A skipped entry could be the one looked for. */
export function isWholeList(list: { readonly isComplete: boolean; readonly skippedCount: number }): boolean {
  return list.isComplete && list.skippedCount === 0;
}

/** `unknown` is every undocumented status: neither good, nor failed, nor running. */
export type BackupPhase = 'running' | 'completed' | 'failed' | 'unknown';

const PHASE_BY_STATUS: ReadonlyMap<string, BackupPhase> = new Map([
  ['completed', 'completed'],
  ['in_progress', 'running'],
  ['failed', 'failed'],
]);

/** Source: Backups API document (statuses seen: `completed`, `in_progress`); `failed` is the likely third. */
export function backupPhase(backup: Pick<Backup, 'status'>): BackupPhase {
  return PHASE_BY_STATUS.get(backup.status) ?? 'unknown';
}

export type Expiry =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly iso: string }
  | { readonly kind: 'unknown' };

/**
 * Manual backups without a date never expire; for others a missing date means nothing.
 * Source: Backups API document ("expires_at", and the retention of automatic ones).
 */
export function expiryOf(backup: Pick<Backup, 'type' | 'expiresAt' | 'isExpiryUnreadable'>): Expiry {
  if (backup.expiresAt !== null) return { kind: 'at', iso: backup.expiresAt };
  return { kind: backup.type === 'manual' && backup.isExpiryUnreadable !== true ? 'never' : 'unknown' };
}

export function isRunning(backup: Pick<Backup, 'status'>): boolean {
  return backupPhase(backup) === 'running';
}
