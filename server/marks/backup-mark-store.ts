import {
  backupMarkSchema,
  backupMarkWire,
  marksOf,
  noMark,
  type WireBackupMark,
  withMarks,
} from '../../src/core/agreements/backup-mark';
import { type BackupList, type Id, idKey } from '../../src/core/backups/backup';
import { type AgreementScope, type Changed, createAgreementRows } from './agreement-rows';

/** Locks and notes of backups, shared by all users of an account. Rejects with database errors. */
export interface BackupMarkStore {
  /** The list with the marks of its backups. */
  marked(list: BackupList): Promise<BackupList>;
  /** Null without marks. */
  ofBackup(id: Id): Promise<WireBackupMark | null>;
  /** Applies `change` if the stored version is still `version` (0 for none). */
  change(
    id: Id,
    version: number,
    change: (before: WireBackupMark) => WireBackupMark,
  ): Promise<Changed<WireBackupMark>>;
  /** For a deleted backup. */
  forget(id: Id): Promise<void>;
}

export function createBackupMarkStore(scope: AgreementScope): BackupMarkStore {
  const rows = createAgreementRows(scope);
  return {
    marked: async (list) => withMarks(list, marksOf(await rows.all('backup', backupMarkSchema))),
    ofBackup: (id) => rows.read('backup', idKey(id), backupMarkWire),
    async change(id, version, change) {
      const key = idKey(id);
      const read = async () => (await rows.read('backup', key, backupMarkWire)) ?? noMark(id);
      const before = await read();
      if (before.version !== version) return { kind: 'conflict', current: before };
      const value = change(before);
      if (await rows.write('backup', key, value, version)) return { kind: 'changed', value };
      return { kind: 'conflict', current: await read() };
    },
    async forget(id) {
      await rows.remove('backup', idKey(id));
    },
  };
}
