import { type Backup, backupPhase } from '../backups/backup';
import { CREATED_GRACE_MS } from '../backups/list-memory';
import { HOUR_MS } from '../lib/time-units';
import { ERROR_STATUS, RESTORING_STATUS } from '../servers/server';
import { RESTORE_UNSEEN_MS } from './safe-restore-observe';

/**
 * What a list shows of an accepted backup or restore. `vanished`: a complete list no longer contains the backup, so
 * its end was not seen.
 */
export const SIGHTINGS = ['running', 'completed', 'failed', 'server_error', 'vanished'] as const;
export type Sighting = (typeof SIGHTINGS)[number];

/** After this an end that was not seen counts as unseen. */
export const END_UNSEEN_AFTER_MS = 24 * HOUR_MS;

/**
 * The state of an accepted backup by a list that was read `agoMs` later; null when the list does not show it.
 * @param listed the backup in that list
 * @param isWhole whether the list contains every existing backup
 */
export function sightingOfBackup(
  listed: Pick<Backup, 'status'> | undefined,
  { isWhole, agoMs }: { readonly isWhole: boolean; readonly agoMs: number },
): Sighting | null {
  if (listed === undefined) return isWhole && agoMs > CREATED_GRACE_MS ? 'vanished' : null;
  const phase = backupPhase(listed);
  return phase === 'unknown' ? null : phase;
}

/**
 * The state of an accepted restore by the server's status. Until the server was seen restoring, its status may be
 * from before the restore: then only an error that persists counts.
 */
export function sightingOfRestore(
  status: string | null,
  { wasSeenRunning, agoMs }: { readonly wasSeenRunning: boolean; readonly agoMs: number },
): Sighting | null {
  if (status === null) return null;
  if (status === RESTORING_STATUS) return 'running';
  if (!wasSeenRunning && agoMs <= RESTORE_UNSEEN_MS) return null;
  if (status === ERROR_STATUS) return 'server_error';
  return wasSeenRunning ? 'completed' : null;
}
