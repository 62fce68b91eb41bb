import { type Backup, type BackupPhase, backupPhase } from '../backups/backup';
import { compareIds } from '../backups/order';
import { DAY_MS } from '../lib/time-units';
import { SizeBaseline, type SizeNote, type Suspicion } from './size-judgement';

export type { SizeNote, Suspicion } from './size-judgement';

/** A backup with everything about it that does not change as time goes by, computed once. */
export interface HistoryEntry {
  readonly backup: Backup;
  readonly phase: BackupPhase;
  /** Epoch ms; `NaN` when the provider's date could not be read. */
  readonly atMs: number;
  /** Epoch ms; `NaN` when it never expires, or nothing says when. */
  readonly expiresMs: number;
  readonly suspicion: Suspicion | null;
  /** Of a good one only. */
  readonly sizeNote: SizeNote | null;
}

/** One server's backups: those without a readable date first, then oldest first, ties by ascending id. */
export type History = readonly HistoryEntry[];

/**
 * How far ahead of now a date may lie to be believed. Clocks differ by minutes, and a provider that takes a
 * zone for UTC is up to 14 hours off; what is dated later still says nothing about when it was made.
 */
export const FUTURE_TOLERANCE_MS = DAY_MS;

/**
 * Suspicious: completed with 0 MB, or with less than half the median size of the last five good ones of the same
 * type before it. Sizes that are not known are skipped, and with fewer than five nothing is judged but emptiness.
 * Three small ones in a row, within 20 % of each other and not below 1 % of the former size, are the new usual size:
 * the third is good again, and later ones are held against these three. Null: nothing is suspicious about it, or it is not completed.
 * @param earlierOfSameType the completed ones with a readable date, oldest first
 */
export function suspicionOf(
  backup: Pick<Backup, 'status' | 'sizeMb'>,
  earlierOfSameType: readonly Pick<Backup, 'sizeMb'>[],
): Suspicion | null {
  if (backupPhase(backup) !== 'completed') return null;
  const judge = new SizeBaseline();
  for (const { sizeMb } of earlierOfSameType) judge.judgeNext(sizeMb);
  return judge.judge(backup.sizeMb).suspicion;
}

/**
 * Parses, orders and judges one server's backups. It does not depend on the clock, so keep it while the list
 * is the same. A backup without a readable date has no "before": it is suspicious only when empty, and never
 * compared against.
 */
export function historyOf(backups: readonly Backup[]): History {
  const entries: { -readonly [Field in keyof HistoryEntry]: HistoryEntry[Field] }[] = [];
  let isOrdered = true;
  // Lists come newest first; what is in order need not be sorted.
  for (let at = backups.length - 1; at >= 0; at -= 1) {
    const backup = backups[at];
    if (backup === undefined) continue;
    const atMs = parseMs(backup.createdAt);
    isOrdered &&= entries.length === 0 || atMs > (entries.at(-1)?.atMs ?? Number.NaN);
    const expiresMs = parseMs(backup.expiresAt);
    entries.push({ backup, phase: backupPhase(backup), atMs, expiresMs, suspicion: null, sizeNote: null });
  }
  if (!isOrdered) entries.sort(compareOldestFirst);

  const judges = new Map<string, SizeBaseline>();
  for (const entry of entries) {
    if (entry.phase !== 'completed') continue;
    const { sizeMb, type } = entry.backup;
    const judge = judges.get(type) ?? new SizeBaseline();
    judges.set(type, judge);
    const verdict = Number.isNaN(entry.atMs) ? judge.judge(sizeMb) : judge.judgeNext(sizeMb);
    entry.suspicion = verdict.suspicion;
    entry.sizeNote = verdict.note;
  }
  return entries;
}

function parseMs(iso: string | null): number {
  return iso === null ? Number.NaN : Date.parse(iso);
}

function compareOldestFirst(a: HistoryEntry, b: HistoryEntry): number {
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

/**
 * Whether the backup's date says when it was made: it is readable and at most {@link FUTURE_TOLERANCE_MS}
 * ahead. Others are copies like any other (they are there, and can be restored), but vouch for no time.
 */
export function hasCredibleDate(entry: HistoryEntry, nowMs: number): boolean {
  return entry.atMs <= nowMs + FUTURE_TOLERANCE_MS;
}

/** The good backups of one server, newest first, those without a readable date last. See {@link suspicionOf}. */
export function goodBackups(backups: readonly Backup[]): Backup[] {
  return historyOf(backups)
    .filter(isGood)
    .map(({ backup }) => backup)
    .reverse();
}
