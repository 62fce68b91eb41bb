import { MANUAL_SLOTS } from '../backups/quota';
import { RESTORING_STATUS } from './server';

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
