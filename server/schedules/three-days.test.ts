import { expect, it } from 'vitest';
import { isSameId } from '../../src/core/backups/backup';
import { DAY_MS, HOUR_MS } from '../../src/core/lib/time-units';
import { endOf } from '../../src/core/schedules/schedule-run';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { SERVER, scheduleGateways, TO_FIRST_RUN } from '../testing/schedules';
import { scheduleMetrics } from '../watch/metrics/schedule-metrics';

describeOnEachDatabase('three days of a schedule', (databases: TestDatabases) => {
  const { open, marked } = scheduleGateways(databases);

  it('agree in its runs, at the provider, in the log and in the metrics', async () => {
    const gateway = open();
    await gateway.create();
    await gateway.pass(TO_FIRST_RUN + HOUR_MS, HOUR_MS / 4);
    await gateway.call('PUT', '/api/sandbox', { scenario: 'failing-backup' });
    await gateway.pass(DAY_MS, HOUR_MS);
    await gateway.call('PUT', '/api/sandbox', { scenario: null });
    await gateway.pass(DAY_MS, HOUR_MS);

    const runs = await gateway.runs();
    expect(runs.map(({ plannedAtMs }) => new Date(plannedAtMs).toISOString())).toEqual([
      '2025-01-19T02:00:00.000Z',
      '2025-01-18T02:00:00.000Z',
      '2025-01-17T02:00:00.000Z',
    ]);
    const ends = runs.flatMap(({ servers }) => servers.flatMap((server) => endOf(server) ?? []));
    expect(ends.map(({ result }) => result)).toEqual(['done', 'failed', 'done']);
    const made = ends.flatMap(({ backupId }) => backupId ?? []);
    const removed = ends.flatMap((end) => end.removed);

    // The provider has exactly what was made and not deleted, and got no other requests.
    const left = made.filter((id) => !removed.some((gone) => isSameId(gone, id)));
    expect((await marked(gateway)).map(({ id }) => id).sort()).toEqual([...left].sort());
    expect(removed).toHaveLength(2);
    expect(gateway.writes.filter((write) => write === `create ${SERVER}`)).toHaveLength(3);
    expect(gateway.writes.filter((write) => write.startsWith('delete'))).toEqual(
      removed.map((id) => `delete ${id}`),
    );

    const { entries } = await gateway.entries();
    const ofRuns = entries.filter(({ actor }) => actor?.email === 'Schedule Nightly');
    const createdIn = ofRuns.filter(({ action }) => action === 'create_backup');
    expect(createdIn.map(({ resultBackupId }) => resultBackupId)).toEqual(made);
    expect(createdIn.map(({ outcome }) => outcome)).toEqual(['completed', 'failed', 'completed']);
    expect(createdIn.map(({ requestId }) => requestId)).toEqual(runs.map(({ runId }) => runId));
    const deletedIn = ofRuns.filter(({ action }) => action === 'delete_backup');
    expect(deletedIn.map(({ backup }) => backup?.id).reverse()).toEqual(removed);
    expect(ofRuns).toHaveLength(createdIn.length + deletedIn.length);

    const { id } = await gateway.one();
    const labels = `schedule_id="${id}",schedule_name="Nightly"`;
    const told = (await scheduleMetrics(await gateway.schedules.facts())).split('\n');
    expect(told).toEqual(
      expect.arrayContaining([
        `vps_backups_schedule_last_success_timestamp_seconds{${labels}} ${(runs[0]?.endedAtMs ?? 0) / 1000}`,
        `vps_backups_schedule_next_run_timestamp_seconds{${labels}} ${Date.parse('2025-01-20T02:00Z') / 1000}`,
        `vps_backups_schedule_last_run_failed{${labels}} 0`,
        `vps_backups_schedule_missed_runs{${labels}} 0`,
        `vps_backups_schedule_failures_in_a_row{${labels},server_id="${SERVER}",server_name="web-server-01"} 0`,
      ]),
    );
    expect(gateway.alerts.map(({ event }) => event)).toEqual(['schedule_failed', 'schedule_recovered']);
  });
});
