import { DAY_MS } from '../lib/time-units';
import type { ProtectionState } from '../protection/protection-state';
import { isInError, type Server } from '../servers/server';

/**
 * What is told of a server, worst first. `error`: the server itself does not work, whatever its backups are like. A state without a word of its own is told by the nearest one: `never` is
 * `unprotected` (nothing can be restored), `old` is `late` (no interval is known, and the newest copy is a week old).
 */
export const STANDINGS = ['error', 'unprotected', 'failing', 'missed', 'late', 'expiring', 'good'] as const;
export type Standing = (typeof STANDINGS)[number];

const STANDING_OF: Readonly<Record<ProtectionState, Standing>> = {
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
export function standingOf(state: ProtectionState, server: Pick<Server, 'status'> | null): Standing {
  return isInError(server) ? 'error' : STANDING_OF[state];
}

/** After so many rounds in a row without a reading of the provider, that is told. */
export const BLIND_AFTER_ROUNDS = 3;
/** Whatever is told has held for so many rounds. */
const HELD_ROUNDS = 2;
/** What was told of a server that is no longer listed is remembered for so long: lists have come back before. */
export const FORGET_AFTER_MS = 30 * DAY_MS;

/** What is remembered of one server from round to round. */
export interface ServerMemory {
  /** Null when nothing has held long enough yet. */
  readonly told: Standing | null;
  /** What the last round showed, where that is not what was told: it is told when the next round shows it too. */
  readonly pending: Standing | null;
  /** Since when it is missing from the list, epoch ms; null while it is there. */
  readonly absentSinceMs: number | null;
}

export interface WatchMemory {
  /** False until the first reading, which is told as one summary. */
  readonly isStarted: boolean;
  /** Rounds in a row without a reading, counted up to {@link BLIND_AFTER_ROUNDS}. */
  readonly blindRounds: number;
  readonly isBlindTold: boolean;
  /** While blindness is told: readings in a row since. */
  readonly readableRounds: number;
  /** By `idKey`. */
  readonly servers: ReadonlyMap<string, ServerMemory>;
}

export const NEW_WATCH: WatchMemory = {
  isStarted: false,
  blindRounds: 0,
  isBlindTold: false,
  readableRounds: 0,
  servers: new Map(),
};

/** What one round saw. A part of the list is no reading: nobody gets better or worse by it. */
export type RoundReading =
  | {
      readonly kind: 'read';
      readonly servers: ReadonlyMap<string, Standing>;
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
      readonly from: Standing | null;
      readonly to: Standing;
    }
  | { readonly kind: 'blind' }
  /** The provider is read again. */
  | { readonly kind: 'seeing' };

export interface Round {
  readonly memory: WatchMemory;
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
export function nextRound(memory: WatchMemory, reading: RoundReading, nowMs: number): Round {
  if (reading.kind === 'blind' || isEmptied(memory, reading)) return blindRound(memory);
  const events: WatchEvent[] = [];
  const readableRounds = memory.isBlindTold ? memory.readableRounds + 1 : 0;
  const isSeeing = memory.isBlindTold && readableRounds >= HELD_ROUNDS;
  if (isSeeing) events.push({ kind: 'seeing' });
  if (!memory.isStarted) events.push({ kind: 'summary' });

  const servers = new Map<string, ServerMemory>();
  const remember = (key: string, before: ServerMemory | undefined, after: ServerMemory) => {
    servers.set(key, after);
    if (memory.isStarted && after.told !== null && isNews(before?.told ?? null, after.told)) {
      events.push({ kind: 'changed', key, from: before?.told ?? null, to: after.told });
    }
  };
  for (const [key, shown] of reading.servers) {
    const before = memory.servers.get(key);
    const seen = reading.unjudged?.has(key) === true ? worseOf(before, shown) : shown;
    remember(key, before, memory.isStarted ? nextServer(before, seen) : toldOf(seen));
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
      isBlindTold: memory.isBlindTold && !isSeeing,
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
export function isEmptied(memory: WatchMemory, reading: RoundReading): boolean {
  if (reading.kind === 'blind' || reading.servers.size > 0 || !reading.areServersKnown) return false;
  return [...memory.servers.values()].some(({ absentSinceMs }) => absentSinceMs === null);
}

/**
 * Whether the dead man's switch is kept happy: everything was read, there is a server, and none is worse than late.
 * The raw reading counts, not what was told.
 */
export function isRoundGood(reading: RoundReading): boolean {
  if (reading.kind === 'blind' || !reading.areServersKnown || reading.servers.size === 0) return false;
  return [...reading.servers.values()].every((standing) => FINE_STANDINGS.has(standing));
}

/** None worse than late. */
const FINE_STANDINGS: ReadonlySet<Standing> = new Set(['late', 'expiring', 'good']);

function blindRound(memory: WatchMemory): Round {
  const blindRounds = Math.min(memory.blindRounds + 1, BLIND_AFTER_ROUNDS);
  const isNew = blindRounds === BLIND_AFTER_ROUNDS && !memory.isBlindTold;
  return {
    memory: { ...memory, blindRounds, isBlindTold: memory.isBlindTold || isNew, readableRounds: 0 },
    events: isNew ? [{ kind: 'blind' }] : [],
  };
}

/** What was told stays where it is trouble of the automatic backups, and no better is proved. */
function worseOf(before: ServerMemory | undefined, shown: Standing): Standing {
  const told = before?.told ?? null;
  if (told !== 'failing' && told !== 'missed') return shown;
  return STANDINGS.indexOf(shown) > STANDINGS.indexOf(told) ? told : shown;
}

function nextServer(before: ServerMemory | undefined, seen: Standing): ServerMemory {
  if (before === undefined) return { told: null, pending: seen, absentSinceMs: null };
  if (before.told === seen || before.pending === seen) return toldOf(seen);
  return { told: before.told, pending: seen, absentSinceMs: null };
}

function toldOf(standing: Standing): ServerMemory {
  return { told: standing, pending: null, absentSinceMs: null };
}

/** A server that was never told of and is good is no news. */
function isNews(from: Standing | null, to: Standing): boolean {
  return from !== to && !(from === null && to === 'good');
}
