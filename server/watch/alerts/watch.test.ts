import { beforeEach, describe, expect, it } from 'vitest';
import { wireBackup } from '../../testing/provider/fleet-upstream';
import {
  begunWatch,
  DAY,
  daily,
  HOUR,
  LINK_BASE,
  memoryDatabase,
  openWatch,
  type Receiver,
  soundWorld,
  startReceiver,
  T0,
  WEB,
} from '../../testing/watch/watch';

const DB = { id: 2, name: 'db-01' };

let hook: Receiver;
beforeEach(async () => {
  hook = await startReceiver();
});
describe('each event', () => {
  it('late, then missed, then recovered, each once, with reason and link', async () => {
    const { world, watch } = await begunWatch(hook);
    world.nowMs = T0 + 31 * HOUR;
    await watch.turns(4);
    world.nowMs = T0 + 3 * DAY;
    await watch.turns(4);
    world.backups = [...world.backups, wireBackup(7, WEB, world.nowMs)];
    await watch.turns(4);

    const [, late, missed, recovered] = hook.alerts();
    expect(hook.told()).toEqual(['summary', 'late web-01', 'missed web-01', 'recovered web-01']);
    expect(late).toMatchObject({
      event: 'late',
      state: 'late',
      previous: null,
      server: { id: 1, name: 'web-01' },
      reason: 'Usually every 1 d; last good backup 1 d 7 h ago.',
      link: `${LINK_BASE}/servers/1`,
      text: `web-01: the backup is late. Usually every 1 d; last good backup 1 d 7 h ago. https://backups.example.com/servers/1`,
    });
    expect(late?.content).toBe(late?.text);
    expect(missed).toMatchObject({ event: 'missed', previous: 'late' });
    expect(recovered).toMatchObject({ event: 'recovered', previous: 'missed', state: 'protected' });
    expect(recovered?.text).toContain('web-01: protected again.');
    expect(new Set(hook.alerts().map(({ id }) => id)).size).toBe(4);
  });

  it('failing', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    const failed = { status: 'failed', size_mb: null };
    world.nowMs = T0 + 2 * HOUR;
    world.backups = [
      ...world.backups,
      wireBackup(8, WEB, T0 + HOUR, failed),
      wireBackup(9, WEB, T0 + 2 * HOUR, failed),
    ];
    await watch.turns(3);
    expect(toldSince()).toEqual(['failing web-01']);
    expect(hook.alerts()[1]?.reason).toMatch(/^The last 2 automatic backups failed/);
  });

  it('not recovered by a manual backup while the automatic ones fail or are missed', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    world.nowMs = T0 + 3 * DAY;
    await watch.turns(2);
    world.backups = [...world.backups, wireBackup(8, WEB, world.nowMs, { backup_type: 'manual' })];
    await watch.turns(3);
    const failed = { status: 'failed', size_mb: null };
    world.backups = [
      ...world.backups,
      wireBackup(9, WEB, world.nowMs, failed),
      wireBackup(10, WEB, world.nowMs + HOUR, failed),
      wireBackup(11, WEB, world.nowMs + 2 * HOUR, { backup_type: 'manual' }),
    ];
    world.nowMs += 3 * HOUR;
    await watch.turns(3);
    expect(toldSince()).toEqual(['missed web-01', 'failing web-01']);
    expect(hook.alerts().at(-1)?.reason).toBe(
      'Automatic backups are failing; a manual backup of 1 h 10 min ago exists.',
    );
  });

  it('not recovered when only a manual backup is left, but by the next good automatic one', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    world.nowMs = T0 + 3 * DAY;
    await watch.turns(2);
    world.backups = [wireBackup(8, WEB, world.nowMs, { backup_type: 'manual' })];
    await watch.turns(3);
    expect(toldSince()).toEqual(['missed web-01']);
    world.nowMs += HOUR;
    world.backups = [...world.backups, wireBackup(9, WEB, world.nowMs)];
    await watch.turns(2);
    expect(toldSince()).toEqual(['missed web-01', 'recovered web-01']);
  });

  it('expiring, and recovered by a manual backup', async () => {
    const world = soundWorld();
    const expires_at = new Date(T0 + 4 * DAY).toISOString();
    world.backups = [wireBackup(1, WEB, T0, { backup_type: 'manual', expires_at })];
    const { watch, toldSince } = await begunWatch(hook, world);
    world.nowMs = T0 + 2 * DAY;
    await watch.turns(3);
    expect(toldSince()).toEqual(['expiring web-01']);
    expect(hook.alerts().at(-1)).toMatchObject({ event: 'expiring', state: 'expiring' });
    expect(hook.alerts().at(-1)?.text).toContain('web-01: the last good backup expires soon.');
    const manual = { backup_type: 'manual', expires_at: null };
    world.backups = [...world.backups, wireBackup(2, WEB, world.nowMs, manual)];
    await watch.turns(3);
    expect(toldSince()).toEqual(['expiring web-01', 'recovered web-01']);
  });

  it('unprotected: a server whose backups are all gone, and one that never had any', async () => {
    const { world, watch, toldSince } = await begunWatch(hook, soundWorld([WEB, DB]));
    world.backups = world.backups.filter((backup) => !JSON.stringify(backup).includes('db-01'));
    world.servers = [...world.servers, { id: 3, name: 'new-01' }];
    await watch.turns(3);
    expect(toldSince()).toEqual(['unprotected db-01', 'unprotected new-01']);
    expect(hook.alerts().at(-1)).toMatchObject({
      state: 'never',
      reason: 'This server has no backups.',
    });
    expect(hook.alerts().at(-1)?.text).toMatch(/^new-01: never backed up\./);
  });

  it('error: a server in error at the provider, and recovered when it works again', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    world.servers = [{ ...WEB, status: 'error' }];
    await watch.turns(3);
    expect(toldSince()).toEqual(['error web-01']);
    expect(hook.alerts().at(-1)).toMatchObject({ event: 'error', state: 'protected' });
    expect(hook.alerts().at(-1)?.text).toMatch(
      /^web-01: the server is in error\. The provider reports an error on this server\./,
    );
    world.servers = [{ ...WEB, status: 'active' }];
    await watch.turns(3);
    expect(toldSince()).toEqual(['error web-01', 'recovered web-01']);
    expect(hook.alerts().at(-1)).toMatchObject({ previous: 'error' });
  });

  it('old is sent as late, with its own words', async () => {
    const world = soundWorld();
    world.backups = [wireBackup(1, WEB, T0, { backup_type: 'manual' })];
    const { watch, toldSince } = await begunWatch(hook, world);
    world.nowMs = T0 + 8 * DAY;
    await watch.turns(2);
    expect(toldSince()).toEqual(['late web-01']);
    expect(hook.alerts().at(-1)).toMatchObject({ event: 'late', state: 'old' });
  });

  it('blind after three checks, and recovered when the provider is back', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    world.isReachable = false;
    await watch.turns(2);
    expect(toldSince()).toEqual([]);
    await watch.turns(3);
    expect(toldSince()).toEqual(['blind']);
    expect(hook.alerts().at(-1)).toMatchObject({ server: null, link: `${LINK_BASE}/` });
    expect(hook.alerts().at(-1)?.reason).toContain('could not be reached');
    world.isReachable = true;
    await watch.turns(3);
    expect(toldSince()).toEqual(['blind', 'recovered']);
    expect(hook.alerts().at(-1)).toMatchObject({ event: 'recovered', server: null, previous: 'blind' });
  });

  it('an incomplete list changes no server’s state, and becomes blind', async () => {
    const { world, watch, toldSince } = await begunWatch(hook, soundWorld([WEB, DB]));
    world.backups = daily(WEB);
    world.claimedCount = 20;
    await watch.turns(4);
    expect(toldSince()).toEqual(['blind']);
    expect(hook.alerts().at(-1)?.reason).toBe('Only 10 of 20 backups were received.');
  });
});

describe('where the token may not list servers', () => {
  it('a server whose last backup expires is reported, and the summary says what is invisible', async () => {
    const world = { ...soundWorld([WEB, DB]), hasServerList: false };
    const { watch, toldSince } = await begunWatch(hook, world);
    expect(hook.alerts()[0]?.reason).toMatch(/Servers without a backup can't be seen/);
    world.backups = daily(WEB);
    await watch.turns(3);
    expect(toldSince()).toEqual(['unprotected 2']);
    expect(hook.alerts().at(-1)).toMatchObject({
      server: { id: '2', name: '2' },
      link: `${LINK_BASE}/servers/2`,
      reason: 'Its backups are no longer listed, and the token may not read the list of servers.',
    });
    world.isReachable = false;
    await watch.turns(3);
    world.isReachable = true;
    await watch.turns(2);
    expect(toldSince().slice(1)).toEqual(['blind', 'recovered']);
    expect(hook.alerts().at(-1)?.reason).not.toContain('all servers');
  });

  it('a server that is ignored from now on has not disappeared', async () => {
    const database = await memoryDatabase();
    const world = { ...soundWorld([WEB, DB]), hasServerList: false };
    await (await openWatch({ world, webhookUrl: hook.url, database })).turns(1);
    const watch = await openWatch({ world, webhookUrl: hook.url, database, ignored: ['db-01'] });
    await watch.turns(3);
    expect(hook.told()).toEqual(['summary']);
  });

  it('the dead man’s switch gets no good check', async () => {
    const world = { ...soundWorld(), hasServerList: false };
    const watch = await openWatch({ world, pingUrl: `${hook.server.baseUrl}/p` });
    await watch.turns(1);
    expect(hook.paths()).toEqual(['GET /api/v1/p/fail']);
  });
});

describe('an account without a server', () => {
  it('is no good check, and is reported when there were servers before', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    Object.assign(world, { servers: [], backups: [] });
    await watch.turns(4);
    expect(toldSince()).toEqual(['blind']);
    expect(hook.alerts().at(-1)?.text).toMatch(
      /^The account no longer lists any server\. .* Check that the token belongs to the right account\./,
    );
    const ping = await openWatch({ world, pingUrl: `${hook.server.baseUrl}/p` });
    await ping.turns(1);
    expect(hook.paths().at(-1)).toBe('GET /api/v1/p/fail');
  });
});

describe('no message', () => {
  it('for flapping', async () => {
    const { world, watch, toldSince } = await begunWatch(hook);
    const sound = world.backups;
    for (let turn = 0; turn < 6; turn += 1) {
      world.backups = turn % 2 === 0 ? [] : sound;
      await watch.turns(1);
    }
    expect(toldSince()).toEqual([]);
  });

  it('for a server that is gone from the list, or comes back as it was', async () => {
    const { world, watch, toldSince } = await begunWatch(hook, soundWorld([WEB, DB]));
    const all = { servers: world.servers, backups: daily(WEB, world.nowMs) };
    Object.assign(world, { backups: all.backups });
    await watch.turns(2);
    expect(toldSince()).toEqual(['unprotected db-01']);
    Object.assign(world, { servers: [WEB] });
    await watch.turns(3);
    Object.assign(world, all);
    await watch.turns(3);
    expect(toldSince()).toEqual(['unprotected db-01']);
  });

  it('for a server in WATCH_IGNORE, by name in any case or by id', async () => {
    const world = soundWorld([WEB, DB, { id: 3, name: 'Staging' }, { id: 4, name: 'lab' }]);
    world.backups = [...daily(WEB), ...daily(DB)];
    const { watch, toldSince } = await begunWatch(hook, world, { ignored: ['staging', '#4'] });
    await watch.turns(3);
    expect(toldSince()).toEqual([]);
    expect(hook.alerts()[0]?.text).toContain('2 servers are watched from now on: 2 protected.');
  });

  it('when nothing changes', async () => {
    const { watch, toldSince } = await begunWatch(hook);
    await watch.turns(5);
    expect(toldSince()).toEqual([]);
  });
});

describe('the first check', () => {
  it('sends one summary, worst first, and no message per server', async () => {
    const ailing = Array.from({ length: 14 }, (_, index) => ({ id: 100 + index, name: `ail-${index}` }));
    const world = soundWorld([WEB]);
    world.servers = [WEB, ...ailing];
    const watch = await openWatch({ world, webhookUrl: hook.url });
    await watch.turns(3);
    expect(hook.told()).toEqual(['summary']);
    const text = hook.alerts()[0]?.text ?? '';
    expect(text).toMatch(
      /^15 servers are watched from now on: 14 unprotected, 1 protected\. Needs attention: ail-0 \(/,
    );
    expect(text).toContain('4 more.');
    expect(hook.alerts()[0]).toMatchObject({ server: null, link: `${LINK_BASE}/` });
  });

  it('of an empty account says so', async () => {
    const watch = await openWatch({ world: soundWorld([]), webhookUrl: hook.url });
    await watch.turns(1);
    expect(hook.alerts()[0]?.text).toContain('0 servers are watched from now on. No server needs attention.');
  });

  it('handles a large fleet', async () => {
    const world = soundWorld(
      Array.from({ length: 1200 }, (_, index) => ({ id: index + 1, name: `s-${index}` })),
    );
    world.backups = [];
    const { watch, toldSince } = await begunWatch(hook, world);
    world.backups = world.servers.map((server) => wireBackup(server.id, server, world.nowMs));
    await watch.check();
    await watch.check();
    expect(await watch.store.pendingCount()).toBe(1200);
    expect(toldSince()).toEqual([]);
  });
});
