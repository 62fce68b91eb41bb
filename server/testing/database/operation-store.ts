import { idKey } from '../../../src/core/backups/backup';
import { isBlocking } from '../../../src/core/restore/restore-operation';
import { isEnded } from '../../../src/core/restore/safe-restore';
import type { OperationStore, StoredOperation } from '../../operations/store';

/** The store of one gateway without a database, for tests of what stands before it. */
export function operationsInMemory(): OperationStore {
  const rows = new Map<string, StoredOperation>();
  const all = () => [...rows.values()];
  const blockingOf = (account: string, serverKey: string) =>
    all().find(
      ({ account: of, record: { operation } }) =>
        of === account && idKey(operation.state.serverId) === serverKey && isBlocking(operation),
    )?.id ?? null;
  return {
    async add(operation) {
      const serverKey = idKey(operation.record.operation.state.serverId);
      if (rows.has(operation.id) || blockingOf(operation.account, serverKey) !== null) return false;
      rows.set(operation.id, { ...operation, version: 1 });
      return true;
    },
    find: async (id) => rows.get(id) ?? null,
    shown: async (account) =>
      all().filter((row) => row.account === account && !row.record.operation.isDismissed),
    latest: async () => [],
    blocking: async (account, serverKey) => blockingOf(account, serverKey),
    due: async () =>
      all()
        .filter(({ record: { operation } }) => !isEnded(operation.state))
        .map(({ id }) => id),
    async claim(id) {
      const row = rows.get(id);
      return row === undefined ? null : { ...row, isTakenOver: false, idleMs: 0 };
    },
    async save(before, next) {
      if (rows.get(before.id)?.version !== before.version) return false;
      rows.set(before.id, { ...before, version: before.version + 1, record: next });
      return true;
    },
    async rebind(id, session) {
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, session });
    },
    extend: async () => {},
    forgetEarlierRun: async () => {},
    forgetSettled: async () => {},
    clear: async () => rows.clear(),
    release: async () => {},
  };
}
