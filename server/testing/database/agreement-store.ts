import * as v from 'valibot';
import type { WireServerAgreement, WireTagAgreement } from '../../../src/core/agreements/agreement';
import { noAgreement } from '../../../src/core/agreements/agreement-change';
import {
  backupMarkSchema,
  marksOf,
  noMark,
  type WireBackupMark,
  withMarks,
} from '../../../src/core/agreements/backup-mark';
import { idKey } from '../../../src/core/backups/backup';
import { NO_ACCEPTED_SIZES } from '../../../src/core/protection/protection-history';
import type { AgreementStore } from '../../agreements/store';
import type { BackupMarkStore } from '../../marks/backup-mark-store';

/** The store without a database, for tests of its callers. */
export function agreementsInMemory(): AgreementStore & { readonly marks: BackupMarkStore } {
  const backups = new Map<string, WireBackupMark>();
  const servers = new Map<string, WireServerAgreement>();
  const tags = new Map<string, WireTagAgreement>();
  return {
    async clear() {
      servers.clear();
      tags.clear();
      backups.clear();
    },
    all: async () => ({
      servers: [...servers.values()],
      tags: [...tags.values()],
      backups: [...backups.values()],
    }),
    async changeServer(id, version, change) {
      const current = servers.get(idKey(id)) ?? noAgreement(id);
      if (current.version !== version) return { kind: 'conflict', current };
      const value = change(current);
      if (value === null) return { kind: 'conflict', current };
      servers.set(idKey(id), value);
      return { kind: 'changed', value };
    },
    async changeTag(tag, version, expectation) {
      const current = tags.get(tag) ?? null;
      if ((current?.version ?? 0) !== version) return { kind: 'conflict', current };
      const value = expectation === null ? null : { tag, version: version + 1, expectation };
      if (value === null) tags.delete(tag);
      else tags.set(tag, value);
      return { kind: 'changed', value };
    },
    marks: {
      marked: async (list) => ({
        ...withMarks(list, marksOf(v.parse(v.array(backupMarkSchema), [...backups.values()]))),
        accepted: NO_ACCEPTED_SIZES,
      }),
      ofBackup: async (id) => backups.get(idKey(id)) ?? null,
      async change(id, version, change) {
        const current = backups.get(idKey(id)) ?? noMark(id);
        if (current.version !== version) return { kind: 'conflict', current };
        const value = change(current);
        backups.set(idKey(id), value);
        return { kind: 'changed', value };
      },
      forgetGone: async () => 0,
      forget: async (id) => void backups.delete(idKey(id)),
    },
  };
}
