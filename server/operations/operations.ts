import { idKey } from '../../src/core/backups/backup';
import {
  isBlocking,
  type RestoreOperation,
  type StartOperation,
} from '../../src/core/restore/restore-operation';
import { createSafeRestore, isEnded, undoOffer } from '../../src/core/restore/safe-restore';
import { safeRestoreReduce } from '../../src/core/restore/safe-restore-events';
import type { GatewayFailure } from '../http/gateway-error';
import { TOKEN_READS_ONLY } from '../http/read-only';
import { createEngine, type EnginePace, LEASE_MS } from './engine';
import { changeRecord } from './held-record';
import { OPEN } from './obstacles';
import { isUndoneBy, recordAfter, recordUndone } from './record';
import { readTarget } from './restore-target';
import type { OperationRecord, StoredOperation } from './store';
import { type OperationAccount, type TurnParts, takeTurn } from './turn';

/** The caller. */
export interface OperationCaller {
  /** Empty if the gateway has its own token. */
  readonly account: string;
  /** Null if the gateway has its own token. */
  readonly session: string | null;
  /** For the log; null without one. */
  readonly selfGivenName: string | null;
  readonly access: OperationAccount;
}

export type Asked =
  | { readonly ok: true; readonly operation: RestoreOperation; readonly isNew?: boolean }
  | { readonly ok: false; readonly failure: GatewayFailure };

export type Operations = ReturnType<typeof createOperations>;

/** Restores carried out by the gateway, and what people may do with them. Rejects with database errors. */
export function createOperations(options: EnginePace & TurnParts) {
  const { store, now } = options;
  const engine = createEngine({ ...options, takeTurn: (turn) => takeTurn(turn, options) });

  async function find(caller: OperationCaller, id: string): Promise<StoredOperation | null> {
    const found = await store.find(id);
    return found?.account === caller.account ? found : null;
  }
  /** Changes an operation of the caller's account, and continues it. */
  async function change(
    caller: OperationCaller,
    id: string,
    next: (record: OperationRecord) => OperationRecord,
  ): Promise<Asked> {
    if ((await find(caller, id)) === null) return refused(UNKNOWN);
    const changed = await changeRecord(store, id, next);
    if (changed === null) return refused(UNKNOWN);
    void engine.kick(id);
    return { ok: true, operation: changed.record.operation };
  }

  async function known(caller: OperationCaller, request: StartOperation): Promise<Asked | null> {
    const found = await store.find(request.operationId);
    if (found === null) return null;
    const { operation } = found.record;
    const isSame =
      found.account === caller.account &&
      idKey(operation.state.serverId) === idKey(request.serverId) &&
      idKey(operation.state.backupId) === idKey(request.backupId);
    return isSame ? { ok: true, operation } : refused(ID_TAKEN);
  }

  /** Known once the provider has answered the restore, or the operation waits for something else. */
  async function latest(id: string, operation: RestoreOperation, isHeard: () => boolean): Promise<Asked> {
    await engine.kick(id);
    // A refusal that the caller gets as the response need not be shown again.
    const heard = await changeRecord(store, id, (record) =>
      isHeard() && REFUSED.has(record.operation.state.phase.kind)
        ? { ...record, operation: { ...record.operation, isDismissed: true } }
        : record,
    );
    return { ok: true, operation: heard?.record.operation ?? operation, isNew: true };
  }

  async function start(
    caller: OperationCaller,
    request: StartOperation,
    isHeard: () => boolean,
  ): Promise<Asked> {
    const earlier = await known(caller, request);
    if (earlier !== null) return earlier;
    const { operationId: id, serverId, safetyBackup: isWithCopy, usualP90Ms } = request;
    const actor = await caller.access.actors.current();
    if (actor?.mayOnlyRead === true) return refused(TOKEN_READS_ONLY);
    // The same request may have arrived twice and been stored in the meantime.
    const unlessKnown = async (failure: GatewayFailure) => (await known(caller, request)) ?? refused(failure);
    if ((await store.blocking(caller.account, idKey(serverId))) !== null) return await unlessKnown(OPEN);
    const target = await readTarget(caller.access, request);
    if ('code' in target) return await unlessKnown(target);
    const { backup, name } = target;
    const input = { operationId: id, backup, serverName: name, usualP90Ms, isWithCopy };
    const state = safeRestoreReduce(createSafeRestore(input, now()), { type: 'start', nowMs: now() });
    const operation: RestoreOperation = {
      state,
      backup,
      startedBy: actor && { email: actor.email, tokenName: actor.tokenName },
      startedAt: new Date(now()).toISOString(),
      waitsFor: null,
      message: null,
      isDismissed: false,
    };
    const { account, session, selfGivenName } = caller;
    const record: OperationRecord = { operation, selfGivenName, isLogged: false, noted: [], unlogged: [] };
    if (!(await store.add({ id, account, session, record }, LEASE_MS))) {
      return await unlessKnown(OPEN);
    }
    for (const other of await store.shown(account)) {
      if (!isUndoneBy(other.record, request.backupId)) continue;
      await changeRecord(store, other.id, recordUndone);
      // Its step is logged before the response.
      await engine.kick(other.id);
    }
    if (!isWithCopy) return await latest(id, operation, isHeard);
    void engine.kick(id);
    return { ok: true, operation, isNew: true };
  }

  return {
    /** An account's operations that are not dismissed, oldest first. */
    async list({ account }: Pick<OperationCaller, 'account'>): Promise<readonly RestoreOperation[]> {
      return (await store.shown(account)).map(({ record }) => record.operation);
    },
    async one(caller: OperationCaller, id: string): Promise<Asked> {
      const found = await find(caller, id);
      return found === null ? refused(UNKNOWN) : { ok: true, operation: found.record.operation };
    },
    /**
     * Starts a restore; repeating the same request starts nothing new. Without a safety backup it responds when the
     * provider has. @param isHeard whether the caller still waits for the response
     */
    start,
    /** Stops before the next write, or stops watching a restore that was accepted. */
    stop: (caller: OperationCaller, id: string) =>
      change(caller, id, (record) => recordAfter(record, { type: 'drop', nowMs: now() })),
    /** Continues, with the caller's token. */
    async goOn(caller: OperationCaller, id: string): Promise<Asked> {
      if ((await find(caller, id)) === null) return refused(UNKNOWN);
      const actor = await caller.access.actors.current();
      if (actor?.mayOnlyRead === true) return refused(TOKEN_READS_ONLY);
      await store.rebind(id, caller.session);
      return await change(caller, id, (record) => {
        const next = recordAfter(record, { type: 'goOn', nowMs: now() });
        const startedBy = actor && { email: actor.email, tokenName: actor.tokenName };
        if (next === record) return record;
        const { selfGivenName } = caller;
        return { ...next, selfGivenName, operation: { ...next.operation, startedBy } };
      });
    },
    /** Restores the safety backup of an ended operation. */
    async undo(
      caller: OperationCaller,
      id: string,
      request: Pick<StartOperation, 'operationId' | 'safetyBackup'>,
      isHeard: () => boolean,
    ): Promise<Asked> {
      const found = await find(caller, id);
      if (found === null) return refused(UNKNOWN);
      const { state } = found.record.operation;
      const copyId = undoOffer(state);
      if (copyId === null) return refused(NOTHING_TO_UNDO);
      const { serverId } = state;
      const target = { kind: 'safe_restore', serverId, backupId: copyId, usualP90Ms: null } as const;
      return await start(caller, { ...target, ...request }, isHeard);
    },
    /** Dismisses an ended operation on every page. An unknown outcome counts as settled then. */
    async dismiss(caller: OperationCaller, id: string): Promise<Asked> {
      const found = await find(caller, id);
      if (found !== null && !isEnded(found.record.operation.state)) return refused(OPEN);
      return await change(caller, id, (record) => {
        const settled = isBlocking(record.operation)
          ? recordAfter(record, { type: 'drop', nowMs: now() })
          : record;
        return { ...settled, operation: { ...settled.operation, isDismissed: true } };
      });
    },
    begin: engine.start,
    lookNow: engine.lookNow,
    stopAll: engine.stop,
  };
}

const REFUSED: ReadonlySet<string> = new Set(['refused', 'restoreRefused']);

function refused(failure: GatewayFailure): Asked {
  return { ok: false, failure };
}

const UNKNOWN: GatewayFailure = {
  code: 'operation_unknown',
  detail: 'This account has no operation with this id.',
};
const ID_TAKEN: GatewayFailure = {
  code: 'operation_exists',
  detail: 'This operation id already belongs to another restore.',
};

const NOTHING_TO_UNDO: GatewayFailure = {
  code: 'operation_settled',
  detail: 'This operation has no safety backup to go back to. Nothing was sent.',
};
