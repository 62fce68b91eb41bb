import { describe, expect, it } from 'vitest';
import { MANUAL_SLOTS } from '../../src/core/backups/quota';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/lib/time-units';
import { fc } from '../../src/testing/properties';
import { openTrial, type ShownBackup, type Trial } from './testing';

const WEB = 12345;
const MEDIA = 12391;

const only = (backups: readonly ShownBackup[], id: number) => backups.find((backup) => backup.id === id);
const timeOf = (iso: string | null) => (iso === null ? Number.POSITIVE_INFINITY : Date.parse(iso));
const newest = (backups: readonly ShownBackup[]) =>
  backups.toSorted((a, b) => timeOf(b.created_at) - timeOf(a.created_at))[0];

async function expectInvariants(trial: Trial): Promise<void> {
  const now = trial.now();
  const manual = new Map<number, number>();
  const backups = await trial.backups();
  const broken = backups.filter((backup) => {
    if (backup.backup_type === 'manual')
      manual.set(backup.server.id, (manual.get(backup.server.id) ?? 0) + 1);
    const age = now - timeOf(backup.created_at);
    const isStuck = backup.status === 'in_progress' && age >= HOUR_MS;
    const hasEarlySize = backup.status !== 'completed' && backup.size_mb !== null;
    return age < 0 || timeOf(backup.expires_at) <= now || isStuck || hasEarlySize;
  });
  expect(broken).toEqual([]);
  expect(new Set(backups.map((backup) => backup.id)).size).toBe(backups.length);
  expect(Math.max(...manual.values())).toBeLessThanOrEqual(MANUAL_SLOTS);
}

describe('a manual backup', () => {
  it.each([
    ['a small server', WEB, 10, 25],
    ['a large server', MEDIA, 30, 40],
  ])(
    'of %s runs for some of 10 to 40 seconds, then has about the usual size',
    async (_, server, atLeastS, atMostS) => {
      const trial = openTrial();
      const { id } = await trial.create(server);
      trial.pass(atLeastS * SECOND_MS - 1);
      expect(only(await trial.backups(), id)).toMatchObject({ status: 'in_progress', size_mb: null });
      trial.pass((atMostS - atLeastS) * SECOND_MS + 1);
      const ended = only(await trial.backups(), id);
      expect(ended).toMatchObject({ status: 'completed', expires_at: null });
      const sizes = (await trial.backups(`?server_id=${server}&backup_type=automatic`)).map(
        (b) => b.size_mb ?? 0,
      );
      const usual = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
      expect((ended?.size_mb ?? 0) / usual).toBeGreaterThan(0.75);
      expect((ended?.size_mb ?? 0) / usual).toBeLessThan(1.25);
    },
  );

  it('is faster with a higher creation speed', async () => {
    const trial = openTrial({ creationSpeed: 100 });
    const { id } = await trial.create(WEB);
    trial.pass(400);
    expect(only(await trial.backups(), id)?.status).toBe('completed');
  });

  it('that runs when the fleet is created ends within minutes', async () => {
    const trial = openTrial();
    expect(only(await trial.backups(), 502)?.status).toBe('in_progress');
    trial.pass(10 * MINUTE_MS);
    expect(only(await trial.backups(), 502)).toMatchObject({
      status: 'completed',
      size_mb: expect.any(Number),
    });
  });
});

describe('automatic backups', () => {
  const query = `?server_id=${WEB}&backup_type=automatic`;

  it('appear on schedule, run for minutes, and complete; the oldest expires', async () => {
    const trial = openTrial();
    const before = await trial.backups(query);
    const highestId = Math.max(...(await trial.backups()).map((backup) => backup.id));
    let running: ShownBackup | undefined;
    for (let minute = 0; minute < DAY_MS / MINUTE_MS && running === undefined; minute += 1) {
      trial.pass(MINUTE_MS);
      running = (await trial.backups(query)).find((backup) => backup.status === 'in_progress');
    }
    expect(running?.description).toBe('Automatic daily backup');
    expect(running?.id).toBeGreaterThan(highestId);
    // Planned at 03:00, with some minutes of chance.
    expect(running?.created_at).toMatch(/T03:0\dZ?/);
    expect(timeOf(running?.expires_at ?? null) - timeOf(running?.created_at ?? null)).toBe(31 * DAY_MS);
    trial.pass(8 * MINUTE_MS);
    const after = await trial.backups(query);
    expect(only(after, running?.id ?? 0)?.status).toBe('completed');
    trial.pass(20 * MINUTE_MS);
    expect(await trial.backups(query)).toHaveLength(before.length);
  });

  it('catch up after months without the gateway', async () => {
    const trial = openTrial();
    trial.pass(300 * DAY_MS);
    const web = await trial.backups(query);
    expect(web.length).toBeGreaterThanOrEqual(30);
    expect(web.length).toBeLessThanOrEqual(32);
    expect(trial.now() - timeOf(newest(web)?.created_at ?? null)).toBeLessThan(1.25 * DAY_MS);
    await expectInvariants(trial);
  });

  it('continue as specified: one server keeps failing, one stays stopped, one has recovered, one stays without', async () => {
    const trial = openTrial();
    trial.pass(2 * DAY_MS);
    expect(newest(await trial.backups('?server_id=12346'))?.status).toBe('failed');
    const replica = newest(await trial.backups('?server_id=12379&backup_type=automatic'));
    expect(trial.now() - timeOf(replica?.created_at ?? null)).toBeGreaterThan(5 * DAY_MS);
    const mail = newest(await trial.backups('?server_id=12351'));
    expect(mail?.status).toBe('completed');
    expect(trial.now() - timeOf(mail?.created_at ?? null)).toBeLessThan(DAY_MS);
    expect(await trial.backups('?server_id=12367')).toEqual([]);
  });

  it('do not depend on how often they are read meanwhile', async () => {
    const seen = async (steps: readonly number[]) => {
      const trial = openTrial();
      for (const step of steps) {
        trial.pass(step);
        await trial.call('GET', '/servers/');
      }
      return (await trial.backups()).map(({ id: _, ...rest }) => JSON.stringify(rest)).toSorted();
    };
    const once = await seen([12 * DAY_MS]);
    expect(await seen(Array.from({ length: 12 * 24 }, () => HOUR_MS))).toEqual(once);
    expect(await seen([5 * DAY_MS, 61_234, 7 * DAY_MS - 61_234])).toEqual(once);
  });
});

describe('forty days', () => {
  it('keep the rules, whatever happens meanwhile', async () => {
    const step = fc.record({
      pass: fc.oneof(fc.integer({ min: 0, max: 20 * MINUTE_MS }), fc.integer({ min: 0, max: 4 * DAY_MS })),
      server: fc.constantFrom(WEB, 12346, 12367, 12370, MEDIA),
      act: fc.constantFrom('create', 'create', 'delete', 'restore', 'nothing'),
      scenario: fc.constantFrom(null, null, 'failing-backup', 'failing-restore'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const trial = openTrial();
        for (const { act, pass, scenario, server } of steps) {
          trial.sandbox.update({ scenario });
          const [first] = await trial.backups(`?server_id=${server}`);
          if (act === 'create') await trial.call('POST', '/backups/', { server_id: server });
          if (act === 'delete') await trial.call('DELETE', `/backups/${first?.id ?? 0}/`);
          if (act === 'restore')
            await trial.call('POST', `/servers/${server}/restore/`, { backup_id: first?.id });
          trial.pass(pass);
          await expectInvariants(trial);
        }
        trial.pass(40 * DAY_MS);
        await expectInvariants(trial);
        trial.sandbox.close();
      }),
      { numRuns: 15, seed: 40 },
    );
  });

  it('keep the rules in steps of several hours', async () => {
    const trial = openTrial();
    for (let passed = 0; passed < 40 * DAY_MS; passed += 5 * HOUR_MS + 7 * MINUTE_MS) {
      trial.pass(5 * HOUR_MS + 7 * MINUTE_MS);
      await expectInvariants(trial);
    }
    const total = (await trial.backups()).length;
    expect(total).toBeGreaterThan(350);
    expect(total).toBeLessThan(500);
  });
});
