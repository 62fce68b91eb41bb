import * as v from 'valibot';
import { serverAgreementWire } from '../../src/core/agreements/agreement';
import {
  backupMarkSchema,
  backupMarkWire,
  damagedMark,
  marksOf,
  noMark,
  type WireBackupMark,
  withMarks,
} from '../../src/core/agreements/backup-mark';
import { type BackupList, type Id, idKey } from '../../src/core/backups/backup';
import type { AcceptedSizes } from '../../src/core/protection/protection-history';
import { type AgreementScope, type Changed, createAgreementRows } from './agreement-rows';

/** A list with what people said about its backups. */
export interface MarkedList extends BackupList {
  readonly accepted: AcceptedSizes;
}

/** Locks and notes of backups, shared by all users of an account. Rejects with database errors. */
export interface BackupMarkStore {
  /** The list with the marks of its backups, and the accepted sizes of its servers. */
  marked(list: BackupList): Promise<MarkedList>;
  /** Null without marks. One that can't be read counts as locked. */
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

/** @param onDamaged reports a row that can't be read, once each; by `idKey` of its backup */
export function createBackupMarkStore(
  scope: AgreementScope,
  onDamaged: (key: string) => void,
): BackupMarkStore {
  const rows = createAgreementRows(scope);
  const reported = new Set<string>();
  const damaged = (key: string, version: number): WireBackupMark => {
    if (!reported.has(key)) onDamaged(key);
    reported.add(key);
    return damagedMark(key, version);
  };
  const read = (id: Id) => rows.read('backup', idKey(id), backupMarkWire, damaged);
  return {
    async marked(list) {
      const [marks, agreements] = await Promise.all([
        rows.all('backup', backupMarkWire, damaged),
        rows.all('server', serverAgreementWire),
      ]);
      const accepted = new Map(
        agreements.map((one) => [idKey(one.server_id), { acceptedBackupId: one.accepted_backup_id }]),
      );
      return { ...withMarks(list, marksOf(v.parse(v.array(backupMarkSchema), marks))), accepted };
    },
    ofBackup: read,
    async change(id, version, change) {
      const before = (await read(id)) ?? noMark(id);
      if (before.version !== version) return { kind: 'conflict', current: before };
      const value = change(before);
      if (await rows.write('backup', idKey(id), value, version)) return { kind: 'changed', value };
      return { kind: 'conflict', current: (await read(id)) ?? noMark(id) };
    },
    async forget(id) {
      await rows.remove('backup', idKey(id));
    },
  };
}
