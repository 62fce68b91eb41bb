import { DAY_MS } from '../lib/time-units';
import type { ProtectionState } from '../protection/protection-state';
import { isInError, type Server } from '../servers/server';

/**
 * What an alert says about a server, worst first. `error`: the provider reports the server itself in an error state,
 * whatever its backups. `never` is reported as `unprotected` (nothing can be restored), `old` as `late`.
 */
export const ALERT_LEVELS = [
  'error',
  'unprotected',
  'failing',
  'missed',
  'late',
  'tooFew',
  'shortReach',
  'expiring',
  'good',
] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

const LEVEL_OF_STATE: Readonly<Record<ProtectionState, AlertLevel>> = {
  never: 'unprotected',
  unprotected: 'unprotected',
  failing: 'failing',
  missed: 'missed',
  late: 'late',
  tooFew: 'tooFew',
  shortReach: 'shortReach',
  expiring: 'expiring',
  old: 'late',
  protected: 'good',
};

/** @param server null when only backups name it */
export function alertLevelOf(state: ProtectionState, server: Pick<Server, 'status'> | null): AlertLevel {
  return isInError(server) ? 'error' : LEVEL_OF_STATE[state];
}

/** Consecutive checks without a reading of the provider before an alert. */
const BLIND_AFTER_CHECKS = 3;
/** Consecutive checks that must show a change before an alert. */
const CONFIRMING_CHECKS = 2;
/** How long a server that is no longer listed is remembered: it may come back. */
export const FORGET_AFTER_MS = 30 * DAY_MS;

/** One server's state between checks. */
export interface ServerAlertState {
  /** The last confirmed level, for which an alert was sent; null before any. */
  readonly notified: AlertLevel | null;
  /** What the last check showed, if it differs: confirmed when the next check shows it too. */
  readonly pending: AlertLevel | null;
  /** People acknowledged its trouble: no alert is made until that ends. */
  readonly isSilenced?: boolean | undefined;
  /** Since when the list omits it, epoch ms; null while it is listed. */
  readonly absentSinceMs: number | null;
}

export interface WatchState {
  /** False until the first reading, which makes one summary. */
  readonly isStarted: boolean;
  /** Consecutive checks without a reading, counted up to {@link BLIND_AFTER_CHECKS}. */
  readonly blindChecks: number;
  readonly isBlindNotified: boolean;
  /** Readings in a row since then. */
  readonly readableChecks: number;
  /** By `idKey`. */
  readonly servers: ReadonlyMap<string, ServerAlertState>;
}

export const INITIAL_WATCH_STATE: WatchState = {
  isStarted: false,
  blindChecks: 0,
  isBlindNotified: false,
  readableChecks: 0,
  servers: new Map(),
};

/** The result of one check. A partial list does not count as a reading. */
export type WatchReading =
  | {
      readonly kind: 'read';
      readonly servers: ReadonlyMap<string, AlertLevel>;
      /** False when only servers with a backup can be seen, so a missing one may have lost its last backup. */
      readonly areServersKnown: boolean;
      /** Keys of servers with too few automatic backups to judge, whose newest good backup is manual. */
      readonly unjudged?: ReadonlySet<string> | undefined;
      /** Keys of servers whose trouble people acknowledged. */
      readonly acknowledged?: ReadonlySet<string> | undefined;
    }
  | { readonly kind: 'blind' };

export type WatchEvent =
  /** The first reading ever. */
  | { readonly kind: 'summary' }
  | {
      readonly kind: 'changed';
      readonly key: string;
      /** Null when no level was confirmed before. */
      readonly from: AlertLevel | null;
      readonly to: AlertLevel;
      /** The trouble was acknowledged, and that has ended. */
      readonly wasSilenced?: true;
    }
  | { readonly kind: 'blind' }
  /** The provider can be read again. */
  | { readonly kind: 'seeing' };

export interface CheckResult {
  readonly memory: WatchState;
  readonly events: readonly WatchEvent[];
}

/**
 * One check of the watch. A change raises an alert when two consecutive readings show it.
 *
 * - A check without a reading changes no server, nor does one in which all servers disappear at once: that suggests the
 *   wrong account.
 * - A server that is no longer listed has not recovered, and raises no alert. But where only backups show the servers,
 *   it has lost its last one: `unprotected`.
 * - A server that was failing or missed has not recovered because its automatic backups expired and a manual one is
 *   left (`unjudged`).
 * - A server whose trouble is acknowledged raises no alert. When that ends, one alert reports the remaining trouble, or
 *   the recovery.
 * @param nowMs epoch ms of this machine's clock, uncorrected
 */
export function nextCheck(memory: WatchState, reading: WatchReading, nowMs: number): CheckResult {
  if (reading.kind === 'blind' || isEmptied(memory, reading)) return blindCheck(memory);
  const events: WatchEvent[] = [];
  const readableChecks = memory.isBlindNotified ? memory.readableChecks + 1 : 0;
  const isSeeing = readableChecks >= CONFIRMING_CHECKS;
  if (isSeeing) events.push({ kind: 'seeing' });
  if (!memory.isStarted) events.push({ kind: 'summary' });

  const servers = new Map<string, ServerAlertState>();
  const remember = (key: string, before: ServerAlertState | undefined, after: ServerAlertState) => {
    servers.set(key, after);
    const [from, to] = [before?.notified ?? null, after.notified];
    // A healthy server that never had an alert is no news.
    const wasSilenced = before?.isSilenced === true && after.isSilenced !== true;
    const isNews =
      to !== null && (from !== to || (wasSilenced && to !== 'good')) && !(from === null && to === 'good');
    if (!memory.isStarted || !isNews) return;
    events.push({ kind: 'changed', key, from, to, ...(wasSilenced && { wasSilenced: true as const }) });
  };
  for (const [key, shown] of reading.servers) {
    const before = memory.servers.get(key);
    if (reading.acknowledged?.has(key) === true) {
      servers.set(key, {
        ...(before ?? confirmed(shown)),
        pending: null,
        absentSinceMs: null,
        isSilenced: true,
      });
      continue;
    }
    const seen = reading.unjudged?.has(key) === true ? withoutRecovery(before, shown) : shown;
    remember(key, before, memory.isStarted ? nextServer(before, seen) : confirmed(seen));
  }
  for (const [key, before] of memory.servers) {
    if (reading.servers.has(key)) continue;
    const absentSinceMs = before.absentSinceMs ?? nowMs;
    if (nowMs - absentSinceMs >= FORGET_AFTER_MS) continue;
    // A server that was missing from a complete list stays gone.
    const isVanishing =
      !reading.areServersKnown && (before.absentSinceMs === null || before.pending !== null);
    const after = isVanishing ? nextServer(before, 'unprotected') : { ...before, pending: null };
    remember(key, before, { ...after, absentSinceMs });
  }
  return {
    memory: {
      isStarted: true,
      blindChecks: 0,
      isBlindNotified: memory.isBlindNotified && !isSeeing,
      readableChecks: isSeeing ? 0 : readableChecks,
      servers,
    },
    events,
  };
}

/** Whether a complete list of servers is empty although some were listed before. */
function isEmptied(memory: WatchState, reading: WatchReading): boolean {
  if (reading.kind === 'blind' || reading.servers.size > 0 || !reading.areServersKnown) return false;
  return [...memory.servers.values()].some(({ absentSinceMs }) => absentSinceMs === null);
}

const ACCEPTABLE_LEVELS: ReadonlySet<AlertLevel> = new Set([
  'late',
  'tooFew',
  'shortReach',
  'expiring',
  'good',
]);

/**
 * Whether to report success to the dead man's switch: everything was read, there is a server, and none is worse than
 * late, or people acknowledged it. Judges the reading itself, not what was confirmed.
 */
export function isCheckGood(reading: WatchReading): boolean {
  if (reading.kind === 'blind' || !reading.areServersKnown || reading.servers.size === 0) return false;
  return [...reading.servers].every(
    ([key, level]) => ACCEPTABLE_LEVELS.has(level) || reading.acknowledged?.has(key) === true,
  );
}

function blindCheck(memory: WatchState): CheckResult {
  const blindChecks = Math.min(memory.blindChecks + 1, BLIND_AFTER_CHECKS);
  const isNew = blindChecks === BLIND_AFTER_CHECKS && !memory.isBlindNotified;
  return {
    memory: { ...memory, blindChecks, isBlindNotified: memory.isBlindNotified || isNew, readableChecks: 0 },
    events: isNew ? [{ kind: 'blind' }] : [],
  };
}

/** Keeps trouble of the automatic backups until one of them is good again. */
function withoutRecovery(before: ServerAlertState | undefined, shown: AlertLevel): AlertLevel {
  const notified = before?.notified ?? null;
  if (notified !== 'failing' && notified !== 'missed') return shown;
  return ALERT_LEVELS.indexOf(shown) > ALERT_LEVELS.indexOf(notified) ? notified : shown;
}

function nextServer(before: ServerAlertState | undefined, seen: AlertLevel): ServerAlertState {
  // The end of an acknowledgement needs the same two readings as any change.
  const isConfirmed = before?.pending === seen || (before?.notified === seen && before.isSilenced !== true);
  if (isConfirmed) return confirmed(seen);
  return { ...(before ?? UNSEEN), pending: seen, absentSinceMs: null };
}

const UNSEEN: ServerAlertState = { notified: null, pending: null, absentSinceMs: null };

function confirmed(level: AlertLevel): ServerAlertState {
  return { notified: level, pending: null, absentSinceMs: null };
}
