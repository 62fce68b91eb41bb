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
import { type Backup, type BackupList, type Id, idKey } from '../../src/core/backups/backup';
import { DAY_MS } from '../../src/core/lib/time-units';
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
  /**
   * Notes which marks have no backup any more, and forgets those that had none for {@link GONE_FOR_MS}; a backup that is
   * listed again keeps its mark. @param backups all of the account, from a whole list @returns how many were forgotten
   */
  forgetGone(backups: readonly Pick<Backup, 'id'>[], nowMs: number): Promise<number>;
}

/** Time to notice a provider's mistake, or a token of another account. */
const GONE_FOR_MS = 30 * DAY_MS;

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
    async forgetGone(backups, nowMs) {
      // No backup at all is more likely a mistake.
      if (backups.length === 0) return 0;
      const listed = new Set(backups.map(({ id }) => idKey(id)));
      let count = 0;
      // A damaged one may be a lock, and stays.
      for (const { gone_since: goneSince, ...mark } of await rows.all('backup', backupMarkWire)) {
        const { version } = mark;
        const key = idKey(mark.backup_id);
        if (listed.has(key)) {
          if (goneSince !== undefined) await rows.write('backup', key, mark, version);
        } else if (goneSince === undefined) {
          await rows.write('backup', key, { ...mark, gone_since: new Date(nowMs).toISOString() }, version);
        } else if (nowMs - Date.parse(goneSince) >= GONE_FOR_MS) {
          if (await rows.remove('backup', key, version)) count += 1;
        }
      }
      return count;
    },
  };
}
