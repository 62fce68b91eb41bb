import * as v from 'valibot';
import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import { wireOperationsSchema } from '../../src/core/restore/restore-operation';
import { runUnderWaySchema } from '../../src/core/schedules/run-under-way';
import {
  previewSchema,
  scheduleProblemSchema,
  schedulesSchema,
} from '../../src/core/schedules/schedule-wire';
import type { Answer } from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { DRAFT, SCHEDULES_PATH, SERVER, scheduleGateways, TO_FIRST_RUN } from '../testing/schedules';

describeOnEachDatabase('what people ask of schedules', testDesk);

function testDesk(databases: TestDatabases): void {
  const { open, ranOnce, advance } = scheduleGateways(databases);

  it('rejects the second of two concurrent edits, and overwrites nothing', async () => {
    const gateway = open();
    await gateway.create();
    const { id, version } = await gateway.one();
    const change = (name: string): Promise<Answer> =>
      gateway.call('PUT', `${SCHEDULES_PATH}/${id}`, { version, draft: { ...DRAFT, name } });
    expect((await change('Weekdays')).status).toBe(200);
    const second = await change('Weekends');
    expect([second.status, second.text]).toEqual([409, expect.stringContaining('schedule_changed')]);
    expect((await gateway.one()).draft.name).toBe('Weekdays');
  });

  it('logs who changed what, also in the filter and the export', async () => {
    const gateway = open();
    await gateway.create();
    const { id } = await gateway.one();
    const path = `${SCHEDULES_PATH}/${id}`;
    const draft = { ...DRAFT, when: { kind: 'daily', time: '03:30' }, keep: { ...DRAFT.keep, newest: 4 } };
    await gateway.call('PUT', path, { version: 1, draft });
    await gateway.call('PUT', path, { version: 1, draft: { ...draft, name: 'Weekdays' } });
    const until = '2025-01-18T12:00:00.000Z';
    await gateway.call('PUT', `${path}/pause`, { version: 2, is_paused: true, until });
    await gateway.call('PUT', `${path}/pause`, { version: 3, is_paused: false, until: null });
    await gateway.call('POST', `${path}/run`);
    await gateway.call('POST', `${path}/stop`);
    await gateway.call('DELETE', path);
    await gateway.call('DELETE', path);
    const { entries } = await gateway.entries();
    const own = entries.filter(({ action }) => action !== 'create_backup');
    expect(own.map(({ action, outcome, description }) => [action, outcome, description])).toEqual([
      ['delete_schedule', 'completed', 'Nightly'],
      ['stop_schedule', 'completed', 'Nightly'],
      ['run_schedule', 'completed', 'Nightly'],
      ['resume_schedule', 'completed', 'Nightly'],
      ['pause_schedule', 'completed', `Nightly · until: ${until}`],
      ['change_schedule', 'refused', 'Nightly · name: Nightly → Weekdays'],
      ['change_schedule', 'completed', 'Nightly · when: 02:00 → 03:30 · keep: 1 → 4'],
      ['create_schedule', 'completed', 'Nightly'],
    ]);
    expect(new Set(own.map(({ actor }) => actor?.email))).toEqual(new Set(['ops@example.com']));
    expect((await gateway.entries('?action=pause_schedule')).entries).toHaveLength(1);
    const file = await gateway.call('GET', '/api/activity/export?format=csv&action=change_schedule');
    expect(file.text).toContain('Nightly · when: 02:00 → 03:30 · keep: 1 → 4');
  });

  it('can be paused and resumed, without catching up on the pause', async () => {
    const gateway = open();
    await gateway.create();
    const pause = async (is_paused: boolean, until: string | null = null) => {
      const { id, version } = await gateway.one();
      return await gateway.call('PUT', `${SCHEDULES_PATH}/${id}/pause`, { version, is_paused, until });
    };
    expect((await pause(true)).status).toBe(200);
    await gateway.pass(DAY_MS);
    expect((await gateway.one()).nextRunAt).toBeNull();
    await pause(false);
    await gateway.pass(MINUTE_MS);
    expect(gateway.writes).toEqual([]);
    await pause(true, '2025-01-18T12:00:00.000Z');
    expect((await gateway.one()).nextRunAt).toBe('2025-01-19T02:00:00.000Z');
    await gateway.pass(12 * HOUR_MS);
    expect(gateway.writes).toEqual([]);
    await gateway.pass(10 * HOUR_MS);
    await gateway.pass(13 * HOUR_MS);
    expect(gateway.writes).toEqual([`create ${SERVER}`]);
  });

  it('runs at once on request, but not twice', async () => {
    const gateway = open();
    await gateway.create();
    const { id } = await gateway.one();
    expect((await gateway.call('POST', `${SCHEDULES_PATH}/${id}/run`)).status).toBe(202);
    expect((await gateway.call('POST', `${SCHEDULES_PATH}/${id}/run`)).status).toBe(409);
    // A backup of the demo data still runs on this server.
    await gateway.schedules.lookNow();
    expect(await gateway.ends()).toEqual(['waiting']);
    await gateway.pass(HOUR_MS);
    expect(gateway.writes).toEqual([`create ${SERVER}`]);
    expect((await gateway.runs()).map(({ trigger }) => trigger)).toEqual(['manual']);
  });

  it('shows a run among the operations until it ends, and stops it before its next request', async () => {
    const gateway = open();
    await gateway.create({ servers: [SERVER, 12346] });
    const { id } = await gateway.one();
    const shown = async (etag?: string) => {
      const headers = etag === undefined ? {} : { 'if-none-match': etag };
      return await gateway.call('GET', '/api/operations', undefined, headers);
    };
    expect(JSON.parse((await shown()).text)).toMatchObject({
      operations: [],
      runs: [],
      next_run: { schedule_id: id, schedule_name: 'Nightly', at: '2025-01-17T02:00:00.000Z' },
    });
    await gateway.call('POST', `${SCHEDULES_PATH}/${id}/run`);
    await gateway.pass(MINUTE_MS);
    const answer = await shown();
    const { runs } = v.parse(wireOperationsSchema, JSON.parse(answer.text));
    expect(runs.map((run) => v.parse(runUnderWaySchema, run))).toMatchObject([
      {
        scheduleId: id,
        scheduleName: 'Nightly',
        serverCount: 2,
        active: [{ serverId: 12346, step: 'running' }],
        // A backup of it is in progress.
        next: { serverId: SERVER, isBusy: true },
      },
    ]);
    expect((await shown(answer.headers.get('etag') ?? '')).status).toBe(304);
    await gateway.call('POST', `${SCHEDULES_PATH}/${id}/stop`);
    const { length } = gateway.writes;
    await gateway.pass(HOUR_MS);
    expect(JSON.parse((await shown()).text)).toMatchObject({ runs: [] });
    expect(await gateway.ends()).toEqual(['skipped: stopped', 'unknown: stopped']);
    expect(gateway.writes).toHaveLength(length);
  });

  it('says what is wrong with each field, and saves nothing', async () => {
    const gateway = open();
    const { status, text } = await gateway.create({
      name: '',
      servers: [SERVER, 999_999],
      when: { kind: 'cron', pattern: '0 2 30 2 *' },
      zone: 'Mars/Phobos',
      keep: { newest: 8, daily: 4, weekly: 0, monthly: 0 },
    });
    expect(status).toBe(400);
    const { problems } = v.parse(v.object({ problems: v.array(scheduleProblemSchema) }), JSON.parse(text));
    expect(problems.map(({ field, code }) => `${field}: ${code}`)).toEqual([
      'name: name',
      'when: cronNever',
      'zone: zone',
      'keep: slots',
      'servers: serverUnknown',
    ]);
    expect(await gateway.list()).toEqual([]);
  });

  it('previews runs, slots and what happens to each backup', async () => {
    const gateway = await ranOnce();
    await gateway.pass(HOUR_MS);
    const { id } = await gateway.one();
    const body = { id, draft: { ...DRAFT, zone: 'Asia/Kolkata' } };
    const { text } = await gateway.call('POST', `${SCHEDULES_PATH}/preview`, body);
    const preview = v.parse(previewSchema, JSON.parse(text));
    expect(preview.problems).toEqual([]);
    expect(preview.runs).toHaveLength(5);
    expect(preview.runs[0]).toEqual({ at: '2025-01-17T20:30:00.000Z', offsetMinutes: 330 });
    const [server] = preview.servers ?? [];
    expect(server).toMatchObject({ own: 1, need: 2 });
    expect(server?.copies.find(({ description }) => description.startsWith('Nightly'))?.verdict).toEqual({
      kind: 'goes',
    });
  });

  it('changes nothing in a read-only dashboard', async () => {
    const writable = open();
    await writable.create();
    const gateway = open({ isReadOnly: true });
    expect((await gateway.create({ name: 'Other' })).status).toBe(403);
    await gateway.schedules.begin();
    advance(TO_FIRST_RUN);
    await gateway.schedules.lookNow();
    expect(gateway.writes).toEqual([]);
    const { off } = v.parse(schedulesSchema, JSON.parse((await gateway.call('GET', SCHEDULES_PATH)).text));
    expect(off).toBe('readOnly');
  });
}
