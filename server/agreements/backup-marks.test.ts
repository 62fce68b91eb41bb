import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { DELETE_KEPT_HEADER } from '../../src/core/contract/headers';
import type { Database } from '../database/tables';
import { SILENT_LOG } from '../http/log';
import { createProviderGate, type ProviderGate } from '../provider/gate';
import { openActivityGateway, openSandbox } from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';

const SAID = { at: '2025-01-16T15:45:00.000Z', by: 'ops@example.com' };
const KEEP = { version: 0, is_kept: true, note: null };

describeOnEachDatabase('what people said of a backup', (databases: TestDatabases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  const open = (options: Parameters<typeof openActivityGateway>[1] = {}) => {
    const gateway = openActivityGateway(database, options);
    const { call } = gateway;
    return {
      ...gateway,
      mark: async (id: number | string, request: unknown) => {
        const answer = await call('POST', `/api/agreements/backups/${id}`, request);
        return { status: answer.status, body: JSON.parse(answer.text) };
      },
      marks: async () => JSON.parse((await call('GET', '/api/agreements')).text).backups,
      remove: (id: number | string, headers = {}) =>
        call('DELETE', `/api/v1/backups/${id}/`, undefined, headers),
    };
  };

  it('is shared by everybody, and logged with the backup and its server', async () => {
    const { mark, entries } = open();
    expect(await mark(501, KEEP)).toMatchObject({ status: 200, body: { version: 1, kept: SAID } });
    expect((await mark(501, { version: 1, is_kept: true, note: ' Before the move ' })).status).toBe(200);
    expect((await mark(501, { version: 2, is_kept: false, note: null })).status).toBe(200);
    expect(await open().marks()).toEqual([{ backup_id: '501', version: 3, note: null, kept: null }]);
    const about = { server: { id: 12345, name: 'web-server-01' }, backup: { id: 501, type: 'automatic' } };
    expect((await entries()).entries).toMatchObject([
      { action: 'release_backup', outcome: 'completed', ...about },
      { action: 'set_backup_note', outcome: 'completed', description: 'Before the move', ...about },
      { action: 'keep_backup', outcome: 'completed', ...about },
    ]);
  });

  it('is saved if the same is sent again after a lost answer', async () => {
    const { mark, marks } = open();
    await mark(501, { ...KEEP, note: 'Same' });
    expect((await mark(501, { ...KEEP, note: 'Same' })).status).toBe(200);
    expect(await marks()).toMatchObject([{ note: 'Same', version: 1, kept: SAID }]);
  });

  it('refuses the second of two concurrent changes', async () => {
    const { mark, marks, entries } = open();
    await mark(501, { ...KEEP, note: 'First' });
    const second = await mark(501, { version: 0, is_kept: false, note: 'Second' });
    expect(second).toMatchObject({ status: 409, body: { gateway: { code: 'changed_meanwhile' } } });
    expect(await marks()).toMatchObject([{ note: 'First', kept: SAID }]);
    expect((await entries()).entries[0]).toMatchObject({ outcome: 'refused', reason: 'changed_meanwhile' });
  });

  it('protects the backup even from an outdated page: only a confirmed deletion is sent', async () => {
    const { mark, remove, entries, provider, marks } = open();
    await mark(501, KEEP);
    const refused = await remove(501);
    expect([refused.status, JSON.parse(refused.text).gateway.code]).toEqual([409, 'backup_kept']);
    expect(await provider('/backups/')).toContain('"id":501,');
    expect((await entries()).entries[0]).toMatchObject({ action: 'delete_backup', reason: 'backup_kept' });
    expect((await remove(501, { [DELETE_KEPT_HEADER]: '1' })).status).toBe(204);
    expect(await marks()).toEqual([]);
  });

  it.each(['0501', '00501', '5_01'])('is not bypassed by writing its id as %s', async (id) => {
    const sent: string[] = [];
    let isListed = true;
    const sandbox = openSandbox();
    const { mark, remove, provider } = open({
      sandbox,
      // Some providers read such an id as 501.
      fetch: async (request) => {
        if (request.method === 'DELETE') sent.push(request.url);
        if (!isListed && request.method === 'GET') throw new TypeError('No connection');
        return sandbox.fetch(request);
      },
    });
    await mark(501, KEEP);
    expect((await remove(id)).status).toBe(404);
    isListed = false;
    // Not as one that is gone.
    expect((await remove(id)).status).toBe(502);
    expect(sent).toEqual([]);
    expect(await provider('/backups/')).toContain('"id":501,');
  });

  it('stops a deletion that is waiting for its turn when it is set', async () => {
    const sandbox = openSandbox();
    const sent: string[] = [];
    const real = createProviderGate({ log: SILENT_LOG });
    const gate: ProviderGate = {
      async run(send, signal, token, lastCheck) {
        // Only a write always waits for its turn.
        if (signal === null) await gateway.mark(501, KEEP);
        return real.run(send, signal, token, lastCheck);
      },
    };
    const gateway = open({
      sandbox,
      gate,
      fetch: async (request) => {
        if (request.method !== 'GET') sent.push(request.url);
        return sandbox.fetch(request);
      },
    });
    const refused = await gateway.remove(501, { [DELETE_KEPT_HEADER]: '0' });
    expect([refused.status, JSON.parse(refused.text).gateway.code]).toEqual([409, 'backup_kept']);
    expect(sent).toEqual([]);
    expect((await gateway.entries()).entries[1]).toMatchObject({
      action: 'delete_backup',
      outcome: 'refused',
      reason: 'backup_kept',
    });
  });

  it('counts as a lock while it is damaged, says so, and can be set again', async () => {
    const { mark, remove, marks, call } = open();
    await mark(501, { ...KEEP, is_kept: false, note: 'Before the move' });
    await database.db.updateTable('agreement').set({ body: '{"backup_id":' }).execute();
    expect(await marks()).toMatchObject([{ backup_id: '501', version: 1, is_damaged: true }]);
    const refused = await remove(501, { [DELETE_KEPT_HEADER]: '0' });
    expect([refused.status, JSON.parse(refused.text).gateway.code]).toEqual([409, 'backup_kept']);
    expect(JSON.parse(refused.text).detail).toContain("can't be read, so it counts as locked");
    expect((await call('GET', '/api/activity')).status).toBe(200);
    expect(await mark(501, { ...KEEP, version: 1 })).toMatchObject({
      status: 200,
      body: { version: 2, kept: SAID },
    });
    expect((await marks())[0]).not.toHaveProperty('is_damaged');
    expect((await remove(501, { [DELETE_KEPT_HEADER]: '1' })).status).toBe(204);
  });

  it('must be readable for a deletion by a script: without the list, only a confirmed one is sent', async () => {
    const sandbox = openSandbox();
    let isListed = true;
    const { remove, entries } = open({
      sandbox,
      fetch: async (request) => {
        if (!isListed && request.method === 'GET') throw new TypeError('No connection');
        return sandbox.fetch(request);
      },
    });
    isListed = false;
    const refused = await remove(501);
    expect([refused.status, JSON.parse(refused.text).gateway.code]).toEqual([502, 'backup_unverified']);
    expect(JSON.parse(refused.text).detail).toMatch(/Nothing was sent\. Try again when the list can be read/);
    expect((await entries()).entries[0]).toMatchObject({ outcome: 'refused', reason: 'backup_unverified' });
    expect((await remove(501, { [DELETE_KEPT_HEADER]: '0' })).status).toBe(204);
    expect((await remove(500, { [DELETE_KEPT_HEADER]: '1' })).status).toBe(204);
  });

  it('covers [keep] in a description as well', async () => {
    const { call, remove } = open();
    const created = await call('POST', '/api/v1/backups/', { server_id: 12345, description: '[keep] mine' });
    const { id } = JSON.parse(created.text);
    expect((await remove(id)).status).toBe(409);
    expect((await remove(id, { [DELETE_KEPT_HEADER]: '1' })).status).toBe(204);
  });

  it.each([
    ['the note is too long', { ...KEEP, note: 'x'.repeat(1001) }, 'note'],
    ['the note has a control character', { ...KEEP, note: 'a\u0007b' }, 'invisible'],
    ['the version is none', { ...KEEP, version: -1 }, 'version'],
    ['the lock is missing', { version: 0, note: null }, 'is_kept'],
  ])('is refused where %s, and nothing changes', async (_name, request, words) => {
    const { mark, marks } = open();
    const { status, body } = await mark(501, request);
    expect(status).toBe(400);
    expect(body.detail).toContain(words);
    expect(body.detail).toContain('Nothing was changed.');
    expect(await marks()).toEqual([]);
  });

  it('is refused for a backup that the provider does not have', async () => {
    const { mark, marks } = open();
    expect(await mark(987654, KEEP)).toMatchObject({
      status: 404,
      body: { gateway: { code: 'backup_unknown' } },
    });
    expect(await marks()).toEqual([]);
  });

  it('can be set while the provider is unreachable, when it may matter most', async () => {
    const sandbox = openSandbox();
    const { mark, entries } = open({
      sandbox,
      fetch: async (request) => {
        if (request.url.includes('/backups/')) throw new TypeError('No connection');
        return sandbox.fetch(request);
      },
    });
    expect((await mark(501, KEEP)).status).toBe(200);
    expect((await entries()).entries[0]).toMatchObject({ server: null, backup: { id: '501' } });
  });

  it('can be read but not changed in a read-only dashboard', async () => {
    await open().mark(501, { ...KEEP, note: 'Readable' });
    const { mark, marks } = open({ isReadOnly: true });
    expect((await mark(501, { version: 1, is_kept: false, note: null })).status).toBe(403);
    expect(await marks()).toMatchObject([{ note: 'Readable', kept: SAID }]);
  });
});
