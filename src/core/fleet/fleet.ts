import type { Backup } from '../backups/backup';
import { type Protection, protectionOf } from '../protection/protection';
import { type History, historyOf } from '../protection/protection-history';
import { compareStates } from '../protection/protection-state';
import { type KnownServer, knownServers } from '../servers/known-servers';
import { isInError, type Server } from '../servers/server';

/** One server with its history, independent of the clock. */
export interface FleetServer extends KnownServer {
  readonly history: History;
}

export interface JudgedServer extends FleetServer {
  readonly protection: Protection;
}

/** {@link knownServers} with their histories. Keep the result while both lists are the same. */
export function fleetServers(
  backups: readonly Backup[],
  servers: readonly Server[] | null,
  isServerListWhole: boolean,
): FleetServer[] {
  return knownServers(backups, servers, isServerListWhole).map((known) => readServer(known));
}

/** Takes over the history of `before` if the backups are the same objects. */
export function readServer(known: KnownServer, before?: FleetServer): FleetServer {
  const { backups } = known;
  const isSame =
    before?.backups.length === backups.length && backups.every((each, at) => each === before.backups[at]);
  return { ...known, history: isSame ? before.history : historyOf(backups) };
}

/** The protection of every server, in the order given; all that must be repeated when the clock moves. */
export function judgeFleet(fleet: readonly FleetServer[], nowMs: number): JudgedServer[] {
  return fleet.map((one) => judgeServer(one, nowMs));
}

export function judgeServer(one: FleetServer, nowMs: number): JudgedServer {
  return { ...one, protection: protectionOf(one.history, nowMs) };
}

/** For a partial list of backups, which does not show that a server has none. */
export function judgedByPart(judged: JudgedServer): JudgedServer {
  const { protection } = judged;
  const [main, ...others] = protection.reasons;
  if (main.code !== 'neverBackedUp') return judged;
  return { ...judged, protection: { ...protection, reasons: [{ code: 'noneReceived' }, ...others] } };
}

/** Whether somebody should look at a server, for its backups or because the server itself is in error. */
export function needsAttention({ protection, server }: Pick<JudgedServer, 'protection' | 'server'>): boolean {
  return protection.needsAttention || isInError(server);
}

/** Servers in error first, in a stable order. */
export function errorsFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  return judged.toSorted((a, b) => Number(isInError(b.server)) - Number(isInError(a.server)));
}

/** Worst first: by state, then by age of the newest good backup (unknown counts as oldest). Stable. */
export function worstFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  const ageOf = ({ protection }: JudgedServer) => protection.newestGoodAgeMs ?? Number.MAX_VALUE;
  return judged.toSorted(
    (a, b) => compareStates(a.protection.state, b.protection.state) || ageOf(b) - ageOf(a),
  );
}
