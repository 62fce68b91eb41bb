import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/lib/time-units';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { SCHEDULES_PATH, SERVER, scheduleGateways, TO_FIRST_RUN } from '../testing/schedules';

describeOnEachDatabase('runs of schedules', testRuns);

function testRuns(databases: TestDatabases): void {
  const { open, ranOnce, marked, advance, outage } = scheduleGateways(databases);

  it('makes a backup on time, then deletes its own old one, but never before the new one completes', async () => {
    const gateway = await ranOnce();
    expect(gateway.writes).toEqual([`create ${SERVER}`]);
    expect(await gateway.ends()).toEqual(['running']);
    await gateway.pass(HOUR_MS);
    expect(await gateway.ends()).toEqual(['done']);
    const [first] = await marked(gateway);
    await gateway.pass(23 * HOUR_MS);
    // The second one is requested and running; the first still exists.
    expect(gateway.writes).toEqual([`create ${SERVER}`, `create ${SERVER}`]);
    await gateway.pass(HOUR_MS);
    expect(gateway.writes).toEqual([`create ${SERVER}`, `create ${SERVER}`, `delete ${first?.id}`]);
    expect(await marked(gateway)).toHaveLength(1);
    expect(await gateway.ends()).toEqual(['done']);
    expect((await gateway.one()).nextRunAt).toBe('2025-01-19T02:00:00.000Z');
  });

  it('never deletes its own backup while it is locked here', async () => {
    const gateway = await ranOnce();
    await gateway.pass(HOUR_MS);
    const [first] = await marked(gateway);
    const lock = (version: number, is_kept: boolean) =>
      gateway.call('POST', `/api/agreements/backups/${first?.id}`, { version, is_kept, note: null });
    expect((await lock(0, true)).status).toBe(200);
    await gateway.pass(DAY_MS, HOUR_MS);
    expect(gateway.writes.filter((write) => write.startsWith('delete'))).toEqual([]);
    expect(await gateway.ends()).toEqual(['done']);
    expect(await marked(gateway)).toHaveLength(2);
    await lock(1, false);
    await gateway.pass(DAY_MS, HOUR_MS);
    expect(gateway.writes).toContain(`delete ${first?.id}`);
  });

  it('is named as the actor in its log entries', async () => {
    const gateway = await ranOnce();
    const { entries } = await gateway.entries('?action=create_backup');
    expect(entries.map(({ action, actor }) => [action, actor?.email])).toEqual([
      ['create_backup', 'Schedule Nightly'],
    ]);
  });

  it('makes one run when two gateways check the clock at once', async () => {
    const one = open();
    const two = open();
    await one.create();
    advance(TO_FIRST_RUN);
    await Promise.all([one.schedules.lookNow(), two.schedules.lookNow()]);
    expect([...one.writes, ...two.writes]).toEqual([`create ${SERVER}`]);
    expect(await one.runs()).toHaveLength(1);
  });

  it('runs nothing twice after the clock was set back', async () => {
    const gateway = await ranOnce();
    await gateway.pass(HOUR_MS);
    const again = open();
    advance(0);
    await again.schedules.lookNow();
    expect([...gateway.writes, ...again.writes]).toHaveLength(1);
  });

  it('makes one run after an outage, and reports what was missed', async () => {
    const gateway = open();
    await gateway.create();
    await gateway.pass(TO_FIRST_RUN + 4 * DAY_MS + 5 * HOUR_MS);
    expect(gateway.writes).toEqual([`create ${SERVER}`]);
    expect((await gateway.runs()).map(({ trigger, missedCount }) => [trigger, missedCount])).toEqual([
      ['late', 0],
      ['missed', 4],
    ]);
    expect(gateway.alerts.map(({ event }) => event)).toContain('schedule_missed');
  });

  it.each([
    [
      'begins no backup later than late runs may, after a long outage in its middle',
      7,
      2,
      'skipped: too_late',
    ],
    ['goes on after an outage within that time', 5, 3, 'running'],
  ])('%s', async (_name, hours, sent, third) => {
    const gateway = await ranOnce({}, { servers: [SERVER, 12346, 12358] });
    expect(gateway.writes).toHaveLength(2);
    const next = await outage(gateway, hours * HOUR_MS);
    await expect.poll(() => next.ends()).toEqual(['done', 'done', third]);
    expect([...gateway.writes, ...next.writes]).toHaveLength(sent);
    await expect
      .poll(() => next.alerts.map(({ event }) => event))
      .toEqual(sent === 2 ? ['schedule_failed'] : []);
  });

  it('finds an unanswered backup by its mark, and requests it once', async () => {
    let isFirst = true;
    const gateway = await ranOnce({
      async onWrite(carryOut) {
        const answer = await carryOut();
        if (!isFirst) return answer;
        isFirst = false;
        throw new TypeError('The connection was lost.');
      },
    });
    await gateway.pass(2 * MINUTE_MS);
    await gateway.pass(HOUR_MS);
    expect(await gateway.ends()).toEqual(['done']);
    expect(gateway.writes).toEqual([`create ${SERVER}`]);
  });

  it('never repeats a request that may have been carried out', async () => {
    const gateway = await ranOnce({
      onWrite: async () => {
        throw new TypeError('The connection was lost.');
      },
    });
    await gateway.pass(20 * MINUTE_MS, MINUTE_MS);
    expect(await gateway.ends()).toEqual(['unknown: no_answer']);
    expect(gateway.writes).toEqual([`create ${SERVER}`]);
    expect(gateway.alerts.map(({ event }) => event)).toEqual(['schedule_failed']);
  });

  it('waits as long as the provider asks', async () => {
    let isFirst = true;
    const gateway = await ranOnce({
      async onWrite(carryOut) {
        if (!isFirst) return await carryOut();
        isFirst = false;
        return Response.json({ detail: 'Slow down.' }, { status: 429, headers: { 'retry-after': '120' } });
      },
    });
    await gateway.pass(MINUTE_MS);
    expect(gateway.writes).toHaveLength(1);
    await gateway.pass(MINUTE_MS + 1000);
    expect(gateway.writes).toHaveLength(2);
    expect(await gateway.ends()).toEqual(['running']);
  });

  it("changes nothing while the provider can't be read", async () => {
    const gateway = await ranOnce();
    await gateway.pass(HOUR_MS);
    await gateway.pass(23 * HOUR_MS);
    await gateway.call('PUT', '/api/sandbox', { scenario: 'server-error' });
    await gateway.pass(HOUR_MS);
    expect(gateway.writes).toHaveLength(2);
    await gateway.call('PUT', '/api/sandbox', { scenario: null });
    await gateway.pass(1000);
    expect(gateway.writes.at(-1)).toMatch(/^delete /);
  });

  it('ends before its next write if the schedule is deleted', async () => {
    const gateway = await ranOnce();
    await gateway.pass(HOUR_MS);
    await gateway.pass(23 * HOUR_MS);
    const { id } = await gateway.one();
    expect((await gateway.call('DELETE', `${SCHEDULES_PATH}/${id}`)).status).toBe(204);
    await gateway.pass(HOUR_MS);
    await gateway.pass(DAY_MS);
    expect(gateway.writes).toEqual([`create ${SERVER}`, `create ${SERVER}`]);
    expect(await gateway.list()).toEqual([]);
  });

  it('skips a server without a free slot, and says so', async () => {
    const gateway = open();
    await gateway.create({ catch_up_hours: 48 });
    const used = (await gateway.backups()).filter(({ type }) => type === 'manual').length;
    for (let slot = used; slot < 10; slot += 1) {
      await gateway.call('POST', '/api/v1/backups/', { server_id: SERVER, description: `Mine ${slot}` });
      await gateway.pass(HOUR_MS);
    }
    const before = gateway.writes.length;
    await gateway.pass(DAY_MS);
    expect(await gateway.ends()).toEqual(['skipped: slots_full']);
    expect(gateway.writes).toHaveLength(before);
  });

  it('waits for a server that is being backed up, and skips it after half an hour', async () => {
    let isBusy = true;
    const gateway = await ranOnce({ isBusy: () => isBusy });
    expect(await gateway.ends()).toEqual(['waiting']);
    await gateway.pass(31 * MINUTE_MS, 10 * MINUTE_MS);
    expect(await gateway.ends()).toEqual(['skipped: busy']);
    expect(gateway.writes).toEqual([]);
    await gateway.pass(23 * HOUR_MS + 29 * MINUTE_MS);
    expect(await gateway.ends()).toEqual(['waiting']);
    isBusy = false;
    await gateway.pass(MINUTE_MS);
    expect(await gateway.ends()).toEqual(['running']);
  });

  it('stops rotating after three failures, still makes backups, and reports recovery', async () => {
    const gateway = await ranOnce();
    await gateway.pass(HOUR_MS);
    await gateway.call('PUT', '/api/sandbox', { scenario: 'failing-backup' });
    for (let night = 0; night < 3; night += 1) {
      await gateway.pass(23 * HOUR_MS);
      await gateway.pass(HOUR_MS);
      expect(await gateway.ends()).toEqual(['failed: backup_failed']);
    }
    expect(gateway.alerts.map(({ event }) => event)).toEqual(['schedule_failed', 'schedule_failed']);
    await gateway.call('PUT', '/api/sandbox', { scenario: null });
    await gateway.pass(23 * HOUR_MS);
    await gateway.pass(HOUR_MS);
    expect(await gateway.ends()).toEqual(['done: rotation_paused']);
    expect(gateway.writes.filter((write) => write.startsWith('delete'))).toEqual([]);
    expect(gateway.alerts.at(-1)?.event).toBe('schedule_recovered');
    await gateway.pass(23 * HOUR_MS);
    await gateway.pass(HOUR_MS);
    // Failed ones first, then the oldest.
    expect(gateway.writes.filter((write) => write.startsWith('delete'))).toHaveLength(5);
    expect(await marked(gateway)).toHaveLength(1);
  });

  it('backs up the servers of a partial list, and says that it was partial', async () => {
    let isPart = false;
    const gateway = open({ isPart: (path) => isPart && path === '/servers/' });
    await gateway.create({ servers: 'all' });
    await gateway.call('PUT', '/api/sandbox', { creation_speed: 100 });
    isPart = true;
    await gateway.pass(TO_FIRST_RUN + HOUR_MS, MINUTE_MS * 5);
    const [run] = await gateway.runs();
    const all: { count: number } = JSON.parse(await gateway.provider('/servers/'));
    expect(run?.listing).toBe('part');
    expect(run?.servers).toHaveLength(all.count - 1);
    expect(run?.endedAtMs).not.toBeNull();
    expect(gateway.alerts.map(({ event }) => event)).toEqual(['schedule_failed']);
    expect((await gateway.schedules.facts())[0]).toMatchObject({ isLastFailed: true, lastSuccessMs: null });
    isPart = false;
    await gateway.pass(DAY_MS, HOUR_MS);
    expect((await gateway.runs())[0]?.servers).toHaveLength(all.count);
  });

  it('deletes nothing based on a partial list of backups, and says so', async () => {
    let isPart = false;
    const gateway = await ranOnce({ isPart: (path) => isPart && path.startsWith('/backups/?server_id') });
    await gateway.pass(HOUR_MS);
    isPart = true;
    await gateway.pass(DAY_MS, HOUR_MS);
    expect(await gateway.ends()).toEqual(['done: rotation_unread']);
    expect(gateway.writes.filter((write) => write.startsWith('delete'))).toEqual([]);
    isPart = false;
    await gateway.pass(DAY_MS, HOUR_MS);
    expect(gateway.writes.filter((write) => write.startsWith('delete'))).toHaveLength(2);
  });

  it('starts two backups at most, half a minute apart', async () => {
    const gateway = open({ isSandbox: false });
    await gateway.create({ servers: 'all' });
    await gateway.call('PUT', '/api/sandbox', { creation_speed: 0.05 });
    await gateway.pass(TO_FIRST_RUN);
    expect(gateway.writes).toHaveLength(1);
    await gateway.pass(29_000);
    expect(gateway.writes).toHaveLength(1);
    await gateway.pass(1_000);
    expect(gateway.writes).toHaveLength(2);
    await gateway.pass(31_000);
    expect(gateway.writes).toHaveLength(2);
  });
}
