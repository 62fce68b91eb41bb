/**
 * An id as the provider sent it. Documented as an integer, seen as a UUID elsewhere: it is opaque,
 * compared through {@link idKey} and sent back exactly as received.
 */
export type Id = number | string;

/** The form of an id that can be a map key, a URL part or half of a comparison (`501` and `"501"` are one backup). */
export function idKey(id: Id): string {
  return String(id);
}

/**
 * The same for two ids exactly when `idKey` is, as a key of a `Map`. Numbers stay numbers: making texts of 100,000 of
 * them takes its time.
 */
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
  /** `manual`, `automatic`, or a word the provider added later. */
  readonly type: string;
  /** `completed`, `in_progress`, or any other word of the provider. */
  readonly status: string;
  /** Decimal megabytes (10^6 bytes); null while unknown. */
  readonly sizeMb: number | null;
  /** ISO 8601 in UTC as `Date.prototype.toISOString` writes it, so text order is time order; null when unreadable. */
  readonly createdAt: string | null;
  /** As `createdAt`; null when the provider names no date, or none that can be read. What that means: {@link expiryOf}. */
  readonly expiresAt: string | null;
  /** The provider names a date of expiry, and it cannot be read. */
  readonly isExpiryUnreadable?: true | undefined;
  readonly description: string;
}

/** A list read from the provider, with everything that keeps a part from passing for the whole. */
export interface BackupList {
  readonly backups: readonly Backup[];
  /** How many entries the provider says there are; null when it says nothing. */
  readonly expectedCount: number | null;
  /** Entries that could not be understood and were left out. */
  readonly skippedCount: number;
  /** False when the provider announced more entries than it delivered. */
  readonly isComplete: boolean;
}

/**
 * Whether nothing of a list is missing, so that what is not in it does not exist: an entry that could not be
 * understood may be the very one that is looked for.
 */
export function isWholeList(list: { readonly isComplete: boolean; readonly skippedCount: number }): boolean {
  return list.isComplete && list.skippedCount === 0;
}

/**
 * What a status means for the person. `unknown` is every word that the documents do not explain:
 * neither good, nor failed, nor running for ever.
 */
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

/** When a backup vanishes: `at` a moment (ISO UTC), `never`, or nobody can say. */
export type Expiry =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly iso: string }
  | { readonly kind: 'unknown' };

/**
 * Manual backups without a date stay; every other one should have a date, so that its absence says nothing.
 * Source: Backups API document ("expires_at", and the retention of automatic ones).
 */
export function expiryOf(backup: Pick<Backup, 'type' | 'expiresAt' | 'isExpiryUnreadable'>): Expiry {
  if (backup.expiresAt !== null) return { kind: 'at', iso: backup.expiresAt };
  return { kind: backup.type === 'manual' && backup.isExpiryUnreadable !== true ? 'never' : 'unknown' };
}

export function isRunning(backup: Pick<Backup, 'status'>): boolean {
  return backupPhase(backup) === 'running';
}
