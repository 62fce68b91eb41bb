import { idKey } from '../../src/core/backups/backup';
import type { WaitReason } from '../../src/core/restore/restore-operation';
import { isEnded, nextAction } from '../../src/core/restore/safe-restore';
import type { SafeRestoreEvent } from '../../src/core/restore/safe-restore-events';
import type { Account } from '../audit/activity';
import type { Sent } from '../audit/write-outcome';
import type { Turn, TurnEnd } from './engine';
import { takeRecord } from './held-record';
import { type Journal, logSteps } from './journal';
import { ProviderUnreadable, readBackups, readServer } from './provider-reads';
import { recordAfter, recordWaiting } from './record';
import type { OperationStore, StoredOperation } from './store';

/** What an operation uses of its account. */
export type OperationAccount = Pick<Account, 'upstream' | 'change' | 'actors' | 'marks'>;

/** An account's token, held until it is released. */
interface Access {
  readonly account: OperationAccount;
  readonly release: () => void;
  /** The provider refused the token. */
  readonly tokenRefused: () => Promise<void>;
}

export interface TurnParts {
  readonly store: OperationStore;
  /** Null when the sign-in has ended. */
  readonly accessOf: (operation: Pick<StoredOperation, 'account' | 'session'>) => Promise<Access | null>;
  readonly journalOf: (account: string) => Journal;
  /** False with `READ_ONLY`. */
  readonly mayWrite: boolean;
  /** Whether a schedule is making a backup of the server right now, so that the operation waits. */
  readonly isInUse: (account: string, serverKey: string) => Promise<boolean>;
  /** Clock of the operations, epoch ms: the sandbox's if that is the provider. */
  readonly now: () => number;
}

/**
 * Advances an operation as far as it can go now: one read, or one write. The state announcing a write is stored before
 * it is sent, the answer after. @throws Stale, database errors
 */
export async function takeTurn(turn: Turn, parts: TurnParts): Promise<TurnEnd> {
  const { store, now } = parts;
  const { isStopping } = turn;
  const held = await takeRecord(store, turn);
  if (held === null) return 'done';
  const { change, changeAnyway, current } = held;
  const state = () => current().record.operation.state;

  /** Only the gateway that holds the operation gets past this. */
  const observe = (event: SafeRestoreEvent) => change((record) => recordAfter(record, event));
  const resume = () => observe({ type: 'resume', nowMs: now() });
  async function park(reason: WaitReason): Promise<TurnEnd> {
    await change((record) => recordWaiting(record, reason, now()));
    return 'done';
  }
  /** Stored even if a person or another gateway changed the operation meanwhile: it has already happened. */
  const answered = (event: SafeRestoreEvent, message: string | null = null) =>
    changeAnyway((record) => recordAfter(record, event, message));

  async function lookAtBackups(account: OperationAccount): Promise<void> {
    const startedAtMs = now();
    const list = await readBackups(account, state().serverId);
    await observe({ type: 'listObserved', list, startedAtMs, nowMs: now() });
  }
  async function lookAtServer(account: OperationAccount | null): Promise<void> {
    const startedAtMs = now();
    const server = account === null ? null : await readServer(account, state().serverId);
    const status = server?.status ?? null;
    await observe({ type: 'serverObserved', status, startedAtMs, nowMs: now() });
  }
  /** Announces a write. False if it must not be sent. */
  async function announce(type: 'createSent' | 'restoreSent'): Promise<boolean> {
    if (await observe({ type, nowMs: now() })) return true;
    await resume();
    return false;
  }
  const ids = () => ({
    operationId: state().isWithCopy ? current().id : null,
    requestId: current().id,
    selfGivenName: current().record.selfGivenName,
  });

  async function create(account: OperationAccount): Promise<TurnEnd> {
    const action = nextAction(state());
    if (action.kind !== 'createCopy' || !(await announce('createSent'))) return 'again';
    const { serverId, description } = action;
    const sent = await account.change({ action: 'create_backup', serverId, description }, ids());
    await answered(createEvent(sent, now()));
    return 'again';
  }
  async function restore(account: OperationAccount): Promise<TurnEnd> {
    await lookAtBackups(account);
    await lookAtServer(account);
    const action = nextAction(state());
    if (action.kind !== 'sendRestore' || isStopping() || !(await announce('restoreSent'))) return 'again';
    const { serverId, backupId } = action;
    const sent = await account.change({ action: 'restore_server', serverId, backupId }, ids());
    if (sent.ok) await answered({ type: 'restoreAnswered', nowMs: now() }, sent.message);
    else await answered({ type: 'restoreFailed', error: sent.error, nowMs: now() });
    return 'again';
  }

  async function act(access: Access | null): Promise<TurnEnd> {
    const { kind } = nextAction(state());
    if (kind === 'askPerson') return 'done';
    if (kind === 'watchServer') {
      await lookAtServer(access?.account ?? null);
      return 'later';
    }
    if (access === null) return await park('sign_in');
    const { account } = access;
    if (kind === 'findCopy' || kind === 'watchCopy') {
      const before = state().phase.kind;
      await lookAtBackups(account);
      return state().phase.kind === before ? 'later' : 'again';
    }
    if (kind === 'none') return (await resume()) ? 'again' : 'done';
    if (!parts.mayWrite) return await park('read_only');
    if (await isOfAnother(current(), account)) return await park('account');
    if (await parts.isInUse(current().account, idKey(state().serverId))) {
      await resume();
      return 'later';
    }
    if (isStopping()) return 'done';
    return kind === 'createCopy' ? await create(account) : await restore(account);
  }

  if (turn.isInterrupted || held.isTakenOver) await resume();
  const logged = await logSteps(current(), parts.journalOf(current().account));
  if (logged !== null) await change(() => logged);
  if (isEnded(state()) || state().isAwaitingPerson) return 'done';
  const access = await parts.accessOf(current());
  try {
    return await act(access);
  } catch (error) {
    if (!(error instanceof ProviderUnreadable)) throw error;
    if (error.isTokenRefused) await access?.tokenRefused();
    // It was worked on, though nothing new was learnt.
    await resume();
    return error.isTokenRefused && current().session !== null ? 'again' : 'unread';
  } finally {
    access?.release();
  }
}

/** Whether the token now belongs to another person; unknown names count as the same. */
async function isOfAnother({ record }: StoredOperation, { actors }: OperationAccount): Promise<boolean> {
  const began = record.operation.startedBy?.email ?? null;
  const email = (await actors.current())?.email ?? null;
  return began !== null && email !== null && began !== email;
}

function createEvent(sent: Sent, nowMs: number): SafeRestoreEvent {
  if (!sent.ok) return { type: 'createFailed', error: sent.error, nowMs };
  if (sent.backup === null) throw new Error('A create that succeeded names its backup.');
  return { type: 'createAnswered', backup: sent.backup, nowMs };
}
