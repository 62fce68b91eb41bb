import { RESTORING_STATUS } from '../servers/server';
import { type Backup, backupPhase } from './backup';
import { MANUAL_SLOTS } from './quota';

/** Why a backup cannot be restored; null allows it. The page explains it, the sandbox refuses with it. */
export type RestoreRefusal = 'running' | 'failed' | 'unknownStatus';

/**
 * Only a completed backup contains a whole disk; one of unknown status may not.
 * Source: Backups API document ("status").
 */
export function restoreRefusal(backup: Pick<Backup, 'status'>): RestoreRefusal | null {
  const phase = backupPhase(backup);
  if (phase === 'completed') return null;
  return phase === 'unknown' ? 'unknownStatus' : phase;
}

/** Why no manual backup can be created of a server now; null allows it. */
export type CreateRefusal = 'slotsFull' | 'serverRestoring';

/**
 * At most ten manual backups a server (Backups API document), and none during a restore, which would capture a mix of
 * two states. Every other status allows it: the provider decides.
 * @param serverStatus where the Servers API gives one
 */
export function createRefusal(conditions: {
  readonly slotsUsed: number;
  readonly serverStatus?: string | null | undefined;
}): CreateRefusal | null {
  if (conditions.slotsUsed >= MANUAL_SLOTS) return 'slotsFull';
  return conditions.serverStatus === RESTORING_STATUS ? 'serverRestoring' : null;
}
