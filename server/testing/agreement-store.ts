import type { WireServerAgreement, WireTagAgreement } from '../../src/core/agreements/agreement';
import { noAgreement } from '../../src/core/agreements/agreement-change';
import { idKey } from '../../src/core/backups/backup';
import type { AgreementStore } from '../agreements/store';

/** The store without a database, for tests of what stands before it. */
export function agreementsInMemory(): AgreementStore {
  const servers = new Map<string, WireServerAgreement>();
  const tags = new Map<string, WireTagAgreement>();
  return {
    all: async () => ({ servers: [...servers.values()], tags: [...tags.values()] }),
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
  };
}
