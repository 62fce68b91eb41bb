import { type Backup, type BackupPhase, backupPhase, type Id, idKey, isSameId } from '../backups/backup';
import { compareIds } from '../backups/order';
import { DAY_MS } from '../lib/time-units';
import { SizeBaseline, type SizeNote, type Suspicion } from './size-baseline';

/** A backup with everything known about it regardless of the current time, computed once. */
export interface HistoryEntry {
  readonly backup: Backup;
  readonly phase: BackupPhase;
  /** Epoch ms; `NaN` when the provider's date is unreadable. */
  readonly atMs: number;
  /** Epoch ms; `NaN` when it never expires, or the expiry is unknown. */
  readonly expiresMs: number;
  /** See {@link SizeBaseline}; null for a backup that is not completed. */
  readonly suspicion: Suspicion | null;
  /** Of a good backup only. */
  readonly sizeNote: SizeNote | null;
}

/** One server's backups: those without a readable date first, then oldest first, ties by ascending id. */
export type History = readonly HistoryEntry[];

/**
 * How far in the future a date may lie and still be believed: clocks differ by minutes, and a provider that
 * mistakes a time zone for UTC is up to 14 hours off.
 */
const FUTURE_TOLERANCE_MS = DAY_MS;

/**
 * Parses, orders and judges one server's backups. Independent of the clock, so keep it while the list is the same.
 * A backup without a readable date has no predecessors: only an empty one is suspicious, and none is compared
 * with it.
 * @param acceptedId a backup whose size people accepted as the usual one: it is not suspicious
 */
export function historyOf(backups: readonly Backup[], acceptedId: Id | null = null): History {
  const entries = backups.map((backup) => ({
    backup,
    phase: backupPhase(backup),
    atMs: parseMs(backup.createdAt),
    expiresMs: parseMs(backup.expiresAt),
    suspicion: null as Suspicion | null,
    sizeNote: null as SizeNote | null,
  }));
  entries.sort(compareOldestFirst);

  const baselines = new Map<string, SizeBaseline>();
  for (const entry of entries) {
    if (entry.phase !== 'completed') continue;
    const { sizeMb, type } = entry.backup;
    const baseline = baselines.get(type) ?? new SizeBaseline();
    baselines.set(type, baseline);
    if (acceptedId !== null && sizeMb !== null && isSameId(entry.backup.id, acceptedId)) {
      if (!Number.isNaN(entry.atMs)) baseline.accept(sizeMb);
      continue;
    }
    const { suspicion, note } = Number.isNaN(entry.atMs)
      ? baseline.check(sizeMb)
      : baseline.checkNext(sizeMb);
    entry.suspicion = suspicion;
    entry.sizeNote = note;
  }
  return entries;
}

/** The backup of each server whose size people accepted, by `idKey` of the server. */
export type AcceptedSizes = ReadonlyMap<string, { readonly acceptedBackupId: Id | null }>;

export const NO_ACCEPTED_SIZES: AcceptedSizes = new Map();

/** {@link historyOf} the backups of one server, by what people accepted. */
export function agreedHistoryOf(backups: readonly Backup[], accepted: AcceptedSizes): History {
  const [first] = backups;
  const agreement = first === undefined ? undefined : accepted.get(idKey(first.serverId));
  return historyOf(backups, agreement?.acceptedBackupId);
}

function parseMs(iso: string | null): number {
  return iso === null ? Number.NaN : Date.parse(iso);
}

type DatedBackup = Pick<HistoryEntry, 'atMs' | 'backup'>;

function compareOldestFirst(a: DatedBackup, b: DatedBackup): number {
  if (a.atMs < b.atMs) return -1;
  if (a.atMs > b.atMs) return 1;
  const isUndatedA = Number.isNaN(a.atMs);
  if (isUndatedA !== Number.isNaN(b.atMs)) return isUndatedA ? -1 : 1;
  return compareIds(a.backup.id, b.backup.id);
}

/** Completed and not suspicious. */
export function isGood(entry: HistoryEntry): boolean {
  return entry.phase === 'completed' && entry.suspicion === null;
}

export function isManual({ backup }: HistoryEntry): boolean {
  return backup.type === 'manual';
}

/** Whether the date is readable and at most a day in the future. Others can be restored too, but prove no time. */
export function hasCredibleDate(entry: HistoryEntry, nowMs: number): boolean {
  return entry.atMs <= nowMs + FUTURE_TOLERANCE_MS;
}

/** Whether the backup has not expired: an expired one may still be listed, and can vanish at any moment. */
export function isLasting({ expiresMs }: HistoryEntry, nowMs: number): boolean {
  return !(expiresMs <= nowMs);
}

/** The newest good backup, by preference one with a credible date. Its age is null when unknown, and never negative. */
export function newestGoodOf(
  history: History,
  nowMs: number,
): { backup: Backup | null; ageMs: number | null } {
  const dated = history.findLast((entry) => isGood(entry) && hasCredibleDate(entry, nowMs));
  if (dated !== undefined) return { backup: dated.backup, ageMs: Math.max(0, nowMs - dated.atMs) };
  return { backup: history.findLast(isGood)?.backup ?? null, ageMs: null };
}

/** The times between neighbouring entries, ms. */
export function gapsBetween(entries: History): number[] {
  return entries.slice(1).map(({ atMs }, index) => atMs - (entries[index]?.atMs ?? atMs));
}
