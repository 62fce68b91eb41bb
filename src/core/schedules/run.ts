import type { Id } from '../backups/backup';
import {
  findServer,
  type ScheduleRun,
  type ServerListing,
  type ServerRun,
  type StopReason,
} from './schedule-run';
import { end, nextPhase, resumed, type ServerEvent, stopped, WAIT_MS, WAITING } from './server-run';

/** Minimum time between two requests of a run. */
export const SPREAD_MS = 30_000;
/** The shortest pause that is kept when the provider asks for one; the longest is {@link WAIT_MS}. */
const MIN_PAUSE_MS = 5_000;

export type RunEvent =
  | {
      readonly type: 'serversKnown';
      readonly servers: readonly Pick<ServerRun, 'serverId' | 'serverName' | 'failuresBefore'>[];
      readonly listing?: ServerListing;
    }
  /** The servers could not be read. */
  | { readonly type: 'serversUnread' }
  | { readonly type: 'stopped'; readonly reason: StopReason }
  /** The provider refused the token. Until `untilMs` the run waits for it to be accepted again. */
  | { readonly type: 'tokenRefused'; readonly untilMs: number }
  /** That time is over: servers not started are too late, whether or not the token is accepted by now. */
  | { readonly type: 'tooLate'; readonly untilMs: number }
  /** The gateway was down for long. Servers not begun by `untilMs` are too late. */
  | { readonly type: 'outage'; readonly untilMs: number }
  | { readonly type: 'tokenAccepted' }
  /** The provider asked for a pause before the next read. */
  | { readonly type: 'pauseAsked'; readonly retryAfterMs: number }
  /** The answers to announced calls are lost. */
  | { readonly type: 'resume' }
  | ({ readonly serverId: Id } & ServerEvent);

/** The run after an event; the same object when nothing changed. */
export function runReduce(run: ScheduleRun, event: RunEvent, nowMs: number): ScheduleRun {
  if (run.endedAtMs !== null) return run;
  switch (event.type) {
    case 'serversKnown': {
      if (run.areServersKnown) return run;
      const { listing = 'whole' } = event;
      const servers = event.servers.map((server) => ({ ...server, phase: WAITING }));
      return ended({ ...run, servers, areServersKnown: true, listing }, nowMs);
    }
    case 'serversUnread':
      if (run.areServersKnown || nowMs - run.startedAtMs < WAIT_MS) return run;
      return { ...run, endedAtMs: nowMs };
    case 'stopped':
      return stoppedRun(run, event.reason, nowMs);
    case 'tokenRefused': {
      const refusedSinceMs = run.refusedSinceMs ?? nowMs;
      const refused = run.refusedSinceMs === null ? { ...run, refusedSinceMs } : run;
      return waitsForToken(refusedSinceMs, event.untilMs, nowMs)
        ? refused
        : stoppedRun(refused, 'token_refused', nowMs);
    }
    case 'tooLate': {
      const { refusedSinceMs } = run;
      if (refusedSinceMs === null || waitsForToken(refusedSinceMs, event.untilMs, nowMs)) return run;
      if (!run.areServersKnown) return stoppedRun(run, 'token_refused', nowMs);
      return mapServers(run, nowMs, (server) =>
        isNotBegun(server) ? stopped(server, 'token_refused', nowMs) : server,
      );
    }
    case 'outage':
      if (nowMs <= event.untilMs) return run;
      if (!run.areServersKnown) return missed(run, nowMs);
      return mapServers(run, nowMs, (server) =>
        isNotBegun(server) ? { ...server, phase: end('skipped', nowMs, { reason: 'too_late' }) } : server,
      );
    case 'tokenAccepted':
      return run.refusedSinceMs === null ? run : { ...run, refusedSinceMs: null };
    case 'pauseAsked':
      return { ...run, pausedUntilMs: laterPause(run, event.retryAfterMs, nowMs) };
    case 'resume':
      return mapServers(run, nowMs, (server) => resumed(server));
    default: {
      const { serverId } = event;
      const before = findServer(run, serverId);
      if (before === undefined) return run;
      const phase = nextPhase(run, before, event, nowMs);
      const pausedUntilMs = pauseAfter(run, event, nowMs);
      const lastSentAtMs = event.type === 'createSent' && phase !== before.phase ? nowMs : run.lastSentAtMs;
      if (phase === before.phase && pausedUntilMs === run.pausedUntilMs) return run;
      const servers = run.servers.map((server) => (server === before ? { ...server, phase } : server));
      return ended({ ...run, servers, pausedUntilMs, lastSentAtMs }, nowMs);
    }
  }
}

/** Nothing was begun, so it counts as a run that was never made. */
function missed(run: ScheduleRun, nowMs: number): ScheduleRun {
  return { ...run, trigger: 'missed', missedCount: 1, areServersKnown: true, endedAtMs: nowMs };
}

function isNotBegun({ phase }: ServerRun): boolean {
  return phase.kind === 'waiting' || phase.kind === 'makingRoom';
}

/** As long as a run may be late; at least as long as it waits for a busy server. */
function waitsForToken(refusedSinceMs: number, untilMs: number, nowMs: number): boolean {
  return nowMs <= Math.max(untilMs, refusedSinceMs + WAIT_MS);
}

function stoppedRun(run: ScheduleRun, reason: StopReason, nowMs: number): ScheduleRun {
  const servers = run.servers.map((server) => stopped(server, reason, nowMs));
  return { ...run, servers, stopped: reason, endedAtMs: nowMs };
}

function mapServers(run: ScheduleRun, nowMs: number, change: (server: ServerRun) => ServerRun): ScheduleRun {
  const servers = run.servers.map(change);
  return servers.every((server, index) => server === run.servers[index])
    ? run
    : ended({ ...run, servers }, nowMs);
}

function ended(run: ScheduleRun, nowMs: number): ScheduleRun {
  const isOver = run.areServersKnown && run.servers.every(({ phase }) => phase.kind === 'ended');
  return isOver ? { ...run, endedAtMs: nowMs } : run;
}

function pauseAfter(run: ScheduleRun, event: RunEvent, nowMs: number): number | null {
  if (event.type !== 'createFailed' && event.type !== 'deleteAnswered' && event.type !== 'roomAnswered') {
    return run.pausedUntilMs;
  }
  const { error } = event;
  if (error?.kind !== 'rateLimited' && error?.kind !== 'unauthorized') return run.pausedUntilMs;
  return laterPause(run, error.retryAfterMs ?? SPREAD_MS, nowMs);
}

function laterPause({ pausedUntilMs }: ScheduleRun, askedMs: number, nowMs: number): number {
  const pauseMs = Math.min(Math.max(askedMs, MIN_PAUSE_MS), WAIT_MS);
  return Math.max(pausedUntilMs ?? 0, nowMs + pauseMs);
}
