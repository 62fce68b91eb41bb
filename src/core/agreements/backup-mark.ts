import * as v from 'valibot';
import { type Backup, type BackupList, type BackupMark, type Id, idKey } from '../backups/backup';
import { idSchema, isoSchema } from '../contract/schema';
import type { AgreementAction } from '../contract/schema-activity';
import { fromWire } from '../contract/wire-case';
import { noteWire, saidBy } from './agreement-words';

/** The lock and note of one backup. `version` counts changes, for optimistic concurrency. */
export const backupMarkWire = v.object({
  backup_id: idSchema,
  version: v.number(),
  note: v.nullable(noteWire),
  /** Locked in this dashboard. */
  kept: v.nullable(v.object(saidBy)),
  /** The stored mark can't be read. It counts as locked until somebody sets it again. */
  is_damaged: v.optional(v.literal(true)),
  /** Since when whole lists have not had the backup. */
  gone_since: v.optional(isoSchema),
});
export const backupMarkSchema = fromWire(backupMarkWire);
export type WireBackupMark = v.InferOutput<typeof backupMarkWire>;

/** `POST /api/agreements/backups/{id}`: a change to the version that the person saw; 0 if there was none. */
export const backupMarkRequestWire = v.object({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  is_kept: v.boolean(),
  note: v.nullable(noteWire),
});
type WireBackupMarkRequest = v.InferOutput<typeof backupMarkRequestWire>;

export function noMark(id: Id): WireBackupMark {
  return { backup_id: id, version: 0, note: null, kept: null };
}

/** What a mark that can't be read counts as: it may have been a lock. @param version as stored beside it */
export function damagedMark(id: Id, version: number): WireBackupMark {
  const kept = { at: new Date(0).toISOString(), by: null };
  return { backup_id: id, version, note: null, kept, is_damaged: true };
}

/** A backup that is already locked keeps the name of the person who locked it. */
export function changedMark(
  { is_damaged, gone_since: _gone, ...before }: WireBackupMark,
  { is_kept, note }: Pick<WireBackupMarkRequest, 'is_kept' | 'note'>,
  said: NonNullable<WireBackupMark['kept']>,
): WireBackupMark {
  const earlier = is_damaged ? null : before.kept;
  return { ...before, version: before.version + 1, note, kept: is_kept ? (earlier ?? said) : null };
}

/** The action of the log entry; the lock takes precedence over the note. */
export function markAction(
  before: WireBackupMark,
  { is_kept }: Pick<WireBackupMarkRequest, 'is_kept'>,
): AgreementAction {
  if (is_kept === (before.kept !== null)) return 'set_backup_note';
  return is_kept ? 'keep_backup' : 'release_backup';
}

/** By `idKey` of the backup. */
export type BackupMarks = ReadonlyMap<string, BackupMark>;

export function marksOf(marks: readonly v.InferOutput<typeof backupMarkSchema>[]): BackupMarks {
  return new Map(marks.map(({ backupId, ...mark }) => [idKey(backupId), mark]));
}

/** The list with its backups' marks. Rows and lists without a change keep their identity. */
export function withMarks(list: BackupList, marks: BackupMarks): BackupList {
  let isChanged = false;
  const backups = list.backups.map((backup) => {
    const mark = marks.get(idKey(backup.id));
    if (isSameMark(backup.mark, mark)) return backup;
    isChanged = true;
    return { ...backup, mark };
  });
  return isChanged ? { ...list, backups } : list;
}

function isSameMark(a: Backup['mark'], b: Backup['mark']): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
