import { idKey } from '../../src/core/backups/backup';
import type { OperationStep, WireEntry, WireStep, WireWrite } from '../../src/core/contract/schema-activity';
import { DAY_MS } from '../../src/core/lib/time-units';
import type { Write } from '../provider/forward-table';
import type { Actor } from './actor';

/* A safe restore in the log. Its steps only explain; whether anything was restored follows from the writes that the
   gateway sent. */

export interface OperationFacts {
  readonly serverKey: string | null;
  readonly backupKey: string | null;
  readonly ageMs: number;
  /** Null if the provider did not say. */
  readonly begunBy: Pick<Actor, 'email' | 'tokenName'>;
  readonly steps: readonly string[];
  /** Actions of its writes so far. */
  readonly writes: readonly string[];
}

/** Steps after which nothing more is sent. */
const LAST_STEPS: ReadonlySet<string> = new Set<OperationStep>([
  'safety_copy_failed',
  'safety_copy_vanished',
  'safety_copy_timed_out',
  'restore_finished',
  'restore_accepted',
  'restore_failed',
  'restore_unknown',
  'dropped',
  'undone',
]);

/** A write under an older one would be listed where nobody looks. */
const OPEN_FOR_MS = 7 * DAY_MS;

/** Whether somebody else started it: an account can have several tokens. Unknown names count as equal. */
function isOfAnother({ begunBy }: OperationFacts, actor: Actor | null): boolean {
  const differs = (one: string | null, other: string | null) =>
    one !== null && other !== null && one !== other;
  return (
    actor !== null && (differs(begunBy.email, actor.email) || differs(begunBy.tokenName, actor.tokenName))
  );
}

/**
 * Whether a write is part of the operation that it is sent for: the safety backup or the restore, of the operation's
 * server, by the same actor, once each and while it is open. Other writes are entries of their own.
 */
export function joinsOperation(write: Write, operation: OperationFacts | null, actor: Actor | null): boolean {
  if (operation === null || isOfAnother(operation, actor)) return false;
  if (operation.ageMs > OPEN_FOR_MS) return false;
  if (write.action === 'delete_backup' || write.serverId === null) return false;
  if (idKey(write.serverId) !== operation.serverKey) return false;
  if (write.action === 'restore_server' && idKey(write.backupId) !== operation.backupKey) return false;
  if (operation.writes.includes(write.action) || operation.writes.includes('restore_server')) return false;
  return !operation.steps.some((step) => LAST_STEPS.has(step));
}

type OperationEnd = Pick<
  WireEntry,
  'outcome' | 'reason' | 'detail' | 'duration_ms' | 'accepted_at' | 'ended_at'
>;

/**
 * The end of a safe restore: that of its restore, or, when none was sent, the reason from the steps.
 * @param writes oldest first
 */
export function operationEnd(writes: readonly WireWrite[], steps: readonly WireStep[]): OperationEnd {
  const restores = writes.filter(({ action }) => action === 'restore_server');
  // Older versions accepted several; one that may have been carried out counts.
  const restore =
    restores.findLast(({ outcome }) => outcome !== 'refused' && outcome !== 'failed') ?? restores.at(-1);
  return restore === undefined ? endWithoutRestore(writes, steps) : endOfRestore(restore);
}

function endOfRestore(restore: WireWrite): OperationEnd {
  const { outcome, detail, duration_ms, accepted_at, ended_at } = restore;
  const end = { detail, duration_ms, accepted_at, ended_at };
  if (outcome === 'refused' || outcome === 'failed') {
    return { ...end, outcome: 'failed', reason: 'restore_failed' };
  }
  return { ...end, outcome, reason: outcome === 'unknown' ? 'restore_unknown' : null };
}

function endWithoutRestore(writes: readonly WireWrite[], steps: readonly WireStep[]): OperationEnd {
  const none = { detail: null, duration_ms: null, accepted_at: null, ended_at: null };
  const last = steps.findLast(({ step }) => LAST_STEPS.has(step));
  if (last !== undefined) {
    const end = { ...none, detail: last.detail, ended_at: last.time };
    switch (last.step) {
      case 'dropped':
        return { ...end, outcome: 'refused', reason: last.step };
      case 'safety_copy_failed':
      case 'safety_copy_vanished':
      case 'safety_copy_timed_out':
      case 'restore_failed':
        return { ...end, outcome: 'failed', reason: last.step };
      default:
        // Reported as sent, while the log has no such restore.
        return { ...end, outcome: 'unknown', reason: 'restore_unknown' };
    }
  }
  const create = writes.findLast(({ action }) => action === 'create_backup');
  if (create?.outcome === 'refused' || create?.outcome === 'failed') {
    const { detail, ended_at } = create;
    return { ...none, outcome: 'failed', reason: 'safety_copy_failed', detail, ended_at };
  }
  return { ...none, outcome: 'pending', reason: null };
}
