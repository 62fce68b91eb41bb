import { type Backup, backupPhase, idKey } from './backup';

export interface BackupTotals {
  readonly count: number;
  readonly serverCount: number;
  /** Sum of the known sizes, decimal megabytes. */
  readonly knownSizeMb: number;
  readonly isAnySizeKnown: boolean;
  /** Completed backups of unknown size: while it is not 0, `knownSizeMb` is a lower bound. */
  readonly unknownSizeCount: number;
}

export function totals(backups: readonly Backup[]): BackupTotals {
  const sizes = backups.map(({ sizeMb }) => sizeMb).filter((sizeMb) => sizeMb !== null);
  return {
    count: backups.length,
    serverCount: new Set(backups.map(({ serverId }) => idKey(serverId))).size,
    knownSizeMb: sizes.reduce((sum, sizeMb) => sum + sizeMb, 0),
    isAnySizeKnown: sizes.length > 0,
    unknownSizeCount: backups.filter((one) => one.sizeMb === null && backupPhase(one) === 'completed').length,
  };
}
