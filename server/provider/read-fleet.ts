import { backupSchema } from '../../src/core/contract/schema';
import type { ListAnswer } from '../../src/core/contract/schema-list';
import { serverSchema } from '../../src/core/contract/schema-server';
import { fleetServers, type JudgedServer, judgedByPart, judgeFleet } from '../../src/core/fleet/fleet';
import { type ClockOffset, clockOffset, correctedNowMs } from '../../src/core/polling/clock-skew';
import { type ListClock, type ListFailure, type ListReader, readWholeList } from './read-list';
import type { Upstream } from './upstream';

/** The provider was read, and every server is judged as of `judgedAtMs`. */
export interface FleetRead {
  readonly kind: 'read';
  /** By name, without those that are gone. */
  readonly servers: readonly JudgedServer[];
  /** Named in backups, but not in the complete list of servers. */
  readonly gone: readonly JudgedServer[];
  /** False when part of a list is missing or unreadable: servers may be missing, or look worse than they are. */
  readonly isComplete: boolean;
  /** What is missing, in sentences; null for nothing. */
  readonly missing: string | null;
  /** False when the token may not list servers: then those without a backup are not seen. */
  readonly serversKnown: boolean;
  /** When the reading ended, epoch ms of this machine or the sandbox. */
  readonly readAtMs: number;
  /** The same by the provider's clock where the two differ by more than two minutes. */
  readonly judgedAtMs: number;
}

/** The provider could not be read. */
export interface FleetBlind extends ListFailure {
  readonly kind: 'blind';
  /** Epoch ms. */
  readonly readAtMs: number;
}

export type FleetReading = FleetRead | FleetBlind;

export interface ReadFleetOptions {
  readonly upstream: Upstream;
  /** Limits the whole reading; each call has its own limit too. */
  readonly signal: AbortSignal;
  /** Epoch ms of this machine or the sandbox. */
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
      // The quickest answer is the most exact.
      if (offset !== null && (clock === null || offset.uncertaintyMs < clock.uncertaintyMs)) clock = offset;
    },
  };
  const [backups, servers] = await Promise.all([
    readWholeList({ path: '/backups/', schema: backupSchema, subject: 'backups' }, reader),
    readWholeList({ path: '/servers/', schema: serverSchema, subject: 'servers' }, reader),
  ]);
  const readAtMs = now();
  const blind = (failure: ListFailure): FleetBlind => ({ kind: 'blind', ...failure, readAtMs });
  if (!backups.ok) return blind(backups.failure);
  // Servers that have backups are still seen without the right to the list.
  if (!servers.ok && servers.failure.code !== 'forbidden' && servers.failure.code !== 'notFound') {
    return blind(servers.failure);
  }
  const serverList = servers.ok ? servers.list : null;
  const missingBackups = missingOf(backups.list, 'backups');
  const missingServers = serverList === null ? [] : missingOf(serverList, 'servers');
  const missing = [...missingBackups, ...missingServers];
  const isWholeServerList = serverList !== null && missingServers.length === 0;
  const judgedAtMs = correctedNowMs(readAtMs, clock);
  const fleet = fleetServers(backups.list.entries, serverList?.entries ?? null, isWholeServerList);
  const judgedOfAll = judgeFleet(fleet, judgedAtMs);
  const judged = missingBackups.length === 0 ? judgedOfAll : judgedOfAll.map(judgedByPart);
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

function missingOf(list: ListAnswer<unknown>, subject: string): string[] {
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
