import { Gauge, Registry } from 'prom-client';
import type { ScheduleFacts } from '../../../src/core/schedules/schedule-run';

const LABELS = ['schedule_id', 'schedule_name'];

/** The schedules as Prometheus text. Unknown values are left out, never zero. */
export function scheduleMetrics(schedules: readonly ScheduleFacts[]): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labels: readonly string[] = []) =>
    new Gauge({
      name: `vps_backups_schedule_${name}`,
      help,
      labelNames: [...LABELS, ...labels],
      registers: [registry],
    });
  const lastSuccess = gauge(
    'last_success_timestamp_seconds',
    'When the last run of a schedule ended with a backup of every server.',
  );
  const nextRun = gauge(
    'next_run_timestamp_seconds',
    'When a schedule runs next. Absent while it is paused.',
  );
  const lastFailed = gauge(
    'last_run_failed',
    'Whether the last run of a schedule left a server without a new backup: 1 or 0.',
  );
  const missed = gauge(
    'missed_runs',
    'Planned runs of a schedule that were not made since the last one that was.',
  );
  const failures = gauge('failures_in_a_row', 'Runs in a row that left a server without a new backup.', [
    'server_id',
    'server_name',
  ]);
  for (const {
    id,
    name,
    lastSuccessMs,
    nextRunMs,
    isLastFailed,
    missedRuns,
    failures: failed,
  } of schedules) {
    const labels = { schedule_id: id, schedule_name: name };
    if (lastSuccessMs !== null) lastSuccess.set(labels, lastSuccessMs / 1000);
    if (nextRunMs !== null) nextRun.set(labels, nextRunMs / 1000);
    if (isLastFailed !== null) lastFailed.set(labels, isLastFailed ? 1 : 0);
    missed.set(labels, missedRuns);
    for (const { serverId, serverName, count } of failed) {
      failures.set({ ...labels, server_id: serverId, server_name: serverName }, count);
    }
  }
  return registry.metrics();
}
