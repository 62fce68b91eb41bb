import { backupSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import { fleetServers, type JudgedServer, judgedByPart, judgeFleet } from '../../src/core/fleet/fleet';
import { type ClockOffset, clockOffset, correctedNowMs } from '../../src/core/polling/clock-skew';
import { type BlindCode, type ListClock, type ListReader, readWholeList } from './read-list';
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
export interface FleetBlind {
  readonly kind: 'blind';
  readonly code: BlindCode;
  /** One or two sentences for people. */
  readonly reason: string;
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
  const blind = (failure: { readonly code: BlindCode; readonly reason: string }): FleetBlind => ({
    kind: 'blind',
    ...failure,
    readAtMs,
  });
  if (!backups.ok) return blind(backups.failure);
  // Servers that have backups are still seen without the right to the list.
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
