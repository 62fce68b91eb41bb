import {
  serverAgreementWire,
  tagAgreementWire,
  type WireAgreements,
  type WireServerAgreement,
  type WireTagAgreement,
} from '../../src/core/agreements/agreement';
import { noAgreement } from '../../src/core/agreements/agreement-change';
import { backupMarkWire, damagedMark } from '../../src/core/agreements/backup-mark';
import { type Id, idKey } from '../../src/core/backups/backup';
import { type AgreementScope, type Changed, createAgreementRows } from '../marks/agreement-rows';

/** The agreements of an account, shared by all its users. */
export interface AgreementStore {
  /** Deletes everything. */
  clear(): Promise<void>;
  all(): Promise<WireAgreements>;
  /** Applies `change` if the stored version is still `version` (0 for none). `change` may refuse by returning null. */
  changeServer(
    id: Id,
    version: number,
    change: (before: WireServerAgreement) => WireServerAgreement | null,
  ): Promise<Changed<WireServerAgreement>>;
  /** Null removes it. */
  changeTag(
    tag: string,
    version: number,
    expectation: WireTagAgreement['expectation'] | null,
  ): Promise<Changed<WireTagAgreement | null>>;
}

export function createAgreementStore(scope: AgreementScope): AgreementStore {
  const rows = createAgreementRows(scope);
  return {
    clear: rows.clear,
    async all() {
      return {
        servers: await rows.all('server', serverAgreementWire),
        tags: await rows.all('tag', tagAgreementWire),
        backups: await rows.all('backup', backupMarkWire, damagedMark),
      };
    },
    async changeServer(id, version, change) {
      const key = idKey(id);
      const read = async () => (await rows.read('server', key, serverAgreementWire)) ?? noAgreement(id);
      const before = await read();
      if (before.version !== version) return { kind: 'conflict', current: before };
      const value = change(before);
      if (value === null) return { kind: 'conflict', current: before };
      if (await rows.write('server', key, value, version)) return { kind: 'changed', value };
      return { kind: 'conflict', current: await read() };
    },
    async changeTag(tag, version, expectation) {
      const read = () => rows.read('tag', tag, tagAgreementWire);
      const before = await read();
      if ((before?.version ?? 0) !== version) return { kind: 'conflict', current: before };
      if (expectation === null) {
        const isRemoved = version === 0 || (await rows.remove('tag', tag, version));
        if (isRemoved) return { kind: 'changed', value: null };
      } else {
        const value = { tag, version: version + 1, expectation };
        if (await rows.write('tag', tag, value, version)) return { kind: 'changed', value };
      }
      return { kind: 'conflict', current: await read() };
    },
  };
}
