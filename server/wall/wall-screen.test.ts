import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { refusal } from '../testing/gateway';
import { ANNE, BEN, cookieOf, laterClose, startSignInGateway } from '../testing/sign-in';
import { json, SERVICE, setUpWall, wallCallsOf } from '../testing/wall';

describeOnEachDatabase('the screen of a wall link', (databases) => {
  const { start } = setUpWall(databases);

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

  it('shows nothing once the service token belongs to another account', async () => {
    const { make, open, signIn, setup } = await start();
    const cookie = cookieOf(await open(json(await make(await signIn(ANNE))).key));
    const other = await startSignInGateway({ ...setup, serviceToken: BEN });
    laterClose(other.stop);
    expect(refusal(await wallCallsOf(other.call).read(cookie))).toEqual([401, 'wall_refused']);
  });

  it('waits while the provider has not said whose token the service token is', async () => {
    const { make, open, signIn, setup, accounts } = await start();
    const { key } = json(await make(await signIn(ANNE)));
    const cookie = cookieOf(await open(key));
    accounts.delete(SERVICE);
    const restarted = await startSignInGateway(setup);
    laterClose(restarted.stop);
    const calls = wallCallsOf(restarted.call);
    expect(refusal(await calls.read(cookie))).toEqual([503, 'wall_unavailable']);
    expect(refusal(await calls.open(key))).toEqual([503, 'wall_unavailable']);
  });
});
