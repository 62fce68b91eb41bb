import { DAY_MS } from '../lib/time-units';
import type { ProtectionState } from '../protection/protection-state';
import { isInError, type Server } from '../servers/server';

/**
 * What is told of a server, worst first. `error`: the server itself does not work, whatever its backups are like. A state without a word of its own is told by the nearest one: `never` is
 * `unprotected` (nothing can be restored), `old` is `late` (no interval is known, and the newest copy is a week old).
 */
export const ALERT_LEVELS = [
  'error',
  'unprotected',
  'failing',
  'missed',
  'late',
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
  expiring: 'expiring',
  old: 'late',
  protected: 'good',
};

/** @param server null where only backups tell of it */
export function alertLevelOf(state: ProtectionState, server: Pick<Server, 'status'> | null): AlertLevel {
  return isInError(server) ? 'error' : LEVEL_OF_STATE[state];
}

/** After so many rounds in a row without a reading of the provider, that is told. */
export const BLIND_AFTER_ROUNDS = 3;
/** Whatever is told has held for so many rounds. */
const HELD_ROUNDS = 2;
/** What was told of a server that is no longer listed is remembered for so long: lists have come back before. */
export const FORGET_AFTER_MS = 30 * DAY_MS;

/** What is remembered of one server from round to round. */
export interface ServerAlertState {
  /** Null when nothing has held long enough yet. */
  readonly notified: AlertLevel | null;
  /** What the last round showed, where that is not what was told: it is told when the next round shows it too. */
  readonly pending: AlertLevel | null;
  /** Since when it is missing from the list, epoch ms; null while it is there. */
  readonly absentSinceMs: number | null;
}

export interface WatchState {
  /** False until the first reading, which is told as one summary. */
  readonly isStarted: boolean;
  /** Rounds in a row without a reading, counted up to {@link BLIND_AFTER_ROUNDS}. */
  readonly blindRounds: number;
  readonly isBlindNotified: boolean;
  /** While blindness is told: readings in a row since. */
  readonly readableRounds: number;
  /** By `idKey`. */
  readonly servers: ReadonlyMap<string, ServerAlertState>;
}

export const INITIAL_WATCH_STATE: WatchState = {
  isStarted: false,
  blindRounds: 0,
  isBlindNotified: false,
  readableRounds: 0,
  servers: new Map(),
};

/** What one round saw. A part of the list is no reading: nobody gets better or worse by it. */
export type RoundReading =
  | {
      readonly kind: 'read';
      readonly servers: ReadonlyMap<string, AlertLevel>;
      /** False when only servers that have a backup can be seen: one that is missing may be without any. */
      readonly areServersKnown: boolean;
      /**
       * Keys of servers whose automatic backups cannot be judged, as those that are listed are too few, and whose
       * newest good backup was made by hand.
       */
      readonly unjudged?: ReadonlySet<string> | undefined;
    }
  | { readonly kind: 'blind' };

export type WatchEvent =
  /** The first reading ever. */
  | { readonly kind: 'summary' }
  | {
      readonly kind: 'changed';
      readonly key: string;
      /** Null for a server that nothing was told of. */
      readonly from: AlertLevel | null;
      readonly to: AlertLevel;
    }
  | { readonly kind: 'blind' }
  /** The provider is read again. */
  | { readonly kind: 'seeing' };

export interface Round {
  readonly memory: WatchState;
  readonly events: readonly WatchEvent[];
}

/**
 * One turn of the watch: from what is remembered and what was seen to what is to be told. Damped: a state is told
 * when two readings in a row showed it, and that the provider is readable again likewise. A server that is no longer
 * listed has not recovered; nothing is told of it. Where servers are seen by their backups alone, one that disappears
 * has lost the last of them: it is unprotected. One that was failing or missed has not recovered because its automatic
 * backups expired and a manual one is left: that is told when an automatic one succeeds. A round without a reading leaves every server as it was, and so does
 * one in which all servers are gone at once: that is rather the wrong account than the truth.
 * @param nowMs epoch ms of a clock that is not moved
 */
export function nextRound(memory: WatchState, reading: RoundReading, nowMs: number): Round {
  if (reading.kind === 'blind' || isEmptied(memory, reading)) return blindRound(memory);
  const events: WatchEvent[] = [];
  const readableRounds = memory.isBlindNotified ? memory.readableRounds + 1 : 0;
  const isSeeing = memory.isBlindNotified && readableRounds >= HELD_ROUNDS;
  if (isSeeing) events.push({ kind: 'seeing' });
  if (!memory.isStarted) events.push({ kind: 'summary' });

  const servers = new Map<string, ServerAlertState>();
  const remember = (key: string, before: ServerAlertState | undefined, after: ServerAlertState) => {
    servers.set(key, after);
    if (memory.isStarted && after.notified !== null && isNews(before?.notified ?? null, after.notified)) {
      events.push({ kind: 'changed', key, from: before?.notified ?? null, to: after.notified });
    }
  };
  for (const [key, shown] of reading.servers) {
    const before = memory.servers.get(key);
    const seen = reading.unjudged?.has(key) === true ? worseOf(before, shown) : shown;
    remember(key, before, memory.isStarted ? nextServer(before, seen) : notifiedOf(seen));
  }
  for (const [key, before] of memory.servers) {
    if (reading.servers.has(key)) continue;
    const absentSinceMs = before.absentSinceMs ?? nowMs;
    if (nowMs - absentSinceMs >= FORGET_AFTER_MS) continue;
    // One that was missing from a complete list is gone, and stays so.
    const isVanishing =
      !reading.areServersKnown && (before.absentSinceMs === null || before.pending !== null);
    const after = isVanishing ? nextServer(before, 'unprotected') : { ...before, pending: null };
    remember(key, before, { ...after, absentSinceMs });
  }
  return {
    memory: {
      isStarted: true,
      blindRounds: 0,
      isBlindNotified: memory.isBlindNotified && !isSeeing,
      readableRounds: isSeeing ? 0 : readableRounds,
      servers,
    },
    events,
  };
}

/**
 * Whether a reading shows no server at all where there were some. Where servers are seen by their backups alone it is
 * told of each of them.
 */
export function isEmptied(memory: WatchState, reading: RoundReading): boolean {
  if (reading.kind === 'blind' || reading.servers.size > 0 || !reading.areServersKnown) return false;
  return [...memory.servers.values()].some(({ absentSinceMs }) => absentSinceMs === null);
}

/**
 * Whether the dead man's switch is kept happy: everything was read, there is a server, and none is worse than late.
 * The raw reading counts, not what was told.
 */
export function isRoundGood(reading: RoundReading): boolean {
  if (reading.kind === 'blind' || !reading.areServersKnown || reading.servers.size === 0) return false;
  return [...reading.servers.values()].every((level) => FINE_LEVELS.has(level));
}

/** None worse than late. */
const FINE_LEVELS: ReadonlySet<AlertLevel> = new Set(['late', 'expiring', 'good']);

function blindRound(memory: WatchState): Round {
  const blindRounds = Math.min(memory.blindRounds + 1, BLIND_AFTER_ROUNDS);
  const isNew = blindRounds === BLIND_AFTER_ROUNDS && !memory.isBlindNotified;
  return {
    memory: { ...memory, blindRounds, isBlindNotified: memory.isBlindNotified || isNew, readableRounds: 0 },
    events: isNew ? [{ kind: 'blind' }] : [],
  };
}

/** What was told stays where it is trouble of the automatic backups, and no better is proved. */
function worseOf(before: ServerAlertState | undefined, shown: AlertLevel): AlertLevel {
  const notified = before?.notified ?? null;
  if (notified !== 'failing' && notified !== 'missed') return shown;
  return ALERT_LEVELS.indexOf(shown) > ALERT_LEVELS.indexOf(notified) ? notified : shown;
}

function nextServer(before: ServerAlertState | undefined, seen: AlertLevel): ServerAlertState {
  if (before === undefined) return { notified: null, pending: seen, absentSinceMs: null };
  if (before.notified === seen || before.pending === seen) return notifiedOf(seen);
  return { notified: before.notified, pending: seen, absentSinceMs: null };
}

function notifiedOf(level: AlertLevel): ServerAlertState {
  return { notified: level, pending: null, absentSinceMs: null };
}

/** A server that was never told of and is good is no news. */
function isNews(from: AlertLevel | null, to: AlertLevel): boolean {
  return from !== to && !(from === null && to === 'good');
}
