import { expect, it } from 'vitest';
import { scheduleMetrics } from './schedule-metrics';

it('schedules have metrics for their last success, next run and failures by server', async () => {
  const text = await scheduleMetrics([
    {
      id: 'n1gh',
      name: 'Nightly',
      isPaused: true,
      isLastFailed: true,
      missedRuns: 3,
      lastSuccessMs: 1_700_000_000_000,
      nextRunMs: null,
      failures: [{ serverId: '12345', serverName: 'web-server-01', count: 2 }],
    },
  ]);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines).toEqual([
    'vps_backups_schedule_last_success_timestamp_seconds{schedule_id="n1gh",schedule_name="Nightly"} 1700000000',
    'vps_backups_schedule_last_run_failed{schedule_id="n1gh",schedule_name="Nightly"} 1',
    'vps_backups_schedule_missed_runs{schedule_id="n1gh",schedule_name="Nightly"} 3',
    'vps_backups_schedule_failures_in_a_row{schedule_id="n1gh",schedule_name="Nightly",server_id="12345",server_name="web-server-01"} 2',
  ]);
});
