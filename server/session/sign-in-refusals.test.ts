import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';
import { refusal } from '../testing/gateway';
import { type Answer, deferred, OWN_PAGE, send } from '../testing/http';
import { ANNE, backup, type SignInSetup, setUpSignIn } from '../testing/sign-in';

let database: Database;
beforeAll(async () => {
  database = await openSqlite(':memory:');
});
afterAll(() => database.close());

const start = (options: Partial<SignInSetup> = {}) => setUpSignIn({ database, ...options });
const json = (answer: Answer): unknown => JSON.parse(answer.text);

describe('a sign-in that is refused', () => {
  it.each([
    [
      'a token that the provider refuses',
      { token: 'vps_wrong' },
      401,
      'token_refused',
      /It says: Invalid token\./,
    ],
    ['no token of the provider', { token: 'hunter2' }, 401, 'token_refused', /begin with vps_/],
    ['an empty token', { token: '' }, 401, 'token_refused', /begin with vps_/],
    [
      'a token that would break the header',
      { token: 'vps_a\nx: y' },
      401,
      'token_refused',
      /begin with vps_/,
    ],
    ['no token', {}, 400, 'bad_body', /token/],
    ['something else beside it', { token: ANNE, next: '//evil' }, 400, 'bad_body', /token/],
    ['a token that is none', { token: 7 }, 400, 'bad_body', /token/],
  ])('refuses %s', async (_what, body, status, code, words) => {
    const { call } = await start();
    const answer = await call('POST', '/api/session', { body });
    expect(refusal(answer)).toEqual([status, code]);
    expect(json(answer)).toMatchObject({ detail: expect.stringMatching(words) });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('signs nobody in while the provider gives no verdict, and counts no failure', async () => {
    const { call, accounts, provider } = await start();
    accounts.set('vps_trouble', { meStatus: 500 });
    for (let count = 0; count < 7; count += 1) {
      const answer = await call('POST', '/api/session', { body: { token: 'vps_trouble' } });
      expect(refusal(answer)).toEqual([502, 'token_unverified']);
    }
    await provider.close();
    expect(refusal(await call('POST', '/api/session', { body: { token: ANNE } }))).toEqual([
      502,
      'upstream_unreachable',
    ]);
  });

  it('has to wait after five failures, whatever address the client claims', async () => {
    const { call } = await start();
    const attempt = (token: string, count: number) =>
      call('POST', '/api/session', {
        body: { token },
        headers: { 'x-forwarded-for': `198.51.100.${count}` },
      });
    for (let count = 0; count < 5; count += 1) {
      expect(refusal(await attempt('vps_guess', count))).toEqual([401, 'token_refused']);
    }
    const refused = await attempt(ANNE, 99);
    expect(refusal(refused)).toEqual([429, 'sign_in_limited']);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(290);
    expect(seconds).toBeLessThanOrEqual(300);
  });

  it('does not happen to eleven people who sign in from one address at the same moment', async () => {
    const { call, accounts, provider } = await start();
    const everybodyIsHere = deferred();
    accounts.set('vps_office', { me: { account: { id: 7 } }, after: everybodyIsHere.promise });
    const people = Array.from({ length: 11 }, () =>
      call('POST', '/api/session', { body: { token: 'vps_office' } }),
    );
    await vi.waitFor(() => expect(provider.seen).toHaveLength(5));
    everybodyIsHere.resolve();
    expect((await Promise.all(people)).map(({ status }) => status)).toEqual(people.map(() => 201));
  });

  it('is counted per client behind a trusted proxy', async () => {
    const { call } = await start({ trustedProxies: '127.0.0.1' });
    const attempt = (token: string, forwarded: string) =>
      call('POST', '/api/session', { body: { token }, headers: { 'x-forwarded-for': forwarded } });
    for (let count = 0; count < 6; count += 1) await attempt('vps_guess', `1.1.1.${count}, 198.51.100.7`);
    expect(refusal(await attempt(ANNE, '198.51.100.7'))).toEqual([429, 'sign_in_limited']);
    expect((await attempt(ANNE, '198.51.100.7, 198.51.100.8')).status).toBe(201);
  });

  it.each([
    ['192.0.2.1', 1],
    ['127.0.0.1', 0],
  ])('behind a proxy, with %s trusted, is logged %i times', async (trustedProxies, times) => {
    const { call, logLines } = await start({ trustedProxies });
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    await call('POST', '/api/session', { body: { token: 'hunter2' } });
    for (let count = 0; count < 2; count += 1) {
      await call('POST', '/api/session', { body: { token: 'hunter2' }, headers });
    }
    const told = logLines.filter((line) => line.includes('"event":"proxy_not_trusted"'));
    expect(told).toHaveLength(times);
    expect(told.join('')).not.toContain('198.51.100.7');
  });

  it('includes any from another site', async () => {
    const { port } = await start();
    const headers = { ...OWN_PAGE, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const answer = await send({
      port,
      method: 'POST',
      path: '/api/session',
      headers,
      body: JSON.stringify({ token: ANNE }),
    });
    expect(refusal(answer)).toEqual([403, 'origin_refused']);
  });

  it.each(['vps_p', 'vps_production-web-server'])(
    'changes nothing of what stands in the log of others, while %j is tried as a token',
    async (name) => {
      const { call, signIn, accounts, provider } = await start();
      accounts.set(ANNE, { me: { account: { email: 'anne@example.com' } }, backups: [backup(501, name)] });
      const cookie = await signIn(ANNE);
      await call('GET', '/api/v1/backups/', { cookie });
      const end = deferred();
      accounts.set(name, { meStatus: 401, after: end.promise });
      const attempt = call('POST', '/api/session', { body: { token: name } });
      await expect
        .poll(() => provider.seen.map(({ headers }) => headers.authorization))
        .toContain(`Bearer ${name}`);
      await call('DELETE', '/api/v1/backups/501/', { cookie });
      end.resolve();
      await attempt;
      const log = await call('GET', '/api/activity?action=delete_backup&limit=1', { cookie });
      expect(json(log)).toMatchObject({ entries: [{ server: { name } }] });
    },
  );
});
