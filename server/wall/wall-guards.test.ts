import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { refusal } from '../testing/gateway';
import { ANNE, cookieOf } from '../testing/sign-in';
import { json, setUpWall } from '../testing/wall';

/** Routes that respond to anyone, with or without a cookie. */
const OPEN = /^\/(?:healthz|readyz|metrics|api\/(?:gateway|csp-report|read-only|session|wall))$/;

describeOnEachDatabase('a wall link as a secret', (databases) => {
  const { start } = setUpWall(databases);

  it('appears only in the one response; screens get another secret, and neither is stored', async () => {
    const { make, open, read, signIn, logLines, database } = await start();
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
