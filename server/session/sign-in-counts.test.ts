import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createLeases } from '../database/leases';
import type { Database } from '../database/tables';
import { SILENT_LOG } from '../http/log';
import { describeOnPostgres } from '../testing/database/postgres';
import { refusal } from '../testing/gateway';
import { setUpSignIn } from '../testing/sign-in';
import { createSessionCrypto } from './session-crypto';
import { countInPostgres } from './sign-in-counts';
import { createSignInLimiter } from './sign-in-limiter';

const CLIENT = '198.51.100.1';

describeOnPostgres('failed sign-ins, with several gateways on one PostgreSQL', ({ newPlace, open }) => {
  async function start() {
    const place = await newPlace();
    const databases = [await open(place), await open(place)] as const;
    const waits: number[] = [];
    const attemptsAt = (database: Database) => {
      const crypto = createSessionCrypto('a secret of more than thirty-two characters');
      const counts = countInPostgres(database.db, crypto, createLeases(database, SILENT_LOG));
      const limiter = createSignInLimiter(
        async (ms) => void waits.push(ms),
        () => 0,
        counts,
      );
      return (address: string, isFailure: boolean) =>
        limiter.attempt(address, async () => ({ isFailure, result: null }));
    };
    return {
      one: attemptsAt(databases[0]),
      two: attemptsAt(databases[1]),
      db: databases[0].db,
      waits,
      close: () => Promise.all(databases.map((each) => each.close())),
    };
  }

  it('are limited to five per client across all gateways, for a time', async () => {
    const { one, two, db, close } = await start();
    for (const attempt of [one, two, one, two, one]) await attempt(CLIENT, true);
    for (const attempt of [one, two]) {
      const refused = await attempt(CLIENT, false);
      if (refused.kind !== 'too_many') throw new Error(refused.kind);
      expect(refused.retryAfterMs).toBeGreaterThan(200_000);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(300_000);
    }
    expect(await two('198.51.100.2', false)).toMatchObject({ kind: 'done' });
    await sql`UPDATE sign_in_count SET expire = ${Date.now() - 1}`.execute(db);
    expect(await two(CLIENT, false)).toMatchObject({ kind: 'done' });
    await close();
  });

  it('are at most five, however many reach each gateway at the same time', async () => {
    const { one, two, close } = await start();
    const tries = Array.from({ length: 20 }, (_, number) => (number % 2 === 0 ? one : two)(CLIENT, true));
    const done = (await Promise.all(tries)).filter(({ kind }) => kind === 'done');
    expect(done).toHaveLength(5);
    await close();
  });

  it('are counted and successes are not: eleven people at the same moment all get in', async () => {
    const { one, two, close } = await start();
    for (const attempt of [one, two]) await attempt(CLIENT, true);
    const people = Array.from({ length: 11 }, (_, number) => (number % 2 === 0 ? one : two)(CLIENT, false));
    expect(new Set((await Promise.all(people)).map(({ kind }) => kind))).toEqual(new Set(['done']));
    await close();
  });

  it('slow down everybody on each gateway', async () => {
    const { one, two, waits, close } = await start();
    for (let client = 1; client <= 11; client += 1) await one(`198.51.100.${client}`, true);
    waits.length = 0;
    await two('203.0.113.1', false);
    expect(waits[0]).toBe(200);
    await close();
  });

  it('leave no address in the database', async () => {
    const { one, db, close } = await start();
    await one(CLIENT, true);
    const { rows } = await sql`SELECT * FROM sign_in_count`.execute(db);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('198.51');
    await close();
  });

  it('are not attempted while the database is unavailable, and the answer says so', async () => {
    const place = await newPlace();
    const database = await open(place);
    const { call, provider, logLines } = await setUpSignIn({ database, countsInDatabase: true });
    await sql`ALTER TABLE sign_in_count RENAME TO gone`.execute(database.db);
    const answer = await call('POST', '/api/session', { body: { token: 'vps_guess' } });
    expect(refusal(answer)).toEqual([503, 'session_unavailable']);
    expect(provider.seen).toEqual([]);
    expect(logLines.join('')).toContain('"event":"sessions_unavailable"');
    await sql`ALTER TABLE gone RENAME TO sign_in_count`.execute(database.db);
    expect(refusal(await call('POST', '/api/session', { body: { token: 'vps_guess' } }))).toEqual([
      401,
      'token_refused',
    ]);
    await database.close();
  });
});
