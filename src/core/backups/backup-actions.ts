import { type Backup, backupPhase } from './backup';

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
