import { type Backup, backupPhase, type Id, idKey, isSameId } from '../backups/backup';
import { isKept } from '../backups/keep-mark';
import { compareNewestFirst } from '../backups/order';
import { once } from '../lib/once';
import type { AcceptedSizes } from '../protection/protection-history';
import { suspicionsIn } from '../protection/suspicions';
import { isSafetyBackup } from '../restore/safety-backup';
import type { KeepRule, ScheduleDraft } from './schedule';
import { scheduleMarkOf } from './schedule-mark';

export const KEEP_RULES = ['newest', 'daily', 'weekly', 'monthly'] as const satisfies (keyof KeepRule)[];

/**
 * Why rotation leaves a backup alone. `other`: a person, the provider or another schedule made it. `foreign`: it has the
 * mark, but this dashboard did not make it. `suspicious`: it counts for no rule, and stays until enough good ones are newer.
 */
export const UNTOUCHED = [
  'other',
  'foreign',
  'keep',
  'safety',
  'running',
  'unknown',
  'undated',
  'suspicious',
] as const;

export type RotationVerdict =
  | {
      readonly kind: 'kept';
      readonly rule: (typeof KEEP_RULES)[number];
      /** 1 is the newest that the rule keeps. */
      readonly place: number;
      readonly of: number;
    }
  | { readonly kind: 'goes' }
  | { readonly kind: 'untouched'; readonly why: (typeof UNTOUCHED)[number] };

export interface RotationInput {
  readonly schedule: Pick<ScheduleDraft, 'keep' | 'zone'> & { readonly id: string };
  readonly serverId: Id;
  /** All backups of the server, from a whole list. */
  readonly backups: readonly Backup[];
  /** `idKey` of the backups that this schedule is known to have made. */
  readonly made: ReadonlySet<string>;
  /** As every screen judges sizes: otherwise a backup that people accepted would count for no rule. */
  readonly accepted: AcceptedSizes;
  /** When a further good backup will be made; left out for what is deleted now. */
  readonly upcomingMs?: number;
}

export interface JudgedCopy {
  readonly backup: Backup;
  readonly verdict: RotationVerdict;
}

/**
 * What rotation does with each manual backup of a server, newest first. Rules apply from the newest to the oldest: a
 * backup is kept while the newest good ones are not complete, then where it is the newest of a day, a week or a month
 * that no newer one stands for.
 */
export function rotation({
  schedule,
  serverId,
  backups,
  made,
  accepted,
  upcomingMs,
}: RotationInput): readonly JudgedCopy[] {
  const { id, keep, zone } = schedule;
  const suspicions = suspicionsIn(backups, accepted);
  const counts = { newest: 0, daily: 0, weekly: 0, monthly: 0 };
  const stoodFor = { daily: new Set<string>(), weekly: new Set<string>(), monthly: new Set<string>() };

  function keepBy(atMs: number): RotationVerdict {
    const periods = once(() => periodsOf(atMs, zone));
    for (const rule of KEEP_RULES) {
      if (counts[rule] >= keep[rule]) continue;
      if (rule !== 'newest' && stoodFor[rule].has(periods()[rule])) continue;
      counts[rule] += 1;
      for (const each of ['daily', 'weekly', 'monthly'] as const) {
        if (keep[each] > 0) stoodFor[each].add(periods()[each]);
      }
      return { kind: 'kept', rule, place: counts[rule], of: keep[rule] };
    }
    return { kind: 'goes' };
  }

  const untouched = (why: (typeof UNTOUCHED)[number]): RotationVerdict => ({ kind: 'untouched', why });
  function verdictOf(backup: Backup): RotationVerdict {
    if (scheduleMarkOf(backup)?.scheduleId !== id) return untouched('other');
    if (!made.has(idKey(backup.id))) return untouched('foreign');
    if (isKept(backup)) return untouched('keep');
    if (isSafetyBackup(backup)) return untouched('safety');
    const phase = backupPhase(backup);
    if (phase === 'running' || phase === 'unknown') return untouched(phase);
    if (phase === 'failed') return { kind: 'goes' };
    if (backup.createdAt === null) return untouched('undated');
    if (suspicions.of(backup) === null) return keepBy(Date.parse(backup.createdAt));
    return counts.newest < keep.newest ? untouched('suspicious') : { kind: 'goes' };
  }

  if (upcomingMs !== undefined) keepBy(upcomingMs);
  return backups
    .filter((backup) => backup.type === 'manual' && isSameId(backup.serverId, serverId))
    .sort(compareNewestFirst)
    .map((backup) => ({ backup, verdict: verdictOf(backup) }));
}

/** The backups to delete, failed ones first, then the oldest. */
export function goingIn(judged: readonly JudgedCopy[]): readonly Backup[] {
  const going = judged.filter(({ verdict }) => verdict.kind === 'goes').map(({ backup }) => backup);
  const isFailed = (backup: Backup) => backupPhase(backup) === 'failed';
  return [...going.filter(isFailed), ...going.filter((backup) => !isFailed(backup)).reverse()];
}

/**
 * The schedule's own backup that makes room for the next one: a failed one, else the oldest that is not the only good
 * backup of the server. Null when there is none.
 */
export function roomIn(input: RotationInput): Backup | null {
  const suspicions = suspicionsIn(input.backups, input.accepted);
  const good = input.backups.filter(
    (backup) =>
      isSameId(backup.serverId, input.serverId) &&
      backupPhase(backup) === 'completed' &&
      suspicions.of(backup) === null,
  );
  const own = rotation(input).filter(
    ({ verdict }) => verdict.kind !== 'untouched' || verdict.why === 'suspicious',
  );
  const failed = own.findLast(({ backup }) => backupPhase(backup) === 'failed');
  if (failed !== undefined) return failed.backup;
  const oldest = own.findLast(({ backup }) => good.some(({ id }) => !isSameId(id, backup.id)));
  return oldest?.backup ?? null;
}

interface Periods {
  readonly daily: string;
  readonly weekly: string;
  readonly monthly: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day, ISO week (by its Monday) and month of a moment in a zone. */
function periodsOf(atMs: number, zone: string): Periods {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, format);
  }
  const daily = format.format(atMs);
  const monday = new Date(`${daily}T00:00:00Z`);
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  return { daily, weekly: monday.toISOString().slice(0, 10), monthly: daily.slice(0, 7) };
}
