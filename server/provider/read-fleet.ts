import { backupSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import { fleetServers, type JudgedServer, judgedByPart, judgeFleet } from '../../src/core/fleet/fleet';
import { type ClockOffset, clockOffset, correctedNowMs } from '../../src/core/polling/clock-skew';
import { type BlindCode, type ListClock, type ListReader, readWholeList } from './read-list';
import type { Upstream } from './upstream';

/** The provider was read, and every server is judged as of `judgedAtMs`. */
export interface FleetRead {
  readonly kind: 'read';
  /** By name. Without those that are gone: nobody can protect them. */
  readonly servers: readonly JudgedServer[];
  /** Named in backups, and not in the complete list of servers. */
  readonly gone: readonly JudgedServer[];
  /**
   * False when a part of a list is missing or could not be understood. Then a server may be missing, and another
   * may look worse than it is: what is seen may be shown, and nothing be concluded from it.
   */
  readonly isComplete: boolean;
  /** What is missing, in sentences; null when nothing is. */
  readonly missing: string | null;
  /** False when the token has no right to the list of servers: those without a backup cannot be seen then. */
  readonly serversKnown: boolean;
  /** When the reading ended, epoch ms of this machine's (or the sandbox's) clock. */
  readonly readAtMs: number;
  /** The same moment by the provider's clock where the two surely differ by more than two minutes; else equal. */
  readonly judgedAtMs: number;
}

/** The provider could not be read: nothing is known of any server. */
export interface FleetBlind {
  readonly kind: 'blind';
  readonly code: BlindCode;
  /** One or two sentences for people. */
  readonly reason: string;
  /** When that was clear, epoch ms. */
  readonly readAtMs: number;
}

export type FleetReading = FleetRead | FleetBlind;

export interface ReadFleetOptions {
  readonly upstream: Upstream;
  /** Limits the whole reading; each call has the upstream's own limit besides. */
  readonly signal: AbortSignal;
  /** Epoch ms: this machine's clock, or the sandbox's where that is the provider. */
  readonly now?: () => number;
}

/** Reads all backups and all servers of the account and judges every server. Never rejects. */
export async function readFleet({
  upstream,
  signal,
  now = Date.now,
}: ReadFleetOptions): Promise<FleetReading> {
  let clock: ClockOffset | null = null;
  const reader: ListReader & ListClock = {
    upstream,
    signal,
    now,
    onClock(reading) {
      const offset = clockOffset(reading);
      // The quickest answer tells the time best.
      if (offset !== null && (clock === null || offset.uncertaintyMs < clock.uncertaintyMs)) clock = offset;
    },
  };
  const [backups, servers] = await Promise.all([
    readWholeList({ path: '/backups/', schema: backupSchema, subject: 'backups' }, reader),
    readWholeList({ path: '/servers/', schema: serverSchema, subject: 'servers' }, reader),
  ]);
  const readAtMs = now();
  const blind = (failure: { readonly code: BlindCode; readonly reason: string }): FleetBlind => ({
    kind: 'blind',
    ...failure,
    readAtMs,
  });
  if (!backups.ok) return blind(backups.failure);
  // A token may lack the right to it, and then the servers that have backups are still seen.
  const hasNoRight =
    !servers.ok && (servers.failure.code === 'forbidden' || servers.failure.code === 'notFound');
  if (!servers.ok && !hasNoRight) return blind(servers.failure);

  const serverList = servers.ok ? servers.list : null;
  const missing = [missingOf(backups.list, 'backups'), missingOf(serverList, 'servers')].flat();
  const isWholeServerList = serverList !== null && missingOf(serverList, 'servers').length === 0;
  const judgedAtMs = correctedNowMs(readAtMs, clock);
  const fleet = fleetServers(backups.list.entries, serverList?.entries ?? null, isWholeServerList);
  const isWhole = missingOf(backups.list, 'backups').length === 0;
  const judged = judgeFleet(fleet, judgedAtMs).map((one) => (isWhole ? one : judgedByPart(one)));
  return {
    kind: 'read',
    servers: judged.filter(({ isGone }) => !isGone),
    gone: judged.filter(({ isGone }) => isGone),
    isComplete: missing.length === 0,
    missing: missing.length === 0 ? null : missing.join(' '),
    serversKnown: serverList !== null,
    readAtMs,
    judgedAtMs,
  };
}

interface Received {
  readonly entries: readonly unknown[];
  readonly expectedCount: number | null;
  readonly skippedCount: number;
  readonly isComplete: boolean;
}

function missingOf(list: Received | null, subject: string): string[] {
  if (list === null) return [];
  const sentences: string[] = [];
  const received = list.entries.length + list.skippedCount;
  const { expectedCount } = list;
  if (!list.isComplete && expectedCount !== null && received < expectedCount) {
    sentences.push(`Only ${received} of ${expectedCount} ${subject} came.`);
  } else if (!list.isComplete) {
    sentences.push(`The pages of the list of ${subject} lead in a circle.`);
  }
  if (list.skippedCount > 0) {
    sentences.push(`${list.skippedCount} of the ${subject} could not be understood.`);
  }
  return sentences;
}
