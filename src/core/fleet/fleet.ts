import type { Backup } from '../backups/backup';
import { type Protection, protectionOf } from '../protection/protection';
import { type History, historyOf } from '../protection/protection-history';
import { compareStates } from '../protection/protection-state';
import { type KnownServer, knownServers } from '../servers/known-servers';
import { isInError, type Server } from '../servers/server';

/** One server with its backups, read and ordered; nothing in it depends on the clock. */
export interface FleetServer extends KnownServer {
  readonly history: History;
}

export interface JudgedServer extends FleetServer {
  readonly protection: Protection;
}

/** {@link knownServers} with their backups read and ordered. Keep the result while both lists are the same. */
export function fleetServers(
  backups: readonly Backup[],
  servers: readonly Server[] | null,
  isServerListWhole: boolean,
): FleetServer[] {
  return knownServers(backups, servers, isServerListWhole).map((known) => readServer(known));
}

/** One of {@link fleetServers}. Where its backups are those that were read before, nothing is read again. */
export function readServer(known: KnownServer, before?: FleetServer): FleetServer {
  const { backups } = known;
  const isSame =
    before?.backups.length === backups.length && backups.every((each, at) => each === before.backups[at]);
  return { ...known, history: isSame ? before.history : historyOf(backups) };
}

/** Every server with its protection, in the order given; the only part that is repeated when the clock moves. */
export function judgeFleet(fleet: readonly FleetServer[], nowMs: number): JudgedServer[] {
  return fleet.map((one) => judgeServer(one, nowMs));
}

/** One of {@link judgeFleet}. */
export function judgeServer(one: FleetServer, nowMs: number): JudgedServer {
  return { ...one, protection: protectionOf(one.history, nowMs) };
}

/** A server that was judged by a part of the list of backups: that it has none cannot be said. */
export function judgedByPart(judged: JudgedServer): JudgedServer {
  const { protection } = judged;
  const [main, ...others] = protection.reasons;
  if (main.code !== 'neverBackedUp') return judged;
  return { ...judged, protection: { ...protection, reasons: [{ code: 'noneReceived' }, ...others] } };
}

/** Whether somebody should look at a server: for its backups, or because it does not work itself. */
export function needsAttention({ protection, server }: Pick<JudgedServer, 'protection' | 'server'>): boolean {
  return protection.needsAttention || isInError(server);
}

/** The same servers, those first that are in error; nobody can say how long a server that does not work may wait. */
export function errorsFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  return judged.toSorted((a, b) => Number(isInError(b.server)) - Number(isInError(a.server)));
}

/**
 * Worst first: by state, then by the time without a good backup (an unknown one counts as longest). Equal ones
 * keep their order, so give a fleet that is ordered by name.
 */
export function worstFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  return judged.toSorted(
    (a, b) =>
      compareStates(a.protection.state, b.protection.state) || compareAges(a.protection, b.protection),
  );
}

function compareAges(a: Protection, b: Protection): number {
  const ageA = a.newestGoodAgeMs ?? Number.POSITIVE_INFINITY;
  const ageB = b.newestGoodAgeMs ?? Number.POSITIVE_INFINITY;
  return ageA === ageB ? 0 : ageB > ageA ? 1 : -1;
}
