import { type Backup, backupPhase, type Id, mapKey } from './backup';

export interface BackupTotals {
  readonly count: number;
  /** Different servers among them. */
  readonly serverCount: number;
  /** Sum of the sizes that are known, decimal megabytes. */
  readonly knownSizeMb: number;
  /** False when no size is known: then `knownSizeMb` says nothing. */
  readonly isAnySizeKnown: boolean;
  /** Completed backups without a known size (unfinished and failed ones hold nothing): while it is not 0, `knownSizeMb` is a lower bound. */
  readonly unknownSizeCount: number;
}

/** Count and size of what is shown. */
export function totals(backups: readonly Backup[]): BackupTotals {
  const servers = new Set<Id>();
  let knownSizeMb = 0;
  let isAnySizeKnown = false;
  let unknownSizeCount = 0;
  for (const backup of backups) {
    servers.add(mapKey(backup.serverId));
    if (backup.sizeMb !== null) {
      knownSizeMb += backup.sizeMb;
      isAnySizeKnown = true;
    } else if (backupPhase(backup) === 'completed') unknownSizeCount += 1;
  }
  return { count: backups.length, serverCount: servers.size, knownSizeMb, isAnySizeKnown, unknownSizeCount };
}
