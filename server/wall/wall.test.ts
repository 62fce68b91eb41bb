import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database/tables';
import type { TestDatabases } from '../testing/databases';
import { refusal } from '../testing/gateway';
import type { Answer } from '../testing/http';
import { describeOnEachDatabase } from '../testing/postgres';
import {
  ANNE,
  BEN,
  backup,
  cookieOf,
  laterClose,
  type SignInSetup,
  setUpSignIn,
  startSignInGateway,
} from '../testing/sign-in';
import { MAX_WALL_LINKS } from './link-routes';

/** Of Anne's account. */
const SERVICE = 'vps_canary-service-0123456789';
const READER = 'vps_canary-reader-0123456789';
const NOBODY = 'x'.repeat(43);

/** Routes that respond to anyone, with or without a cookie. */
const OPEN = /^\/(?:healthz|readyz|metrics|api\/(?:gateway|csp-report|read-only|session|wall))$/;

describeOnEachDatabase('a wall link', (databases: TestDatabases) => {
  let place: string;
  let database: Database;
  beforeEach(async () => {
    place = await databases.newPlace();
    database = await databases.open(place);
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  const json = (answer: Answer) => JSON.parse(answer.text);

  async function start(options: Partial<SignInSetup> = {}) {
    const clock = { ms: 0 };
    const made = await setUpSignIn({
      database,
      serviceToken: SERVICE,
      wallClock: () => clock.ms,
      ...options,
    });
    const me = { account: { email: 'anne@example.com' }, token: { name: 'service', permissions: ['all'] } };
    const secret = { ...backup(501, 'anne-web'), description: 'canary-description' };
    const servers = [{ id: 1, name: 'anne-web', status: 'active', ip_address: '203.0.113.10' }];
    made.accounts.set(SERVICE, { me, backups: [secret], servers });
    made.accounts.set(READER, { me: { ...me, token: { name: 'reader', permissions: ['backups:read'] } } });
    return { ...made, ...callsOf(made.call), clock };
  }

  function callsOf(call: Awaited<ReturnType<typeof startSignInGateway>>['call']) {
    return {
      make: (cookie: string, name: unknown = 'Office') =>
        call('POST', '/api/wall-links', { cookie, body: { name } }),
      list: async (cookie: string) => json(await call('GET', '/api/wall-links', { cookie })),
      revoke: (cookie: string, id: string) => call('DELETE', `/api/wall-links/${id}`, { cookie }),
      open: (key: unknown) => call('POST', '/api/wall', { body: { key } }),
      read: (cookie: string, headers: Record<string, string> = {}) =>
        call('GET', '/api/wall', { cookie, headers }),
    };
  }

  it('opens the wall without sign-in, and returns what the wall shows and nothing else', async () => {
    const { make, open, read, signIn } = await start();
    const made = await make(await signIn(ANNE));
    expect(made.status).toBe(201);
    expect(json(made)).toEqual({
      id: expect.any(String),
      name: 'Office',
      made_by: 'anne@example.com',
      made_at: expect.any(String),
      used_at: null,
      key: expect.stringMatching(/^[\w-]{43}$/),
    });
    const opened = await open(json(made).key);
    expect([opened.status, opened.text]).toEqual([204, '']);
    const shown = await read(cookieOf(opened));
    expect(json(shown)).toEqual({
      build: 'build-1',
      backups: {
        results: [
          {
            id: 501,
            server: { id: 1, name: 'anne-web' },
            backup_type: 'automatic',
            status: 'completed',
            size_mb: 4523,
            created_at: '2025-01-16T03:00:00.000Z',
            expires_at: null,
          },
        ],
        expected_count: 1,
        skipped_count: 0,
        is_complete: true,
      },
      servers: {
        results: [{ id: 1, name: 'anne-web', status: 'active' }],
        expected_count: 1,
        skipped_count: 0,
        is_complete: true,
      },
      agreements: [],
      ignored: [],
      deletions: [],
    });
  });

  it('appears only in the one response; screens get another secret, and neither is stored', async () => {
    const { make, open, read, signIn, logLines } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const opened = await open(key);
    const cookie = cookieOf(opened);
    const held = cookie.split('=')[1] ?? '';
    const shown = await read(cookie);
    expect(opened.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^vps-backups-wall=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/,
      ),
    ]);
    for (const { headers } of [opened, shown]) expect(headers['cache-control']).toBe('no-store');
    const rows = await Promise.all([
      database.db.selectFrom('wall_link').selectAll().execute(),
      database.db.selectFrom('activity_intent').selectAll().execute(),
    ]);
    for (const kept of [JSON.stringify(rows), logLines.join(''), shown.text]) {
      expect(kept).not.toContain(key);
      expect(kept).not.toContain(held);
    }
  });

  it('binds the cookie to https and this host if that is the public address', async () => {
    const { make, open, signIn } = await start({ isHttps: true });
    const { key } = json(await make(await signIn(ANNE)));
    expect((await open(key)).headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-vps-backups-wall=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
  });

  it('opens only the wall: every other route treats its screen as a stranger', async () => {
    const { make, open, signIn, call, routes, provider } = await start();
    const cookie = cookieOf(await open(json(await make(await signIn(ANNE))).key));
    const written = routes.map(({ path }) => path.replace(/:\w+(?:\{[^}]*\})?/g, '1').replaceAll('*', 'x'));
    const more = ['/api/v1/backups/', '/api/v1/servers/1/restore/', '/api/v1/account/me/', '/api/watch'];
    const paths = new Set([...written, ...more, '/api/schedules', '/api/sandbox', '/api/wall/x']);
    expect(paths.size).toBeGreaterThan(20);
    const before = provider.seen.length;
    for (const path of [...paths].filter((each) => each.startsWith('/api/'))) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const body = ['GET', 'HEAD', 'DELETE'].includes(method) ? {} : { body: {} };
        const what = `${method} ${path}`;
        const answer = await call(method, path, { cookie, ...body });
        if (OPEN.test(path)) continue;
        if (method === 'HEAD') expect(answer.status, what).toBe(401);
        else expect(refusal(answer), what).toEqual([401, 'session_missing']);
      }
    }
    // Public routes say no more with the cookie.
    for (const path of ['/api/gateway', '/api/session', '/healthz', '/readyz']) {
      const [withIt, without] = [await call('GET', path, { cookie }), await call('GET', path)];
      expect([withIt.status, withIt.text], path).toEqual([without.status, without.text]);
    }
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expect(refusal(await call(method, '/api/wall', { cookie }))).toEqual([405, 'method_refused']);
    }
    const asked = provider.seen.slice(before).map(({ method, url }) => `${method} ${url}`);
    expect(asked.sort()).toEqual(['GET /api/v1/backups/', 'GET /api/v1/servers/']);
  });

  it('stops working at the next read once revoked, just like one that never existed', async () => {
    const { make, open, read, revoke, list, signIn } = await start();
    const anne = await signIn(ANNE);
    const [office, hall] = [json(await make(anne, 'Office')), json(await make(anne, 'Hall'))];
    const [first, second] = [cookieOf(await open(office.key)), cookieOf(await open(hall.key))];
    expect((await list(anne)).links.map(({ name }: { name: string }) => name)).toEqual(['Office', 'Hall']);
    expect((await revoke(anne, office.id)).status).toBe(204);
    const [revoked, unknown] = [await read(first), await read(`vps-backups-wall=${NOBODY}`)];
    expect(refusal(revoked)).toEqual([401, 'wall_refused']);
    expect(revoked.text).toBe(unknown.text);
    const [again, never] = [await open(office.key), await open(NOBODY)];
    expect(refusal(again)).toEqual([401, 'wall_refused']);
    expect([again.text, again.headers['set-cookie']]).toEqual([never.text, undefined]);
    expect((await read(second)).status).toBe(200);
    expect(refusal(await read('other=1'))).toEqual([401, 'wall_missing']);
    expect(refusal(await revoke(anne, office.id))).toEqual([404, 'wall_link_unknown']);
    expect((await list(anne)).links).toHaveLength(1);
  });

  it('survives a restart, and works on a second gateway on the same database', async () => {
    const { make, open, signIn, setup } = await start();
    const cookie = cookieOf(await open(json(await make(await signIn(ANNE))).key));
    // Its SESSION_SECRET may differ.
    const other = await startSignInGateway({ ...setup, secret: 'another secret of thirty-two characters' });
    laterClose(other.stop);
    expect((await callsOf(other.call).read(cookie)).status).toBe(200);
  });

  it('shows when it was last used, and its cookie is renewed then', async () => {
    const { make, open, read, list, signIn } = await start();
    const anne = await signIn(ANNE);
    const { key } = json(await make(anne));
    const cookie = cookieOf(await open(key));
    expect((await list(anne)).links[0].used_at).toBeNull();
    expect(cookieOf(await read(cookie))).toBe(cookie);
    expect((await list(anne)).links[0].used_at).toEqual(expect.any(String));
    expect((await read(cookie)).headers['set-cookie']).toBeUndefined();
  });

  it('is logged when created and revoked', async () => {
    const { make, revoke, signIn, call } = await start();
    const anne = await signIn(ANNE);
    const { id } = json(await make(anne, '  Office  '));
    await revoke(anne, id);
    const { entries } = json(await call('GET', '/api/activity', { cookie: anne }));
    expect(entries).toMatchObject([
      { action: 'revoke_wall_link', description: 'Office', outcome: 'completed', server: null },
      {
        action: 'make_wall_link',
        description: 'Office',
        outcome: 'completed',
        actor: { email: 'anne@example.com' },
      },
    ]);
  });

  it('reads the provider with the service token, once for all screens, and sends nothing twice', async () => {
    const { make, open, read, signIn, provider, clock } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const [one, two] = [cookieOf(await open(key)), cookieOf(await open(key))];
    const [a, b] = await Promise.all([read(one), read(two)]);
    await read(one);
    const lists = () => provider.seen.filter(({ url }) => /\/(?:backups|servers)\//.test(url));
    expect(lists().map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${SERVICE}`,
      `Bearer ${SERVICE}`,
    ]);
    expect(a.headers.etag).toBe(b.headers.etag);
    clock.ms += 31_000;
    const known = { 'if-none-match': String(a.headers.etag) };
    const unchanged = await read(one, known);
    expect([unchanged.status, unchanged.text, lists().length]).toEqual([304, '', 4]);
    expect(unchanged.headers['x-provider-date']).toEqual(expect.any(String));
  });

  it('says why nothing can be read, and shows the fleet again afterwards', async () => {
    const { make, open, read, signIn, accounts, clock } = await start();
    const cookie = cookieOf(await open(json(await make(await signIn(ANNE))).key));
    expect((await read(cookie)).status).toBe(200);
    const account = accounts.get(SERVICE);
    accounts.delete(SERVICE);
    clock.ms += 31_000;
    const refused = await read(cookie);
    expect(refusal(refused)).toEqual([502, 'wall_unreadable']);
    expect(json(refused).detail).toMatch(/^The provider does not accept the token \(401\)\./);
    if (account !== undefined) accounts.set(SERVICE, account);
    clock.ms += 31_000;
    expect((await read(cookie)).status).toBe(200);
  });

  it("shows agreements without people's words", async () => {
    const { make, open, read, signIn, call } = await start();
    const anne = await signIn(ANNE);
    const change = (version: number, changed: object) =>
      call('POST', '/api/agreements/servers/1', { cookie: anne, body: { version, change: changed } });
    const state = { state: 'late', is_in_error: false, until: null };
    await change(0, { kind: 'acknowledge', reason: 'canary-reason', ...state });
    await change(1, { kind: 'notes', tags: ['canary-tag'], note: 'canary-note' });
    await change(2, { kind: 'stop_watching', reason: 'canary-reason' });
    const shown = await read(cookieOf(await open(json(await make(anne)).key)));
    expect(json(shown).agreements).toEqual([
      {
        server_id: '1',
        expectation: null,
        acknowledgement: { ...state, at: expect.any(String) },
        is_unwatched: true,
        accepted_backup_id: null,
      },
    ]);
    expect(shown.text).not.toMatch(/canary|anne@|203\.0\.113/);
  });

  it("belongs to one account: others can't see, create or revoke it, and are told why", async () => {
    const { make, list, revoke, signIn } = await start();
    const [anne, ben] = [await signIn(ANNE), await signIn(BEN)];
    const { id } = json(await make(anne));
    expect(await list(ben)).toEqual({ off_reason: 'otherAccount', links: [] });
    expect(refusal(await make(ben))).toEqual([403, 'other_account']);
    expect(refusal(await revoke(ben, id))).toEqual([404, 'wall_link_unknown']);
    expect((await list(anne)).links).toHaveLength(1);
  });

  it('shows nothing once the service token belongs to another account', async () => {
    const { make, open, signIn, setup } = await start();
    const cookie = cookieOf(await open(json(await make(await signIn(ANNE))).key));
    const other = await startSignInGateway({ ...setup, serviceToken: BEN });
    laterClose(other.stop);
    expect(refusal(await callsOf(other.call).read(cookie))).toEqual([401, 'wall_refused']);
  });

  it('waits while the provider has not said whose token the service token is', async () => {
    const { make, open, signIn, setup, accounts } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const cookie = cookieOf(await open(key));
    accounts.delete(SERVICE);
    const restarted = await startSignInGateway(setup);
    laterClose(restarted.stop);
    const calls = callsOf(restarted.call);
    expect(refusal(await calls.read(cookie))).toEqual([503, 'wall_unavailable']);
    expect(refusal(await calls.open(key))).toEqual([503, 'wall_unavailable']);
  });

  it("can't be created without a service token, and says so; an old one opens nothing", async () => {
    const { make, signIn, setup } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const { serviceToken: _none, ...without } = setup;
    const plain = await startSignInGateway(without);
    laterClose(plain.stop);
    const calls = callsOf(plain.call);
    const anne = await plain.signIn(ANNE);
    expect(await calls.list(anne)).toEqual({ off_reason: 'signIn', links: [] });
    expect(refusal(await calls.make(anne))).toEqual([409, 'wall_links_off']);
    expect(refusal(await calls.open(key))).toEqual([401, 'wall_refused']);
    expect(refusal(await make(''))).toEqual([401, 'session_missing']);
  });

  it('can’t be created when read-only or while the rights are unknown, but still opens and can be revoked', async () => {
    const { make, open, signIn, setup, accounts } = await start();
    const reader = await signIn(READER);
    const { me } = accounts.get(READER) ?? {};
    accounts.set(READER, { me, meStatus: 429 });
    expect(refusal(await make(reader))).toEqual([502, 'token_unverified']);
    accounts.set(READER, { me });
    // A token of its own, because what was answered is remembered.
    accounts.set(`${READER}-2`, { me });
    expect(refusal(await make(await signIn(`${READER}-2`)))).toEqual([403, 'read_only']);
    const { key, id } = json(await make(await signIn(ANNE)));
    const readOnly = await startSignInGateway({ ...setup, isReadOnly: true });
    laterClose(readOnly.stop);
    const calls = callsOf(readOnly.call);
    const anne = await readOnly.signIn(ANNE);
    expect(refusal(await calls.make(anne))).toEqual([403, 'read_only']);
    const cookie = cookieOf(await calls.open(key));
    expect((await calls.read(cookie)).status).toBe(200);
    expect((await calls.revoke(anne, id)).status).toBe(204);
    expect(refusal(await open(key))).toEqual([401, 'wall_refused']);
  });

  it.each(['', '   ', 'x'.repeat(41), 7, undefined])('has a proper name, not %j', async (name) => {
    const { signIn, call, list } = await start();
    const anne = await signIn(ANNE);
    const answer = await call('POST', '/api/wall-links', { cookie: anne, body: { name } });
    expect(refusal(answer)).toEqual([400, 'bad_body']);
    expect((await list(anne)).links).toEqual([]);
  });

  it('is refused beyond fifty', async () => {
    const { make, signIn } = await start();
    const anne = await signIn(ANNE);
    await make(anne);
    const row = await database.db.selectFrom('wall_link').selectAll().executeTakeFirstOrThrow();
    const rows = Array.from({ length: MAX_WALL_LINKS - 1 }, (_, at) => ({
      ...row,
      id: `more-${at}`,
      secret_hash: `hash-${at}`,
    }));
    await database.db.insertInto('wall_link').values(rows).execute();
    expect(refusal(await make(anne))).toEqual([409, 'wall_links_full']);
  });

  it('limits guessing, without locking anybody out of signing in', async () => {
    const { open, make, signIn, call } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    for (let tries = 0; tries < 5; tries += 1) {
      expect(refusal(await open(`${tries}`.repeat(43)))).toEqual([401, 'wall_refused']);
    }
    const limited = await open(key);
    expect(refusal(limited)).toEqual([429, 'wall_limited']);
    expect(limited.headers['retry-after']).toMatch(/^\d+$/);
    expect((await call('POST', '/api/session', { body: { token: ANNE } })).status).toBe(201);
  });

  it.each([{}, { key: 7 }, { key: 'x', more: 1 }])('opens with its key alone: %j', async (body) => {
    const { call } = await start();
    expect(refusal(await call('POST', '/api/wall', { body }))).toEqual([400, 'bad_body']);
  });

  it('can be opened and read only by this dashboard’s own pages', async () => {
    const { make, open, read, signIn, call } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const headers = { 'sec-fetch-site': 'cross-site' };
    const opened = await call('POST', '/api/wall', { body: { key }, headers });
    expect(refusal(opened)).toEqual([403, 'origin_refused']);
    expect(refusal(await read(cookieOf(await open(key)), headers))).toEqual([403, 'origin_refused']);
  });
});
