import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/tables';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { refusal } from '../testing/gateway';
import type { Answer } from '../testing/http';
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

describeOnEachDatabase('signing in', testSignIn);

function testSignIn({ newPlace, open, dispose }: TestDatabases): void {
  let place: string;
  let database: Database;
  beforeAll(async () => {
    place = await newPlace();
    database = await open(place);
  });
  afterAll(async () => {
    await database.close();
    await dispose();
  });

  const start = (options: Partial<SignInSetup> = {}) => setUpSignIn({ database, ...options });
  const json = (answer: Answer): unknown => JSON.parse(answer.text);

  it('sets a cookie that scripts cannot read and other sites cannot use', async () => {
    const { call } = await start();
    const answer = await call('POST', '/api/session', { body: { token: ANNE } });
    expect(answer.status).toBe(201);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^vps-backups=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(json(answer)).toEqual({
      email: 'anne@example.com',
      token_name: 'ops',
      account: expect.stringMatching(/^[\w-]{22}$/),
      since: expect.any(String),
      idle_until: expect.any(String),
      until: expect.any(String),
      idle_ms: 1_800_000,
      service_token: 'none',
      now: expect.any(String),
    });
  });

  it('binds the cookie to this host and to https if that is the public address', async () => {
    const { call } = await start({ isHttps: true });
    const answer = await call('POST', '/api/session', { body: { token: ANNE } });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-vps-backups=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ]);
    const cookie = cookieOf(answer);
    expect((await call('GET', '/api/session', { cookie })).status).toBe(200);
    // The same id under the name that any local program could set.
    const plain = cookie.replace('__Host-', '');
    expect(refusal(await call('GET', '/api/session', { cookie: plain }))).toEqual([401, 'session_missing']);
    const signedOut = await call('DELETE', '/api/session', { cookie });
    expect(signedOut.headers['set-cookie']).toEqual([
      '__Host-vps-backups=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
    ]);
  });

  it('shows nothing of an account before it', async () => {
    const { call, provider } = await start();
    for (const path of [
      '/api/v1/backups/',
      '/api/v1/account/me/',
      '/api/activity',
      '/api/activity/export?format=csv',
      '/api/other',
    ]) {
      expect(refusal(await call('GET', path)), path).toEqual([401, 'session_missing']);
    }
    expect(refusal(await call('DELETE', '/api/v1/backups/501/'))).toEqual([401, 'session_missing']);
    expect(provider.seen).toEqual([]);
    expect(json(await call('GET', '/api/gateway'))).toMatchObject({ mode: 'sign-in' });
  });

  it("calls the provider with the caller's token, never another", async () => {
    const { call, signIn, provider } = await start();
    const anne = await signIn(ANNE);
    const ben = await signIn(BEN);
    expect(ben).not.toBe(anne);
    expect((await call('GET', '/api/v1/backups/', { cookie: anne })).text).toContain('anne-web');
    expect((await call('GET', '/api/v1/backups/', { cookie: ben })).text).toContain('ben-db');
    const tokens = provider.seen
      .filter(({ url }) => url.endsWith('/backups/'))
      .map(({ headers }) => headers.authorization);
    expect(tokens).toEqual([`Bearer ${ANNE}`, `Bearer ${BEN}`]);
    expect(json(await call('GET', '/api/session', { cookie: anne }))).toMatchObject({
      email: 'anne@example.com',
    });
    expect(json(await call('GET', '/api/session', { cookie: ben }))).toMatchObject({
      email: 'ben@example.com',
    });
  });

  it('keeps agreements of accounts apart, and their names for servers', async () => {
    const { call, signIn } = await start();
    const [anne, ben] = [await signIn(ANNE), await signIn(BEN)];
    const until = '2020-01-01T00:00:00.000Z';
    const change = { kind: 'acknowledge', reason: 'Known', state: 'late', is_in_error: false, until };
    const body = { version: 0, change };
    const ended = { ended: [{ server_id: 1, version: 1, cause: 'date' }] };
    for (const cookie of [anne, ben]) {
      const answer = await call('POST', '/api/agreements/servers/1', { cookie, body });
      expect(json(answer)).toMatchObject({ version: 1, acknowledgement: { reason: 'Known' } });
    }
    expect((await call('POST', '/api/agreements/ended', { cookie: anne, body: ended })).status).toBe(200);
    const endOf = async (cookie: string) => json(await call('GET', '/api/agreements', { cookie }));
    expect(await endOf(anne)).toMatchObject({
      servers: [{ acknowledgement: { ended: { cause: 'date' } } }],
    });
    expect(await endOf(ben)).toMatchObject({ servers: [{ acknowledgement: { ended: null } }] });
    const entries = async (cookie: string): Promise<unknown> =>
      JSON.parse((await call('GET', '/api/activity?server=1&limit=2', { cookie })).text).entries;
    expect(await entries(anne)).toMatchObject([
      { action: 'acknowledgement_ended', server: { name: 'anne-web' } },
      { action: 'acknowledge', actor: { email: 'anne@example.com' }, server: { name: 'anne-web' } },
    ]);
    expect(await entries(ben)).toMatchObject([
      { action: 'acknowledge', actor: { email: 'ben@example.com' }, server: { name: 'ben-db' } },
    ]);
  });

  it('keeps actions of accounts apart, in the log and in memory', async () => {
    const { call, signIn, provider } = await start();
    const anne = await signIn(ANNE);
    const ben = await signIn(BEN);
    // Both have just read their lists, in which 501 is a different backup.
    await call('GET', '/api/v1/backups/', { cookie: anne });
    await call('GET', '/api/v1/backups/', { cookie: ben });
    // The same change at the same time by two people is not a duplicate.
    provider.hold.writes = true;
    // They are known, so a self-given name is ignored.
    const headers = { 'x-self-given-name': 'The boss' };
    const deletions = [anne, ben].map((cookie) =>
      call('DELETE', '/api/v1/backups/501/', { cookie, headers }),
    );
    await expect.poll(() => provider.seen.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
    provider.letGo();
    expect((await Promise.all(deletions)).map(({ status }) => status)).toEqual([204, 204]);
    const entries = async (cookie: string) => {
      const answer = await call('GET', '/api/activity?action=delete_backup&limit=1', { cookie });
      return JSON.parse(answer.text).entries as unknown;
    };
    expect(await entries(anne)).toMatchObject([
      {
        actor: { email: 'anne@example.com' },
        self_given_name: null,
        server: { name: 'anne-web' },
        outcome: 'deleted',
      },
    ]);
    expect(await entries(ben)).toMatchObject([
      { actor: { email: 'ben@example.com' }, server: { name: 'ben-db' }, outcome: 'deleted' },
    ]);
    for (const path of [
      '/api/activity',
      '/api/activity?server=1',
      '/api/activity/export?format=json',
      '/api/activity/export?format=csv',
    ]) {
      expect((await call('GET', path, { cookie: anne })).text, path).not.toContain('ben');
      expect((await call('GET', path, { cookie: ben })).text, path).not.toContain('anne');
    }
  });

  it('gives a new id each time, and ends the earlier one', async () => {
    const { call, signIn } = await start();
    const first = await signIn(ANNE);
    const second = await signIn(ANNE, first);
    expect(second).not.toBe(first);
    expect(refusal(await call('GET', '/api/v1/backups/', { cookie: first }))).toEqual([
      401,
      'session_expired',
    ]);
    expect((await call('GET', '/api/v1/backups/', { cookie: second })).status).toBe(200);
    // A client-supplied id is never adopted.
    const planted = `vps-backups=${'a'.repeat(43)}`;
    expect(await signIn(BEN, planted)).not.toBe(planted);
    expect(refusal(await call('GET', '/api/session', { cookie: planted }))).toEqual([401, 'session_expired']);
  });

  it('signs out completely: the old cookie is refused, and pages cached for Back are dropped', async () => {
    const { call, signIn } = await start();
    const cookie = await signIn(ANNE);
    const answer = await call('DELETE', '/api/session', { cookie });
    expect(answer.status).toBe(204);
    expect(answer.headers['clear-site-data']).toBe('"cache"');
    expect(answer.headers['set-cookie']).toEqual([
      'vps-backups=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect(refusal(await call('GET', '/api/v1/backups/', { cookie }))).toEqual([401, 'session_expired']);
    expect(refusal(await call('DELETE', '/api/v1/backups/501/', { cookie }))).toEqual([
      401,
      'session_expired',
    ]);
  });

  it("ends when the provider refuses the token, with the provider's words", async () => {
    const { call, signIn, accounts, provider } = await start();
    const cookie = await signIn(ANNE);
    accounts.delete(ANNE);
    const answers = await Promise.all(
      ['/api/v1/backups/', '/api/v1/servers/', '/api/v1/account/me/'].map((path) =>
        call('GET', path, { cookie }),
      ),
    );
    for (const answer of answers) expect(refusal(answer)).toEqual([401, 'session_ended']);
    expect(answers.map(({ text }) => text).join()).toContain('It says: Invalid token.');
    const calls = provider.seen.length;
    expect(refusal(await call('DELETE', '/api/v1/backups/501/', { cookie }))).toEqual([401, 'session_ended']);
    expect(provider.seen).toHaveLength(calls);
  });

  it('accepts a token that may not read its account, if it may read backups', async () => {
    const { call, signIn, accounts } = await start();
    accounts.set('vps_narrow', { meStatus: 403, backups: [backup(7, 'narrow')] });
    accounts.set('vps_old', { meStatus: 404, backups: [] });
    const cookie = await signIn('vps_narrow');
    expect(json(await call('GET', '/api/session', { cookie }))).toMatchObject({
      email: null,
      token_name: null,
    });
    await call('DELETE', '/api/v1/backups/7/', { cookie });
    // The account is unknown, so each token has its own log.
    const other = await signIn('vps_old');
    expect((await call('GET', '/api/activity', { cookie })).text).toContain('narrow');
    expect((await call('GET', '/api/activity', { cookie: other })).text).not.toContain('narrow');
  });

  it('leads from a page to the sign-in and back', async () => {
    const { call, signIn } = await start();
    const headers = { accept: 'text/html,*/*' };
    const answer = await call('GET', '/backups?q=a%26b&dialog=create', { headers });
    expect([answer.status, answer.headers.location]).toEqual([
      302,
      `/sign-in?next=${encodeURIComponent('/backups?q=a%26b&dialog=create')}`,
    ]);
    // Nothing is built here, so the static files respond with their own message.
    expect((await call('GET', '/sign-in', { headers })).status).toBe(503);
    expect((await call('GET', '/backups', { headers, cookie: await signIn(ANNE) })).status).toBe(503);
  });

  it('holds on another gateway of the same database, and ends on both', async () => {
    const { call, signIn, setup, provider } = await start();
    const elsewhere = await open(place);
    const other = await startSignInGateway({ ...setup, database: elsewhere });
    laterClose(elsewhere.close, other.stop);
    const cookie = await signIn(ANNE);
    expect((await other.call('GET', '/api/v1/backups/', { cookie })).text).toContain('anne-web');
    expect((await other.call('DELETE', '/api/session', { cookie })).status).toBe(204);
    expect(refusal(await call('GET', '/api/v1/backups/', { cookie }))).toEqual([401, 'session_expired']);
    expect(provider.seen.length).toBeGreaterThan(0);
  });

  it('only requires signing in again after the secret has changed', async () => {
    const { signIn, setup } = await start();
    const cookie = await signIn(ANNE);
    const restarted = await startSignInGateway({
      ...setup,
      secret: 'another secret of thirty-two characters',
    });
    laterClose(restarted.stop);
    expect(refusal(await restarted.call('GET', '/api/v1/backups/', { cookie }))).toEqual([
      401,
      'session_expired',
    ]);
    expect(await restarted.signIn(ANNE, cookie)).not.toBe(cookie);
  });

  it('leaves no token in a log, an answer or the database', async () => {
    const { call, signIn, logLines, accounts } = await start();
    const answers: Answer[] = [];
    const remember = async (answer: Promise<Answer>) => void answers.push(await answer);
    const cookie = await signIn(ANNE);
    await remember(call('GET', '/api/session', { cookie }));
    await remember(
      call('POST', '/api/v1/backups/', { cookie, body: { server_id: 1, description: `Token ${ANNE}!` } }),
    );
    await remember(call('GET', `/api/v1/${ANNE}`, { cookie }));
    await remember(call('POST', '/api/session', { body: { token: 'vps_canary-wrong' } }));
    await remember(call('GET', '/api/activity', { cookie }));
    await remember(call('GET', '/api/activity/export?format=csv', { cookie }));
    accounts.delete(ANNE);
    await remember(call('GET', '/api/v1/backups/', { cookie }));
    await remember(call('DELETE', '/api/session', { cookie }));
    const { db } = database;
    const rows = await Promise.all([
      db.selectFrom('session').selectAll().execute(),
      db.selectFrom('activity_intent').selectAll().execute(),
      db.selectFrom('activity_outcome').selectAll().execute(),
      db.selectFrom('activity_step').selectAll().execute(),
    ]);
    const texts = {
      log: logLines.join(''),
      database: JSON.stringify(rows),
      answers: answers.map(({ text, headers }) => text + JSON.stringify(headers)).join('\n'),
    };
    expect(texts.database).toContain('Token [secret]!');
    for (const [place, text] of Object.entries(texts)) {
      for (const secret of [ANNE, JSON.stringify(ANNE).slice(1, -1), 'canary-anne', 'canary-wrong']) {
        expect(text.includes(secret), `${secret} in the ${place}`).toBe(false);
      }
    }
  });
}
