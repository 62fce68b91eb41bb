import { ROTATION_STOPS_AFTER, type ScheduleFacts } from '../../src/core/schedules/schedule-run';

/** What is wrong with one schedule. */
export interface ScheduleTrouble {
  readonly id: string;
  readonly name: string;
  readonly status: 'warning' | 'critical';
  /** Servers without a new backup after its last run, with their failed runs in a row. */
  readonly failing: ScheduleFacts['failures'];
  /** Servers on which nothing is deleted any more. */
  readonly rotationStopped: readonly string[];
  readonly missedRuns: number;
  /** Sentences, worst first. */
  readonly reasons: readonly string[];
}

/** Servers named in a sentence; the rest are counted. */
const MAX_NAMED = 5;

/**
 * Failed and missed runs, and stopped rotations. A paused schedule has no troubles. @param isChecked whether a server,
 * by `idKey`, is among those checked @param isWhole whether all servers are checked: only then do runs count that
 * reached no server
 */
export function scheduleTroubles(
  schedules: readonly ScheduleFacts[],
  isChecked: (serverId: string) => boolean,
  isWhole: boolean,
): readonly ScheduleTrouble[] {
  return schedules.flatMap((schedule) => troubleOf(schedule, isChecked, isWhole) ?? []);
}

function troubleOf(
  { id, name, isPaused, isLastFailed, missedRuns, failures }: ScheduleFacts,
  isChecked: (serverId: string) => boolean,
  isWhole: boolean,
): ScheduleTrouble | null {
  if (isPaused) return null;
  const all = failures.filter(({ count }) => count > 0);
  const failing = all.filter(({ serverId }) => isChecked(serverId));
  const stopped = failing.filter(({ count }) => count >= ROTATION_STOPS_AFTER);
  const missed = isWhole ? missedRuns : 0;
  const gotNowhere = isWhole && isLastFailed === true && all.length === 0;
  const reasons = [
    ...(stopped.length === 0
      ? []
      : [`Schedule ${name}: nothing is deleted any more on ${names(stopped)}, after three failed runs.`]),
    ...(failing.length === 0 ? [] : [`Schedule ${name}: no new backup of ${names(failing)}.`]),
    ...(gotNowhere ? [`Schedule ${name}: the last run could not read all servers.`] : []),
    ...(missed === 0
      ? []
      : [
          `Schedule ${name}: ${missed === 1 ? 'a planned run was' : `${missed} planned runs were`} not made.`,
        ]),
  ];
  if (reasons.length === 0) return null;
  const status = stopped.length > 0 ? 'critical' : 'warning';
  const rotationStopped = stopped.map(({ serverId }) => serverId);
  return { id, name, status, failing, rotationStopped, missedRuns: missed, reasons };
}

function names(servers: ScheduleFacts['failures']): string {
  const left = servers.length - MAX_NAMED;
  const named = servers.slice(0, MAX_NAMED).map(({ serverName }) => serverName);
  return left > 0 ? `${named.join(', ')} and ${left} more` : named.join(', ');
}
