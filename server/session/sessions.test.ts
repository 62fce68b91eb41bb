import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database/tables';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { createSessionCrypto } from './session-crypto';
import { createSessions } from './sessions';

const SECRET = 'a secret of more than thirty-two characters';
const BASE_URL = 'https://provider.example/api/v1';
const MINUTE_MS = 60_000;
const HOLDER = {
  token: 'vps_canary-7f3a',
  account: 'email:ops@example.com',
  email: 'ops@example.com',
  tokenName: 'nightly-ops',
};

describeOnEachDatabase('sign-ins', testSessions);

function testSessions({ newPlace, open, dispose }: TestDatabases): void {
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
  beforeEach(async () => {
    await database.db.deleteFrom('session').execute();
    await database.db.deleteFrom('session_ended').execute();
  });

  function start() {
    const clock = { ms: Date.parse('2025-01-16T15:45:00Z') };
    const of = (db: typeof database.db, options: { secret?: string; baseUrl?: string } = {}) =>
      createSessions({
        db,
        crypto: createSessionCrypto(options.secret ?? SECRET),
        baseUrl: options.baseUrl ?? BASE_URL,
        idleMs: 30 * MINUTE_MS,
        maxMs: 12 * 60 * MINUTE_MS,
        now: () => clock.ms,
      });
    const rows = () => database.db.selectFrom('session').selectAll().execute();
    return { sessions: of(database.db), of, rows, clock };
  }

  it('are found only by their id, which is unique', async () => {
    const { sessions, clock } = start();
    const one = await sessions.begin(HOLDER);
    const two = await sessions.begin({ ...HOLDER, token: 'vps_other', account: 'email:other@example.com' });
    expect(one.id).toMatch(/^[\w-]{43}$/);
    expect(two.id).not.toBe(one.id);
    expect(await sessions.find(one.id, false)).toEqual({
      ok: true,
      session: {
        idHash: expect.not.stringContaining(one.id),
        ...HOLDER,
        sinceMs: clock.ms,
        idleUntilMs: clock.ms + 30 * MINUTE_MS,
        untilMs: clock.ms + 12 * 60 * MINUTE_MS,
        idleMs: 30 * MINUTE_MS,
      },
    });
    expect(await sessions.find(two.id, false)).toMatchObject({ session: { token: 'vps_other' } });
  });

  it('are not found by anything else', async () => {
    const { sessions } = start();
    await sessions.begin(HOLDER);
    for (const id of [undefined, '', 'x', "' OR 1=1 --", 'a'.repeat(44)]) {
      expect(await sessions.find(id, true), id).toEqual({ ok: false, lack: 'missing' });
    }
    expect(await sessions.find('a'.repeat(43), true)).toEqual({ ok: false, lack: 'expired' });
  });

  it('are stored without the plain token, id or account', async () => {
    const { sessions, rows } = start();
    const { id } = await sessions.begin(HOLDER);
    const text = JSON.stringify(await rows());
    for (const word of [id, HOLDER.token, 'canary', 'ops@example.com', 'nightly-ops']) {
      expect(text).not.toContain(word);
      expect(text).not.toContain(Buffer.from(word).toString('base64url').slice(0, -2));
    }
  });

  it('end after half an hour without use; polling is not use', async () => {
    const { sessions, clock, rows } = start();
    const { id } = await sessions.begin(HOLDER);
    clock.ms += 29 * MINUTE_MS;
    expect(await sessions.find(id, false)).toMatchObject({ ok: true });
    clock.ms += MINUTE_MS;
    expect(await sessions.find(id, true)).toEqual({ ok: false, lack: 'expired' });
    expect(await rows()).toEqual([]);
    expect(await sessions.find(id, true)).toEqual({ ok: false, lack: 'expired' });
  });

  it('are extended by use, up to twelve hours', async () => {
    const { sessions, clock } = start();
    const { id } = await sessions.begin(HOLDER);
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      clock.ms += 20 * MINUTE_MS;
      expect(await sessions.find(id, true), `after ${minutes} min`).toMatchObject({ ok: true });
    }
    clock.ms += 20 * MINUTE_MS;
    expect(await sessions.find(id, true)).toEqual({ ok: false, lack: 'expired' });
  });

  it('record use once a minute, not with every call', async () => {
    const { sessions, clock, rows } = start();
    const { id } = await sessions.begin(HOLDER);
    const [before] = await rows();
    clock.ms += 59_000;
    await sessions.find(id, true);
    expect(await rows()).toEqual([before]);
    clock.ms += 1000;
    await sessions.find(id, true);
    expect((await rows())[0]?.seen_at).toBe(new Date(clock.ms).toISOString());
  });

  it('end on signing out, even for a copy of the id', async () => {
    const { sessions, rows } = start();
    const { id } = await sessions.begin(HOLDER);
    await sessions.end(id, 'signed_out');
    expect(await sessions.find(id, true)).toMatchObject({ ok: false });
    expect(await rows()).toEqual([]);
    await sessions.end(id, 'signed_out');
  });

  it('say so when the provider has ended them, however many ask', async () => {
    const { sessions } = start();
    const { id } = await sessions.begin(HOLDER);
    await sessions.end(id, 'ended');
    const findings = await Promise.all([sessions.find(id, true), sessions.find(id, true)]);
    expect(findings).toEqual([
      { ok: false, lack: 'ended' },
      { ok: false, lack: 'ended' },
    ]);
  });

  it('ended by the provider are reported by every gateway, for as long as they could have lasted', async () => {
    const { sessions, of, clock } = start();
    const elsewhere = await open(place);
    const other = of(elsewhere.db);
    const { id } = await sessions.begin(HOLDER);
    // Both met the refusal.
    await Promise.all([sessions.end(id, 'ended'), other.end(id, 'ended')]);
    expect(await other.find(id, true)).toEqual({ ok: false, lack: 'ended' });
    clock.ms += 12 * 60 * MINUTE_MS + 1;
    await sessions.begin(HOLDER);
    expect(await other.find(id, true)).toEqual({ ok: false, lack: 'expired' });
    expect(await database.db.selectFrom('session_ended').selectAll().execute()).toEqual([]);
    await elsewhere.close();
  });

  it('are treated as ended under another secret, or for another provider, and nothing breaks', async () => {
    const { sessions, of } = start();
    const { id } = await sessions.begin(HOLDER);
    const expired = { ok: false, lack: 'expired' };
    expect(await of(database.db, { secret: `${SECRET}!` }).find(id, true)).toEqual(expired);
    expect(await of(database.db, { baseUrl: 'https://evil.example/' }).find(id, true)).toEqual(expired);
    expect(await sessions.find(id, true)).toMatchObject({ ok: true });
  });

  it('cannot be swapped or changed in the database', async () => {
    const { sessions } = start();
    const mine = await sessions.begin({ ...HOLDER, token: 'vps_mine' });
    const other = await sessions.begin({ ...HOLDER, token: 'vps_other' });
    const { hashOf } = createSessionCrypto(SECRET);
    const row = (id: string) =>
      database.db
        .selectFrom('session')
        .select('box')
        .where('id_hash', '=', hashOf(id))
        .executeTakeFirstOrThrow();
    const setBox = (id: string, box: string) =>
      database.db.updateTable('session').set({ box }).where('id_hash', '=', hashOf(id)).execute();
    const { box } = await row(mine.id);
    await setBox(mine.id, (await row(other.id)).box);
    expect(await sessions.find(mine.id, true)).toMatchObject({ ok: false });
    for (const bad of [`${box.slice(0, -2)}AA`, '', 'AAAA', '{}']) {
      await setBox(mine.id, bad);
      expect(await sessions.find(mine.id, true)).toMatchObject({ ok: false });
    }
    await setBox(mine.id, box);
    expect(await sessions.find(mine.id, true)).toMatchObject({ session: { token: 'vps_mine' } });
  });

  it('are valid on another gateway with the same database and secret, and so is signing out', async () => {
    const { sessions, of } = start();
    const elsewhere = await open(place);
    const other = of(elsewhere.db);
    const { id } = await sessions.begin(HOLDER);
    expect(await other.find(id, true)).toMatchObject({ session: { token: HOLDER.token } });
    await other.end(id, 'signed_out');
    expect(await sessions.find(id, true)).toMatchObject({ ok: false });
    await elsewhere.close();
  });

  it('are removed once they have ended, even if nobody asks for them again', async () => {
    const { sessions, clock, rows } = start();
    await sessions.begin(HOLDER);
    clock.ms += 24 * 60 * MINUTE_MS;
    const { id } = await sessions.begin(HOLDER);
    expect(await rows()).toHaveLength(1);
    expect(await sessions.find(id, false)).toMatchObject({ ok: true });
  });
}
