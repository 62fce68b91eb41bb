import type { Backup } from '../backups/backup';
import { compareNewestFirst } from '../backups/order';
import { DAY_MS } from '../lib/time-units';
import { type History, isGood } from '../protection/protection-history';
import type { Reason } from '../protection/protection-reasons';
import type { ProtectionState } from '../protection/protection-state';
import { isInError } from '../servers/server';
import { errorsFirst, type JudgedServer, needsAttention, worstFirst } from './fleet';

/**
 * The Overview in figures. Servers that are gone are not judged (nobody can protect them), but their backups
 * are stored, expire and have failed like any other.
 */
export interface FleetSummary {
  /** Without those that are gone. */
  readonly serverCount: number;
  readonly goneCount: number;
  readonly byState: Readonly<Record<ProtectionState, number>>;
  /** Also counts servers that are in error themselves. */
  readonly needsAttentionCount: number;
  /** Those of which no usual interval is known: for them "protected" says less. Without those that are gone. */
  readonly unknownIntervalCount: number;
  /**
   * The worst of those that need attention, with what explains it alone; null when there is none. The reason is null
   * where the server itself is in error.
   */
  readonly worst: { readonly server: JudgedServer; readonly reason: Reason | null } | null;
  /** Newest first. */
  readonly running: readonly Backup[];
  readonly recentFailures: RecentFailures;
  /** Sum of all known sizes, decimal MB. */
  readonly storedMb: number;
  /** Completed backups of unknown size: while it is not 0, `storedMb` is a lower bound. */
  readonly unknownSizeCount: number;
  /** Null when it can be measured on no server. */
  readonly growth: BackupGrowth | null;
  /** Completed backups that expire within the next seven days. */
  readonly expiringCount: number;
}

export interface RecentFailures {
  readonly count: number;
  /** The servers they are of, in the order given. */
  readonly servers: readonly JudgedServer[];
}

/**
 * By how much the newest copies outgrew those of 30 days ago. How much was *stored* 30 days ago cannot be known:
 * what expired since has vanished from the list, so "stored now minus stored then" would count every rotation
 * as growth, as would the sum of what was added. What the list does show is the size of one copy then and now.
 */
export interface BackupGrowth {
  /** Sum over the measured servers, decimal MB; negative when they shrank. */
  readonly growthMb: number;
  /** On how many servers it could be measured; the others are not part of it. */
  readonly serverCount: number;
}

export interface FleetSummaryOptions {
  /** Epoch ms, set right by the provider's clock (`correctedNowMs`). */
  readonly nowMs: number;
  /**
   * From when on a failure is recent, epoch ms; seven times 24 hours ago unless told otherwise. Give the start
   * of a local day when the figure leads to a list that is filtered by days: both then count the same.
   */
  readonly failedSinceMs?: number | undefined;
}

const WEEK_MS = 7 * DAY_MS;
const GROWTH_SPAN_MS = 30 * DAY_MS;
/** Half a week, so that weekly backups have one in reach, and a retention of 30 days does too. */
const GROWTH_SLACK_MS = 3.5 * DAY_MS;

/** How many servers are in each state. */
export function countByState(judged: readonly JudgedServer[]): Record<ProtectionState, number> {
  const counts = {
    never: 0,
    unprotected: 0,
    failing: 0,
    missed: 0,
    late: 0,
    expiring: 0,
    old: 0,
    protected: 0,
  };
  for (const { protection } of judged) counts[protection.state] += 1;
  return counts;
}

export function fleetSummary(judged: readonly JudgedServer[], options: FleetSummaryOptions): FleetSummary {
  const { nowMs, failedSinceMs = nowMs - WEEK_MS } = options;
  const present = judged.filter(({ isGone }) => !isGone);
  const byState = countByState(present);

  const running: Backup[] = [];
  let storedMb = 0;
  let unknownSizeCount = 0;
  let expiringCount = 0;
  let failedCount = 0;
  const failedServers: JudgedServer[] = [];
  for (const one of judged) {
    running.push(...one.protection.running);
    storedMb += one.protection.storedMb;
    unknownSizeCount += one.protection.unknownSizeCount;
    expiringCount += countExpiring(one.history, nowMs, nowMs + WEEK_MS);
    const failed = failedSince(one.history, failedSinceMs);
    failedCount += failed;
    if (failed > 0) failedServers.push(one);
  }

  return {
    serverCount: present.length,
    goneCount: judged.length - present.length,
    byState,
    needsAttentionCount: present.filter(needsAttention).length,
    unknownIntervalCount: present.filter(({ protection }) => protection.usualIntervalMs === null).length,
    worst: worstOf(present),
    running: running.sort(compareNewestFirst),
    recentFailures: { count: failedCount, servers: failedServers },
    storedMb,
    unknownSizeCount,
    growth: growthOf(present, nowMs),
    expiringCount,
  };
}

function worstOf(present: readonly JudgedServer[]): FleetSummary['worst'] {
  const [server] = errorsFirst(worstFirst(present.filter(needsAttention)));
  if (server === undefined) return null;
  return { server, reason: isInError(server.server) ? null : server.protection.reasons[0] };
}

function countExpiring(history: History, afterMs: number, untilMs: number): number {
  let count = 0;
  for (const { expiresMs, phase } of history) {
    if (phase === 'completed' && expiresMs > afterMs && expiresMs <= untilMs) count += 1;
  }
  return count;
}

/** How many backups failed at or after a moment (epoch ms). */
export function failedSince(history: History, sinceMs: number): number {
  let count = 0;
  for (const { atMs, phase } of history) {
    if (phase === 'failed' && atMs >= sinceMs) count += 1;
  }
  return count;
}

function growthOf(judged: readonly JudgedServer[], nowMs: number): BackupGrowth | null {
  let growthMb = 0;
  let serverCount = 0;
  for (const { history } of judged) {
    const grownMb = backupGrowthMb(history, nowMs);
    if (grownMb === null) continue;
    growthMb += grownMb;
    serverCount += 1;
  }
  return serverCount === 0 ? null : { growthMb, serverCount };
}

/**
 * The newest good copy of known size against the one of the same type that lies nearest to 30 days ago, within
 * half a week; null when there is none such, or when the newest itself is that old. Not scaled to 30 days.
 */
function backupGrowthMb(history: History, nowMs: number): number | null {
  const thenMs = nowMs - GROWTH_SPAN_MS;
  const newest = history.findLast((entry) => isGood(entry) && entry.backup.sizeMb !== null);
  if (newest?.backup.sizeMb == null || !(newest.atMs > thenMs + GROWTH_SLACK_MS)) return null;
  let nearestMb: number | null = null;
  let nearestMs = GROWTH_SLACK_MS;
  for (const entry of history) {
    const distanceMs = Math.abs(entry.atMs - thenMs);
    if (!(distanceMs <= nearestMs) || entry.backup.type !== newest.backup.type || !isGood(entry)) continue;
    if (entry.backup.sizeMb === null) continue;
    nearestMb = entry.backup.sizeMb;
    nearestMs = distanceMs;
  }
  return nearestMb === null ? null : newest.backup.sizeMb - nearestMb;
}
