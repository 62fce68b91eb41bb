import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../database/sqlite';
import {
  begunWatch,
  DAY,
  expectNoCanary,
  HOOK_SECRET,
  HOUR,
  memoryDatabase,
  openWatch,
  type Receiver,
  soundWorld,
  startReceiver,
  T0,
} from '../../testing/watch/watch';

let hook: Receiver;
beforeEach(async () => {
  hook = await startReceiver();
});

describe('a message', () => {
  it('is signed over its exact bytes', async () => {
    await begunWatch(hook, soundWorld([{ id: 1, name: 'büro-01 “ä”' }]));
    const [request] = hook.server.seen;
    const expected = createHmac('sha256', HOOK_SECRET)
      .update(request?.body ?? '', 'utf8')
      .digest('hex');
    expect(request?.headers['x-signature-256']).toBe(`sha256=${expected}`);
    expect(request).toMatchObject({ method: 'POST', url: '/hook?key=canary-in-url' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'vps-backups/1.2.3',
    });
    expectNoCanary(request?.body ?? '');
  });

  it('has no mentions or formatting, whatever a server is called', async () => {
    const name = '<!channel> @everyone *b* _i_ `c` [x](https://evil.example) <@U1>\n&amp; web_01';
    const { world, watch } = await begunWatch(hook, soundWorld([{ id: 1, name }]));
    world.backups = [];
    await watch.turns(2);
    const alert = hook.alerts().at(-1);
    for (const text of [alert?.text ?? '', alert?.content ?? '']) {
      expect(text).not.toMatch(/[<>*`[\]\n]|@(?!\u200B)|:\/\/evil|(^|\s)_/);
      expect(text).toContain('web_01');
    }
    expect(alert?.text).toContain('&amp;amp;');
    expect(alert?.allowed_mentions).toEqual({ parse: [] });
    expect(alert?.server?.name).toBe(name.replace('\n', ' '));
  });

  it('never contains the token, even when the provider sends it', async () => {
    const world = soundWorld([{ id: 1, name: 'web vps_canary_token' }]);
    const watch = await openWatch({ world, webhookUrl: hook.url, secret: 'vps_canary_token' });
    world.backups = [];
    await watch.turns(2);
    expectNoCanary(...hook.server.seen.map(({ body }) => body));
  });
});

describe('the dead man’s switch', () => {
  it('is called after good checks, and /fail after bad ones', async () => {
    const { world, watch } = await begunWatch(hook, soundWorld(), {
      pingUrl: `${hook.server.baseUrl}/p/?a=1`,
    });
    world.nowMs = T0 + 31 * HOUR;
    await watch.turns(1);
    world.nowMs = T0 + 3 * DAY;
    await watch.turns(1);
    world.isReachable = false;
    await watch.turns(1);
    expect(hook.paths().filter((path) => path.startsWith('GET'))).toEqual([
      'GET /api/v1/p/?a=1',
      'GET /api/v1/p/?a=1',
      'GET /api/v1/p/fail?a=1',
      'GET /api/v1/p/fail?a=1',
    ]);
  });

  it('is called with /fail when nothing can be stored, and nothing is sent', async () => {
    const database = await memoryDatabase();
    const watch = await openWatch({
      world: soundWorld(),
      webhookUrl: hook.url,
      pingUrl: `${hook.server.baseUrl}/p`,
      database,
    });
    await database.db.schema.dropTable('alert_delivery').execute();
    await expect(watch.check()).rejects.toThrow();
    expect(hook.paths()).toEqual(['GET /api/v1/p/fail']);
    // All or nothing: the summary is still to come.
    expect(await watch.store.lastCheck()).toBeNull();
  });

  it('needs no webhook', async () => {
    const watch = await openWatch({ world: soundWorld(), pingUrl: `${hook.server.baseUrl}/p` });
    await watch.turns(2);
    expect(hook.paths()).toEqual(['GET /api/v1/p', 'GET /api/v1/p']);
    expect(await watch.store.pendingCount()).toBe(0);
  });
});

describe('a restart', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'alerts-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const file = () => openSqlite(join(dir, 'activity.sqlite'));

  it('between storing and delivering loses nothing and sends nothing twice', async () => {
    const world = soundWorld();
    let database = await file();
    let watch = await openWatch({ world, webhookUrl: hook.url, database });
    await watch.turns(1);
    world.nowMs = T0 + 31 * HOUR;
    await watch.check();
    await watch.check();
    // Written down, not sent: here the power goes.
    await database.close();
    expect(hook.told()).toEqual(['summary']);

    database = await file();
    watch = await openWatch({ world, webhookUrl: hook.url, database });
    await watch.deliver();
    expect(hook.told()).toEqual(['summary', 'late web-01']);
    await watch.turns(3);
    await watch.deliver();
    expect(hook.told()).toEqual(['summary', 'late web-01']);
    await database.close();
  });

  it('between sending and storing the result sends again with the same id', async () => {
    const world = soundWorld();
    const stopping = new AbortController();
    const database = await file();
    const watch = await openWatch({ world, webhookUrl: hook.url, database, signal: stopping.signal });
    await watch.check();
    const [delivery] = await watch.store.pending();
    await watch.deliver();
    // As if the note that it was taken had never been made.
    await database.db
      .updateTable('alert_delivery')
      .set({ next_at: delivery?.next_at ?? null })
      .execute();
    await watch.deliver();
    expect(hook.alerts().map(({ id }) => id)).toEqual([delivery?.id, delivery?.id]);
    expect(hook.server.seen[0]?.body).toBe(hook.server.seen[1]?.body);
    await database.close();
  });
});

describe('another account', () => {
  it('has its own memory in the same database', async () => {
    const database = await memoryDatabase();
    const watch = await openWatch({ world: soundWorld(), webhookUrl: hook.url, database });
    await watch.turns(2);
    await database.db.updateTable('alert_watch').set({ scope: 'other.example' }).execute();
    await watch.turns(1);
    expect(hook.told()).toEqual(['summary', 'summary']);
  });
});
