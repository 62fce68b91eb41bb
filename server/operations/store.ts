import * as v from 'valibot';
import { idKey } from '../../src/core/backups/backup';
import { OPERATION_STEPS } from '../../src/core/contract/schema-activity';
import { notedStepSchema } from '../../src/core/restore/operation-steps';
import { isBlocking, restoreOperationSchema } from '../../src/core/restore/restore-operation';
import { isEnded } from '../../src/core/restore/safe-restore';
import {
  createRecordStore,
  type RecordKind,
  type RecordStore,
  type RecordStoreOptions,
  type Stored,
} from './record-store';

const recordSchema = v.object({
  operation: restoreOperationSchema,
  /** The self-given name of the person who started or continued it, for its writes in the log. */
  selfGivenName: v.optional(v.nullable(v.string()), null),
  /** Whether the operation itself is in the activity log. */
  isLogged: v.boolean(),
  noted: v.array(v.picklist(OPERATION_STEPS)),
  /** Steps not in the activity log yet, oldest first. */
  unlogged: v.array(notedStepSchema),
});
/** The stored form of an operation, as JSON. */
export type OperationRecord = Readonly<v.InferOutput<typeof recordSchema>>;
export type StoredOperation = Stored<OperationRecord>;
/** The restores of one provider. */
export type OperationStore = RecordStore<OperationRecord>;

const RESTORES: RecordKind<OperationRecord> = {
  kind: 'safe_restore',
  schema: recordSchema,
  factsOf({ operation, unlogged }) {
    const { state } = operation;
    return {
      subjectKey: idKey(state.serverId),
      isDue: unlogged.length > 0 || (!isEnded(state) && !state.isAwaitingPerson),
      isBlocking: isBlocking(operation),
      isDismissed: operation.isDismissed,
    };
  },
};

export function createOperationStore(options: RecordStoreOptions): OperationStore {
  const store = createRecordStore(options, RESTORES);
  return {
    ...store,
    /** Oldest first. */
    async shown(account) {
      const shown = await store.shown(account);
      return [...shown].sort((a, b) => Date.parse(startOf(a)) - Date.parse(startOf(b)));
    },
  };
}

function startOf({ record }: StoredOperation): string {
  return record.operation.startedAt;
}
