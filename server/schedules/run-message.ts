import {
  endOf,
  failuresAfter,
  isFailure,
  ROTATION_STOPS_AFTER,
  type ScheduleRun,
  type ServerRun,
} from '../../src/core/schedules/schedule-run';
import { plainName } from '../watch/alerts/chat-text';
import type { Message } from '../watch/alerts/message';
import { ENGLISH } from '../watch/english';

/** Servers named in an alert; the rest are counted. */
const MAX_NAMED = 10;
const MAX_WORDS = 200;
const ABOUT = { server: null, state: null, path: '/schedules' } as const;

/**
 * The alert about an ended run; null if there is no news. A server that keeps failing is news the first time, and when
 * its rotation stops.
 */
export function runMessage(run: ScheduleRun): Message | null {
  const name = plainName(run.scheduleName);
  if (run.trigger === 'missed') {
    const runs = run.missedCount === 1 ? 'a planned run was' : `${run.missedCount} planned runs were`;
    return {
      ...ABOUT,
      event: 'schedule_missed',
      previous: null,
      headline: `Schedule ${name}: ${runs} not made.`,
      reason: 'The dashboard was not running at that time, or an earlier run had not ended.',
    };
  }
  if (run.servers.length === 0) {
    const reason = emptyReason(run);
    return reason === null
      ? null
      : {
          ...ABOUT,
          event: 'schedule_failed',
          previous: null,
          headline: `Schedule ${name}: no backup was made.`,
          reason,
        };
  }
  const failing = run.servers.filter(isFailure);
  const isNews = (server: ServerRun) =>
    server.failuresBefore === 0 || failuresAfter(server) === ROTATION_STOPS_AFTER;
  if (failing.some(isNews)) {
    const left = failing.length - MAX_NAMED;
    const stopped = failing.filter((server) => failuresAfter(server) >= ROTATION_STOPS_AFTER);
    return {
      ...ABOUT,
      event: 'schedule_failed',
      previous: null,
      headline: `Schedule ${name}: ${failing.length} of ${run.servers.length} servers have no new backup.`,
      reason: [
        `${failing.slice(0, MAX_NAMED).map(failureWords).join('; ')}${left > 0 ? `; ${left} more` : ''}.`,
        ...(stopped.length === 0
          ? []
          : [
              `Nothing is deleted there until a backup succeeds: ${stopped.map(nameOf).slice(0, MAX_NAMED).join(', ')}.`,
            ]),
      ].join(' '),
    };
  }
  if (run.listing === 'part') {
    return {
      ...ABOUT,
      event: 'schedule_failed',
      previous: null,
      headline: `Schedule ${name}: the list of servers was incomplete.`,
      reason: `Servers missing from it have no new backup. ${run.servers.length} could be read.`,
    };
  }
  const isRecovered = failing.length === 0 && run.servers.some(({ failuresBefore }) => failuresBefore > 0);
  if (!isRecovered) return null;
  return {
    ...ABOUT,
    event: 'schedule_recovered',
    previous: 'schedule_failed',
    headline: `Schedule ${name}: all servers have a new backup again.`,
    reason: run.servers.length === 1 ? '1 server.' : `${run.servers.length} servers.`,
  };
}

/** Why a run ended without reaching a server; null if that is no news. */
function emptyReason({ stopped, areServersKnown, listing }: ScheduleRun): string | null {
  if (stopped === 'token_refused') return ENGLISH.t('schedules.reason.token_refused');
  if (stopped !== null) return null;
  if (!areServersKnown) return 'The list of servers could not be read for half an hour.';
  return listing === 'part' ? 'No server in the list could be read.' : null;
}

function nameOf({ serverName }: ServerRun): string {
  return plainName(serverName);
}

function failureWords(server: ServerRun): string {
  const { reason = null, detail = null } = endOf(server) ?? {};
  const why = reason === null ? '' : `: ${ENGLISH.t(`schedules.reason.${reason}`).replace(/\.$/, '')}`;
  const said = detail === null ? '' : ` (${plainName(detail, MAX_WORDS)})`;
  return `${nameOf(server)}${why}${said}`;
}
