import { type Backup, backupPhase } from './backup';
import { MANUAL_SLOTS } from './quota';

/** Why a backup cannot be restored; the page explains it, the sandbox refuses with it. */
export type RestoreRefusal = 'running' | 'failed' | 'unknownStatus';

/**
 * Only a completed backup holds a whole disk. An unknown status may mean half a one, so it is refused as well.
 * Null means allowed. Source: Backups API document ("status") and the product's rule for unknown statuses.
 */
export function restoreRefusal(backup: Pick<Backup, 'status'>): RestoreRefusal | null {
  switch (backupPhase(backup)) {
    case 'completed':
      return null;
    case 'running':
      return 'running';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unknownStatus';
  }
}

/** Why no manual backup can be made of a server now. */
export type CreateRefusal = 'slotsFull' | 'serverRestoring';

export interface CreateConditions {
  /** Of the server concerned, see `slotsUsed`. */
  readonly slotsUsed: number;
  /** The server's status where the Servers API tells it. */
  readonly serverStatus?: string | null | undefined;
}

/** The status that a server shows while its disk is being overwritten. */
export const RESTORING_STATUS = 'restoring';
/** The status of a server that does not work, such as after a restore that failed. */
export const ERROR_STATUS = 'error';

/**
 * Null means allowed. At most ten manual backups a server (Backups API document). While a restore overwrites
 * the disk a backup would record something between two states. Any other status, known or not, allows it:
 * the provider has the last word.
 */
export function createRefusal(conditions: CreateConditions): CreateRefusal | null {
  if (conditions.slotsUsed >= MANUAL_SLOTS) return 'slotsFull';
  if (conditions.serverStatus === RESTORING_STATUS) return 'serverRestoring';
  return null;
}
