import type { Backup } from '../backups/backup';
import { compareNewestFirst } from '../backups/order';
import { countBy } from '../lib/count-by';
import { DAY_MS } from '../lib/time-units';
import { type History, isGood } from '../protection/protection-history';
import type { Reason } from '../protection/protection-reasons';
import { PROTECTION_ORDER, type ProtectionState } from '../protection/protection-state';
import { isInError } from '../servers/server';
import { errorsFirst, type JudgedServer, needsAttention, worstFirst } from './fleet';

/** The Overview in figures. Servers that are gone are not judged, but their backups count like any other. */
export interface FleetSummary {
  /** Without those that are gone; with those that are not watched. */
  readonly serverCount: number;
  readonly goneCount: number;
  /** Watched servers, acknowledged or not. */
  readonly byState: Readonly<Record<ProtectionState, number>>;
  /** Includes servers that are in error themselves. */
  readonly needsAttentionCount: number;
  /** Servers with trouble that people know about. */
  readonly acknowledgedCount: number;
  readonly unwatchedCount: number;
  /** Servers without a known usual interval, for which "protected" says less. Without those that are gone. */
  readonly unknownIntervalCount: number;
  /** The worst server that needs attention, or null. `reason` is null where the server itself is in error. */
  readonly worst: { readonly server: JudgedServer; readonly reason: Reason | null } | null;
  /** Newest first. */
  readonly running: readonly Backup[];
  readonly recentFailures: {
    readonly count: number;
    /** The servers they belong to, in the order given. */
    readonly servers: readonly JudgedServer[];
  };
  /** Sum of all known sizes, decimal MB. */
  readonly storedMb: number;
  /** Completed backups of unknown size: while it is not 0, `storedMb` is a lower bound. */
  readonly unknownSizeCount: number;
  /** Null when no server's growth can be measured. */
  readonly growth: BackupGrowth | null;
  /** Completed backups that expire within the next seven days. */
  readonly expiringCount: number;
}

/**
 * How much larger the newest backups are than those of 30 days ago. The growth of what is *stored* cannot be known:
 * expired backups are no longer listed, so each rotation would count as growth.
 */
interface BackupGrowth {
  /** Sum over the measured servers, decimal MB; negative when they shrank. */
  readonly growthMb: number;
  /** Number of measured servers. */
  readonly serverCount: number;
}

export interface FleetSummaryOptions {
  /** Epoch ms, corrected by the provider's clock (`correctedNowMs`). */
  readonly nowMs: number;
  /** Epoch ms since when a failure is recent, by default seven times 24 hours ago. */
  readonly failedSinceMs?: number | undefined;
}

const WEEK_MS = 7 * DAY_MS;
const GROWTH_SPAN_MS = 30 * DAY_MS;
/** Half a week, so that weekly backups have one in reach, also with a retention of 30 days. */
const GROWTH_TOLERANCE_MS = 3.5 * DAY_MS;

/** Number of servers in each state. */
export function countByState(judged: readonly JudgedServer[]): Record<ProtectionState, number> {
  return countBy(
    PROTECTION_ORDER,
    judged.map(({ protection }) => protection.state),
  );
}

export function fleetSummary(judged: readonly JudgedServer[], options: FleetSummaryOptions): FleetSummary {
  const { nowMs, failedSinceMs = nowMs - WEEK_MS } = options;
  const present = judged.filter(({ isGone }) => !isGone);
  const sum = (amountOf: (one: JudgedServer) => number) =>
    judged.reduce((total, one) => total + amountOf(one), 0);
  const failedCounts = new Map(judged.map((one) => [one, failedSince(one.history, failedSinceMs)]));

  return {
    serverCount: present.length,
    goneCount: judged.length - present.length,
    byState: countByState(present.filter(({ standing }) => standing !== 'unwatched')),
    needsAttentionCount: present.filter(needsAttention).length,
    acknowledgedCount: present.filter(({ standing }) => standing === 'acknowledged').length,
    unwatchedCount: present.filter(({ standing }) => standing === 'unwatched').length,
    unknownIntervalCount: present.filter(({ protection }) => protection.usualIntervalMs === null).length,
    worst: worstOf(present),
    running: judged.flatMap(({ protection }) => protection.running).sort(compareNewestFirst),
    recentFailures: {
      count: sum((one) => failedCounts.get(one) ?? 0),
      servers: judged.filter((one) => failedCounts.get(one) !== 0),
    },
    storedMb: sum(({ protection }) => protection.storedMb),
    unknownSizeCount: sum(({ protection }) => protection.unknownSizeCount),
    growth: growthOf(present, nowMs),
    expiringCount: sum(({ history }) => expiringBetween(history, nowMs, nowMs + WEEK_MS)),
  };
}

function worstOf(present: readonly JudgedServer[]): FleetSummary['worst'] {
  const [server] = errorsFirst(worstFirst(present.filter(needsAttention)));
  if (server === undefined) return null;
  return { server, reason: isInError(server.server) ? null : server.protection.reasons[0] };
}

function expiringBetween(history: History, afterMs: number, untilMs: number): number {
  return history.filter(
    ({ expiresMs, phase }) => phase === 'completed' && expiresMs > afterMs && expiresMs <= untilMs,
  ).length;
}

/** Number of backups that failed at or after a moment (epoch ms). */
export function failedSince(history: History, sinceMs: number): number {
  return history.filter(({ atMs, phase }) => phase === 'failed' && atMs >= sinceMs).length;
}

function growthOf(judged: readonly JudgedServer[], nowMs: number): BackupGrowth | null {
  const growths = judged
    .map(({ history }) => backupGrowthMb(history, nowMs))
    .filter((growthMb) => growthMb !== null);
  if (growths.length === 0) return null;
  return { growthMb: growths.reduce((total, growthMb) => total + growthMb), serverCount: growths.length };
}

/**
 * The newest good backup of known size compared with the one of the same type nearest to 30 days ago, within half a
 * week; null without one, or when the newest itself is that old. Not scaled to 30 days.
 */
function backupGrowthMb(history: History, nowMs: number): number | null {
  const thenMs = nowMs - GROWTH_SPAN_MS;
  const newest = history.findLast((entry) => isGood(entry) && entry.backup.sizeMb !== null);
  if (newest?.backup.sizeMb == null || !(newest.atMs > thenMs + GROWTH_TOLERANCE_MS)) return null;
  let nearestMb: number | null = null;
  let nearestMs = GROWTH_TOLERANCE_MS;
  for (const entry of history) {
    const { type, sizeMb } = entry.backup;
    const distanceMs = Math.abs(entry.atMs - thenMs);
    if (!(distanceMs <= nearestMs) || type !== newest.backup.type || sizeMb === null || !isGood(entry))
      continue;
    nearestMb = sizeMb;
    nearestMs = distanceMs;
  }
  return nearestMb === null ? null : newest.backup.sizeMb - nearestMb;
}
