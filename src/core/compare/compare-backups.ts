import { type Backup, type BackupPhase, backupPhase, expiryOf, isSameId } from '../backups/backup';
import { isKept } from '../backups/keep-mark';
import { scheduleNameOf } from '../backups/schedule-name';
import type { JudgedServer } from '../fleet/fleet';
import { type AcceptedSizes, NO_ACCEPTED_SIZES } from '../protection/protection-history';
import type { Suspicion } from '../protection/size-baseline';
import { type RestoreLoss, restoreLoss } from '../restore/restore-loss';
import type { Pair } from './comparison';
import {
  type Compared,
  comparedEnds,
  comparedTimes,
  durationApart,
  higher,
  NEAR_MS,
  neutral,
  sameOrOther,
  sizeApart,
  UNKNOWN,
} from './difference';

/** The compared facts of a backup. */
export interface BackupFacts {
  readonly backup: Backup;
  readonly phase: BackupPhase;
  readonly suspicion: Suspicion | null;
  /** What a restore now would overwrite; null if it can't be restored. */
  readonly loss: RestoreLoss | null;
  readonly isKept: boolean;
  /** How long it took, ms; null if not observed. */
  readonly tookMs: number | null;
}

/** @param tookMs how long it took, if known */
export function backupFacts(
  backup: Backup,
  { key, history, backups, agreement }: Pick<JudgedServer, 'key' | 'history' | 'backups' | 'agreement'>,
  nowMs: number,
  tookMs: number | null,
): BackupFacts {
  const phase = backupPhase(backup);
  const accepted: AcceptedSizes = agreement === null ? NO_ACCEPTED_SIZES : new Map([[key, agreement]]);
  return {
    backup,
    phase,
    suspicion: history.find((entry) => isSameId(entry.backup.id, backup.id))?.suspicion ?? null,
    loss: phase === 'completed' ? restoreLoss(backup, backups, nowMs, accepted) : null,
    isKept: isKept(backup),
    tookMs,
  };
}

/** In the order of the page. */
export const BACKUP_FACTS = [
  'status',
  'created',
  'loss',
  'size',
  'type',
  'took',
  'expires',
  'kept',
  'description',
  'note',
] as const;
export type BackupFact = (typeof BACKUP_FACTS)[number];

/** What differs between two backups of one server, and which is the better one to restore. */
export function compareBackups([a, b]: Pair<BackupFacts>): Readonly<Record<BackupFact, Compared>> {
  const both = <T>(of: (facts: BackupFacts) => T): Pair<T> => [of(a), of(b)];
  const isSame = <T>(of: (facts: BackupFacts) => T) => of(a) === of(b);
  const better = higher(both(rankOf));
  return {
    status: {
      ...sameOrOther(better === null && isSame(({ backup }) => backup.status)),
      better,
    },
    created: timesApart(both(({ backup }) => createdMs(backup))),
    loss: comparedLosses(both(({ loss }) => loss)),
    size: neutral(sizeApart(both(({ backup }) => backup.sizeMb))),
    type: sameOrOther(isSame(({ backup }) => backup.type) && isSame(({ backup }) => scheduleNameOf(backup))),
    took: timesApart(both(({ tookMs }) => tookMs)),
    expires: comparedEnds(both(({ backup }) => expiryOf(backup))),
    kept: sameOrOther(isSame((facts) => facts.isKept)),
    description: sameOrOther(isSame(({ backup }) => backup.description)),
    note: sameOrOther(isSame(({ backup }) => backup.mark?.note ?? null)),
  };
}

/** Good first, then suspicious, then what cannot be restored (yet). */
function rankOf({ phase, suspicion }: BackupFacts): number {
  if (phase !== 'completed') return 0;
  return suspicion === null ? 2 : 1;
}

function createdMs({ createdAt }: Backup): number | null {
  return createdAt === null ? null : Date.parse(createdAt);
}

/** If only one can be restored, the status says which is better. */
function comparedLosses([a, b]: Pair<RestoreLoss | null>): Compared {
  if (a === null || b === null) return sameOrOther(a === b);
  return comparedTimes([a.lostMs ?? Number.NaN, b.lostMs ?? Number.NaN], false, NEAR_MS);
}

function timesApart([a, b]: Pair<number | null>): Compared {
  return a === null || b === null ? UNKNOWN : neutral(durationApart([a, b]));
}
