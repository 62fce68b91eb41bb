import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { deferred, startServer } from '../../testing/http';
import { wireBackup } from '../../testing/provider/fleet-upstream';
import {
  expectNoCanary,
  HOUR,
  MINUTE,
  memoryDatabase,
  openWatch,
  type Receiver,
  soundWorld,
  startReceiver,
  T0,
  type TestWatch,
  WEB,
  type World,
} from '../../testing/watch/watch';
import { pauseMs } from './courier';
import { callOut } from './outgoing';

let hook: Receiver;
beforeEach(async () => {
  hook = await startReceiver();
});

/** Delivers when due for this long; returns the minutes at which something was sent. */
async function passTime(watch: TestWatch, world: World, durationMs: number): Promise<number[]> {
  const startMs = world.nowMs;
  const endMs = startMs + durationMs;
  const sentAt: number[] = [];
  for (;;) {
    const before = hook.server.seen.length;
    const nextMs = await watch.deliver();
    if (hook.server.seen.length > before) sentAt.push((world.nowMs - startMs) / MINUTE);
    if (nextMs === null || nextMs > endMs) break;
    world.nowMs = nextMs;
  }
  world.nowMs = endMs;
  return sentAt;
}

describe('pauses between attempts', () => {
  it('grow to 15 minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1000].map((attempts) => pauseMs(attempts) / MINUTE)).toEqual([
      0.5, 1, 2, 4, 8, 15, 15, 15,
    ]);
  });

  it('are at least what the receiver requests', () => {
    expect(pauseMs(1, 90_000)).toBe(90_000);
    expect(pauseMs(6, 90_000)).toBe(15 * MINUTE);
  });
});

describe('a receiver that is down for an hour', () => {
  it('gets everything in order once it is back, after few attempts', async () => {
    const world = soundWorld();
    const watch = await openWatch({ world, webhookUrl: hook.url });
    hook.status = 503;
    await watch.check();
    expect(await passTime(watch, world, 30 * MINUTE)).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5]);
    // Meanwhile the server gets late, and recovers.
    world.nowMs = T0 + 31 * HOUR;
    await watch.check();
    await watch.check();
    world.backups = [...world.backups, wireBackup(9, WEB, world.nowMs)];
    await watch.check();
    await watch.check();
    expect((await passTime(watch, world, HOUR)).length).toBeLessThanOrEqual(5);
    const refused = hook.server.seen.length;
    expect(hook.told()).toEqual(hook.told().map(() => 'summary'));
    hook.status = 204;
    await passTime(watch, world, HOUR);
    expect(hook.told().slice(refused)).toEqual(['summary', 'late web-01', 'recovered web-01']);
    expect(await watch.store.pendingCount()).toBe(0);
  });

  it('is retried at once after a restart', async () => {
    const world = soundWorld();
    const database = await memoryDatabase();
    const before = await openWatch({ world, webhookUrl: hook.url, database });
    hook.status = 500;
    await before.check();
    await before.deliver();
    await before.deliver();
    expect(hook.server.seen).toHaveLength(1);
    hook.status = 200;
    await (await openWatch({ world, webhookUrl: hook.url, database })).deliver();
    expect(hook.server.seen).toHaveLength(2);
    expect(await before.store.pendingCount()).toBe(0);
  });

  it('that is unreachable leaves its messages pending, with the reason', async () => {
    const world = soundWorld();
    const gone = await startServer(() => {});
    await gone.close();
    const watch = await openWatch({ world, webhookUrl: `http://127.0.0.1:${gone.port}/canary` });
    await watch.check();
    expect(await watch.deliver()).toBe(world.nowMs + 30_000);
    const [row] = await watch.store.recent(5);
    expect(row).toMatchObject({
      attempts: 1,
      last_problem: 'unreachable',
      last_status: null,
      delivered_at: null,
    });
    expectNoCanary(...watch.logLines);
  });
});

describe('while the database refuses writes', () => {
  it.each([200, 503])('a message answered with %i is not sent again', async (status) => {
    const world = soundWorld();
    const database = await memoryDatabase();
    const watch = await openWatch({ world, webhookUrl: hook.url, database });
    await watch.check();
    hook.status = status;
    await sql`PRAGMA query_only = 1`.execute(database.db);
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(watch.deliver()).rejects.toThrow();
      world.nowMs += 10_000;
    }
    expect(hook.server.seen).toHaveLength(1);
    await sql`PRAGMA query_only = 0`.execute(database.db);
    await watch.deliver();
    const isTaken = status === 200;
    expect(await watch.store.recent(5)).toMatchObject([
      { attempts: isTaken ? 1 : 2, last_status: status, last_problem: isTaken ? null : 'failed' },
    ]);
    expect(await watch.store.pendingCount()).toBe(isTaken ? 0 : 1);
  });
});

describe('a receiver that answers', () => {
  it.each([
    [301, 'redirect'],
    [302, 'redirect'],
    [307, 'redirect'],
    [400, 'refused'],
    [404, 'refused'],
    [429, 'rateLimited'],
    [500, 'failed'],
  ])('%i did not accept it: %s; its answer is neither followed nor stored', async (status, problem) => {
    const world = soundWorld();
    const watch = await openWatch({ world, webhookUrl: hook.url });
    hook.status = status;
    await watch.check();
    await watch.deliver();
    expect(hook.server.seen).toHaveLength(1);
    const rows = await watch.store.recent(5);
    expect(rows).toMatchObject([
      { attempts: 1, last_status: status, last_problem: problem, delivered_at: null },
    ]);
    expectNoCanary(...watch.logLines, JSON.stringify(rows));
  });

  it('that rejects one message still gets those of other servers', async () => {
    const world = soundWorld([WEB, { id: 2, name: 'db-01' }]);
    const watch = await openWatch({ world, webhookUrl: hook.url });
    await watch.turns(1);
    hook.status = 400;
    const sound = world.backups;
    world.backups = [];
    await watch.turns(2);
    expect(hook.told().slice(1).sort()).toEqual(['unprotected db-01', 'unprotected web-01']);
    world.backups = sound;
    await watch.check();
    await watch.check();
    hook.status = 200;
    await passTime(watch, world, 2 * MINUTE);
    const later = hook.told().slice(3);
    for (const name of ['web-01', 'db-01']) {
      expect(later.filter((told) => told.includes(name))).toEqual([
        `unprotected ${name}`,
        `recovered ${name}`,
      ]);
    }
  });

  it('that always rejects one message still gets later ones of that server', async () => {
    const world = soundWorld();
    const watch = await openWatch({ world, webhookUrl: hook.url });
    await watch.turns(1);
    hook.status = 422;
    const sound = world.backups;
    world.backups = [];
    await watch.turns(2);
    expect((await passTime(watch, world, 30 * MINUTE)).length).toBeGreaterThan(4);
    world.backups = sound;
    await watch.check();
    await watch.check();
    const before = hook.server.seen.length;
    hook.status = 200;
    await watch.deliver();
    expect(hook.told().slice(before)).toEqual(['recovered web-01']);
    await passTime(watch, world, 20 * MINUTE);
    expect(hook.told().slice(before)).toEqual(['recovered web-01', 'unprotected web-01']);
  });

  it('that always rejects hundreds of messages still gets later ones', async () => {
    const world = soundWorld();
    const database = await memoryDatabase();
    const watch = await openWatch({ world, webhookUrl: hook.url, database });
    await watch.check();
    const [row] = await watch.store.pending();
    if (row === undefined) throw new Error('Nothing waits.');
    const nextAt = new Date(world.nowMs + 10 * MINUTE).toISOString();
    const refused = Array.from({ length: 600 }, (_, index) => ({
      ...row,
      // Older than everything reported.
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      attempts: 9,
      last_status: 400,
      last_problem: 'refused',
      next_at: nextAt,
    }));
    await database.db.insertInto('alert_delivery').values(refused).execute();
    await passTime(watch, world, MINUTE);
    // The first turn after a start tries some of the others as well.
    expect(hook.alerts()[0]?.id).toBe(row.id);
  });

  it('leaves a bounded list of delivered messages', async () => {
    const world = soundWorld(
      Array.from({ length: 130 }, (_, index) => ({ id: index + 1, name: `s-${index}` })),
    );
    const watch = await openWatch({ world, webhookUrl: hook.url });
    await watch.turns(1);
    world.backups = [];
    await watch.turns(2);
    expect(hook.server.seen).toHaveLength(131);
    expect(await watch.store.recent(500)).toHaveLength(100);
  });
});

describe('a call', () => {
  const call = (url: string, signal = new AbortController().signal, limitMs = 10_000) =>
    callOut({ method: 'GET', url, headers: {}, body: null, signal, limitMs });

  it('without an answer times out', async () => {
    const silent = await startServer(() => {});
    try {
      expect(await call(silent.baseUrl, undefined, 50)).toMatchObject({ problem: 'timeout', status: null });
    } finally {
      await silent.close();
    }
  });

  it('ends when the gateway stops', async () => {
    const arrived = deferred();
    const silent = await startServer(() => arrived.resolve());
    try {
      const stopping = new AbortController();
      const outcome = call(silent.baseUrl, stopping.signal);
      await arrived.promise;
      stopping.abort();
      expect(await outcome).toMatchObject({ problem: 'stopped' });
      expect(await call(silent.baseUrl, stopping.signal)).toMatchObject({ problem: 'stopped' });
    } finally {
      await silent.close();
    }
  });

  it('does not read an endless answer', async () => {
    const endless = await startServer((outgoing) => {
      outgoing.writeHead(200);
      outgoing.write('x'.repeat(100_000));
    });
    try {
      expect(await call(endless.baseUrl)).toEqual({ problem: null, status: 200, retryAfterMs: null });
    } finally {
      await endless.close();
    }
  });

  it('honours Retry-After, up to an hour', async () => {
    const answers = ['7', '0.3', '999999', 'Wed, 21 Oct 2015 07:28:00 GMT'];
    const busy = await startServer((outgoing) => {
      outgoing.writeHead(429, { 'retry-after': answers.shift() ?? '' }).end();
    });
    try {
      const waits: (number | null)[] = [];
      for (let turn = 0; turn < 4; turn += 1) waits.push((await call(busy.baseUrl)).retryAfterMs);
      expect(waits).toEqual([7000, 300, HOUR, null]);
    } finally {
      await busy.close();
    }
  });
});
