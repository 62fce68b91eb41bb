import { type Backup, backupPhase } from '../backups/backup';
import { ERROR_STATUS, RESTORING_STATUS } from '../backups/backup-actions';
import { CREATED_GRACE_MS } from '../backups/list-memory';
import { HOUR_MS } from '../lib/time-units';
import { RESTORE_UNSEEN_MS } from './safe-restore-observe';

/**
 * What a list of the provider shows of a backup or a restore that was accepted earlier. `vanished`: the backup is not
 * in a whole list any more, so its end was not seen.
 */
export const SIGHTINGS = ['running', 'completed', 'failed', 'server_error', 'vanished'] as const;
export type Sighting = (typeof SIGHTINGS)[number];

/** An end that nobody saw for so long counts as not seen. */
export const END_UNSEEN_AFTER_MS = 24 * HOUR_MS;

/**
 * How an accepted backup stands by a list that was read `agoMs` after the provider took it; null when the list says
 * nothing about it. An unknown status is neither running nor an end.
 * @param listed the backup in that list, or undefined
 * @param isWhole whether the list must have it if it exists
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
 * How an accepted restore stands by the server's status. A server that was never seen restoring may show the time
 * before: only an error that is still there after a while counts.
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
