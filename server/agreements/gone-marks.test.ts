import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/lib/time-units';
import type { Database } from '../database/tables';
import { createBackupMarkStore } from '../marks/backup-mark-store';
import { readFleet } from '../provider/read-fleet';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { fleetUpstream, listOf, wireBackup } from '../testing/provider/fleet-upstream';
import { ANNE, backup, setUpSignIn } from '../testing/sign-in';

const NOW = Date.parse('2025-01-16T15:45:00Z');
const WEB = { id: 12345, name: 'web-server-01' };

describeOnEachDatabase('the mark of a backup that is gone', (databases: TestDatabases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  async function marked() {
    const scope = { database, providerHost: null, account: null };
    const store = createBackupMarkStore(scope, () => {});
    const kept = { at: new Date(NOW).toISOString(), by: null };
    for (const id of [501, 502]) {
      await store.change(id, 0, (none) => ({ ...none, version: 1, note: 'Why', kept }));
    }
    return store;
  }
  const listed = (...ids: number[]) => ids.map((id) => ({ id }));

  it('is forgotten after a month without it, and only then', async () => {
    const store = await marked();
    expect(await store.forgetGone(listed(501), NOW)).toBe(0);
    expect(await store.forgetGone(listed(501), NOW + 29 * DAY_MS)).toBe(0);
    expect(await store.ofBackup(502)).toMatchObject({ version: 1, note: 'Why' });
    expect(await store.forgetGone(listed(501), NOW + 30 * DAY_MS)).toBe(1);
    expect(await store.ofBackup(502)).toBeNull();
    expect(await store.ofBackup(501)).toMatchObject({ note: 'Why' });
  });

  it('stays where the backup is listed again, or nothing at all is listed, or it is damaged', async () => {
    const store = await marked();
    await store.forgetGone(listed(501), NOW);
    await store.forgetGone(listed(501, 502), NOW + 20 * DAY_MS);
    await store.forgetGone(listed(501), NOW + 40 * DAY_MS);
    expect(await store.forgetGone([], NOW + 400 * DAY_MS)).toBe(0);
    expect(await store.ofBackup(502)).toMatchObject({ version: 1 });
    await database.db.updateTable('agreement').set({ body: '{' }).execute();
    for (const days of [400, 500]) expect(await store.forgetGone(listed(1), NOW + days * DAY_MS)).toBe(0);
    expect(await store.ofBackup(502)).toMatchObject({ is_damaged: true });
  });

  it('is forgotten while somebody is signed in where the gateway has no token', async () => {
    const { call, signIn, accounts } = await setUpSignIn({ database, sweepEveryMs: 0 });
    const cookie = await signIn(ANNE);
    const answer = await call('POST', '/api/agreements/backups/501', {
      cookie,
      body: { version: 0, is_kept: true, note: 'Why' },
    });
    expect(answer.status).toBe(200);
    accounts.set(ANNE, { ...accounts.get(ANNE), backups: [backup(502, 'anne-web')] });
    const read = async (): Promise<{ gone_since?: string }[]> =>
      JSON.parse((await call('GET', '/api/agreements', { cookie })).text).backups;
    await expect.poll(async () => (await read())[0]?.gone_since).toEqual(expect.any(String));
    const { body } = await database.db.selectFrom('agreement').select('body').executeTakeFirstOrThrow();
    const longGone = body.replace(/"gone_since":"[^"]*"/, '"gone_since":"2020-01-01T00:00:00.000Z"');
    await database.db.updateTable('agreement').set({ body: longGone }).execute();
    await expect.poll(read).toEqual([]);
  });

  it('is judged by whole lists only', async () => {
    const heard: number[] = [];
    const read = (count: number) =>
      readFleet({
        upstream: fleetUpstream({
          backups: () => listOf([wireBackup(501, WEB, NOW)], { count }),
          servers: () => listOf([WEB]),
        }),
        signal: new AbortController().signal,
        now: () => NOW,
        onAllBackups: async (backups) => void heard.push(backups.length),
      });
    await read(2);
    expect(heard).toEqual([]);
    await read(1);
    expect(heard).toEqual([1]);
  });
});
