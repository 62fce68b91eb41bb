import type { Agreements, EffectiveAgreement } from '../agreements/agreement';
import { agreementOn, NO_AGREEMENTS } from '../agreements/no-agreements';
import { type Standing, standingOf } from '../agreements/standing';
import { type Backup, type Id, isSameId } from '../backups/backup';
import { type Protection, protectionOf } from '../protection/protection';
import { type History, historyOf } from '../protection/protection-history';
import { compareStates } from '../protection/protection-state';
import { type KnownServer, knownServers } from '../servers/known-servers';
import { isInError, type Server } from '../servers/server';

/** One server with its history, independent of the current time. */
export interface FleetServer extends KnownServer {
  readonly history: History;
  /** What people agreed about it; null for nothing. */
  readonly agreement: EffectiveAgreement | null;
}

export interface JudgedServer extends FleetServer {
  readonly protection: Protection;
  readonly standing: Standing;
}

/** {@link knownServers} with their histories. Keep the result while both lists are the same. */
export function fleetServers(
  backups: readonly Backup[],
  servers: readonly Server[] | null,
  isServerListWhole: boolean,
  agreements: Agreements = NO_AGREEMENTS,
): FleetServer[] {
  return knownServers(backups, servers, isServerListWhole).map((known) =>
    readServer(known, agreementOn(agreements, known)),
  );
}

/** Reuses the history of `before` if the backups are the same objects, and so is the accepted one. */
export function readServer(
  known: KnownServer,
  agreement: EffectiveAgreement | null = null,
  before?: FleetServer,
): FleetServer {
  const { backups } = known;
  const acceptedId = agreement?.acceptedBackupId ?? null;
  const isSame =
    before?.backups.length === backups.length &&
    backups.every((each, at) => each === before.backups[at]) &&
    isSameAccepted(acceptedId, before.agreement?.acceptedBackupId ?? null);
  return { ...known, agreement, history: isSame ? before.history : historyOf(backups, acceptedId) };
}

function isSameAccepted(a: Id | null, b: Id | null): boolean {
  return a === null || b === null ? a === b : isSameId(a, b);
}

/** The protection of every server, in the given order; the only part to repeat when the clock moves. */
export function judgeFleet(fleet: readonly FleetServer[], nowMs: number): JudgedServer[] {
  return fleet.map((one) => judgeServer(one, nowMs));
}

export function judgeServer(one: FleetServer, nowMs: number): JudgedServer {
  const { agreement, history, server } = one;
  const protection = protectionOf(history, nowMs, agreement?.applied ?? null);
  return { ...one, protection, standing: standingOf(agreement, protection, server, nowMs) };
}

/** For a partial list of backups, which does not show that a server has none. */
export function judgedByPart(judged: JudgedServer): JudgedServer {
  const { protection } = judged;
  const [main, ...others] = protection.reasons;
  if (main.code !== 'neverBackedUp') return judged;
  return { ...judged, protection: { ...protection, reasons: [{ code: 'noneReceived' }, ...others] } };
}

/** Whether somebody should look at a server, for its backups or because the server itself is in error. */
export function needsAttention({
  protection,
  server,
  standing,
}: Pick<JudgedServer, 'protection' | 'server' | 'standing'>): boolean {
  return standing === 'watched' && (protection.needsAttention || isInError(server));
}

/** Servers in error first, in a stable order; without acknowledged ones. */
export function errorsFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  const isFirst = ({ server, standing }: JudgedServer) => standing === 'watched' && isInError(server);
  return judged.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
}

/**
 * Worst first: those that need attention, then acknowledged, protected and unwatched ones; each by state, then by age
 * of the newest good backup (unknown counts as oldest). Stable.
 */
export function worstFirst(judged: readonly JudgedServer[]): JudgedServer[] {
  const ageOf = ({ protection }: JudgedServer) => protection.newestGoodAgeMs ?? Number.MAX_VALUE;
  return judged.toSorted(
    (a, b) =>
      placeOf(a) - placeOf(b) || compareStates(a.protection.state, b.protection.state) || ageOf(b) - ageOf(a),
  );
}

function placeOf({ protection, standing }: JudgedServer): number {
  if (standing === 'unwatched') return 3;
  if (standing === 'acknowledged') return 1;
  return protection.state === 'protected' ? 2 : 0;
}
