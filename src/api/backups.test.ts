import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BACKUP_CREATED_EXAMPLE, BACKUP_LIST_EXAMPLE, CREATE_REQUEST_EXAMPLE } from '../testing/examples';
import { cutReply, jsonReply, stubFetch, textReply } from '../testing/fetch';
import { aBackup } from '../testing/fleets/backups';
import { addCreatedBackup, createBackup, deleteBackup, readServerBackups } from './backup-changes';
import { backupKeys, backupsQuery, cachedBackups, listBackups } from './backups';

afterEach(() => {
  vi.unstubAllGlobals();
});

const UUID = '6f2c2a3e-8f8e-4a53-9d5c-0b0f6c1f7a11';

describe('listBackups', () => {
  it("understands the API document's example", async () => {
    const sent = stubFetch(textReply(BACKUP_LIST_EXAMPLE));
    expect((await listBackups()).list).toEqual({
      backups: [
        {
          id: 501,
          serverId: 12345,
          serverName: 'web-server-01',
          type: 'automatic',
          status: 'completed',
          sizeMb: 4523,
          createdAt: '2025-01-16T03:00:00.000Z',
          expiresAt: '2025-02-16T03:00:00.000Z',
          description: 'Automatic daily backup',
        },
        {
          id: 499,
          serverId: 12345,
          serverName: 'web-server-01',
          type: 'manual',
          status: 'completed',
          sizeMb: 4456,
          createdAt: '2025-01-14T10:30:00.000Z',
          expiresAt: null,
          description: 'Pre-update backup',
        },
        {
          id: 495,
          serverId: 12345,
          serverName: 'web-server-01',
          type: 'automatic',
          status: 'completed',
          sizeMb: 4389,
          createdAt: '2025-01-15T03:00:00.000Z',
          expiresAt: '2025-02-15T03:00:00.000Z',
          description: 'Automatic daily backup',
        },
      ],
      expectedCount: 3,
      skippedCount: 0,
      isComplete: true,
    });
    expect(sent).toMatchObject([{ method: 'GET', url: '/api/v1/backups/', body: null }]);
  });

  it.each([
    [{ serverId: 12345 }, '?server_id=12345'],
    [{ serverId: UUID, type: 'manual' as const }, `?server_id=${UUID}&backup_type=manual`],
    [{ type: 'automatic' as const }, '?backup_type=automatic'],
    [{ serverId: undefined }, ''],
  ])('asks for %o with %s', async (filter, query) => {
    const sent = stubFetch(textReply(BACKUP_LIST_EXAMPLE));
    await listBackups(filter);
    expect(sent[0]?.url).toBe(`/api/v1/backups/${query}`);
  });

  it('rejects with 401 as unauthorized', async () => {
    stubFetch(jsonReply({ detail: 'Invalid token.' }, 401));
    await expect(listBackups()).rejects.toMatchObject({ kind: 'unauthorized', detail: 'Invalid token.' });
  });
});

describe('listBackups with a known list', () => {
  const unchanged = () => new Response(null, { status: 304, headers: { etag: '"a"' } });

  it('sends its ETag, and returns it when the list did not change', async () => {
    const sent = stubFetch(textReply(BACKUP_LIST_EXAMPLE, 200, { etag: '"a"' }), unchanged());
    const first = await listBackups();
    expect(first.list.backups.map(({ id }) => id)).toEqual([501, 499, 495]);
    expect(await listBackups({}, {}, first)).toBe(first);
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"a"']);
  });

  it('returns what changed', async () => {
    stubFetch(textReply(BACKUP_LIST_EXAMPLE, 200, { etag: '"a"' }), jsonReply({ count: 0, results: [] }));
    const second = await listBackups({}, {}, await listBackups());
    expect(second).toMatchObject({ list: { backups: [] }, etag: null });
  });

  it('sends no ETag for a list of several pages', async () => {
    const page = (next: string | null) =>
      jsonReply({ count: 0, next, results: [{ id: next ?? 'b', server: 1 }] }, 200, { etag: '"a"' });
    const sent = stubFetch(page('?page=2'), page(null), page(null));
    await listBackups({}, {}, await listBackups());
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, null, null]);
  });
});

describe('the cached list of all backups', () => {
  const poll = (client: QueryClient) => client.fetchQuery({ ...backupsQuery(), staleTime: 0 });
  const rows = (...ids: number[]) => ids.map((id) => ({ id, server: { id: 1, name: 'web' } }));
  const whole = (etag: string, ...ids: number[]) => jsonReply(rows(...ids), 200, { etag });
  const unchanged = () => new Response(null, { status: 304, headers: { etag: '"a"' } });

  it('stays the same object when a poll brings nothing new', async () => {
    const sent = stubFetch(whole('"a"', 1, 2), unchanged(), whole('"b"', 1, 2));
    const client = new QueryClient();
    const first = await poll(client);
    expect(await poll(client)).toBe(first);
    // The same backups with another ETag are the same list.
    expect((await poll(client)).list).toBe(first.list);
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"a"', '"a"']);
  });

  it('is not rewritten when a followed server has nothing new', async () => {
    stubFetch(whole('"a"', 1, 2), jsonReply(rows(1, 2)));
    const client = new QueryClient();
    await poll(client);
    await readServerBackups(client, 1);
    expect(client.getQueryState(backupKeys.all)?.dataUpdateCount).toBe(1);
  });

  it('is read in full after a change here, until the provider lists that change', async () => {
    const sent = stubFetch(whole('"a"', 1), whole('"a"', 1), whole('"b"', 1, 3), unchanged());
    const client = new QueryClient();
    await poll(client);
    addCreatedBackup(client, aBackup({ id: 3, serverId: 1 }));
    await poll(client);
    expect(cachedBackups(client)?.backups.map(({ id }) => id)).toEqual([1, 3]);
    await poll(client);
    await poll(client);
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, null, null, '"b"']);
  });
});

describe('createBackup', () => {
  const input = { serverId: 12345, description: 'Pre-deployment backup' };

  it("sends the API document's request and understands its answer", async () => {
    const sent = stubFetch(textReply(BACKUP_CREATED_EXAMPLE, 201));
    expect(await createBackup(input)).toEqual({
      backup: {
        id: 502,
        serverId: 12345,
        serverName: 'web-server-01',
        type: 'manual',
        status: 'in_progress',
        sizeMb: null,
        createdAt: '2025-01-16T15:45:00.000Z',
        expiresAt: null,
        description: 'Pre-deployment backup',
      },
      message: 'Backup is being created. This may take several minutes depending on server size.',
    });
    expect(sent).toMatchObject([{ method: 'POST', url: '/api/v1/backups/' }]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual(JSON.parse(CREATE_REQUEST_EXAMPLE));
  });

  it.each(['', '  \n'])('leaves out a blank description ("%s")', async (description) => {
    const sent = stubFetch(textReply(BACKUP_CREATED_EXAMPLE, 201));
    await createBackup({ serverId: UUID, description });
    expect(sent[0]?.body).toBe(JSON.stringify({ server_id: UUID }));
  });

  it.each([
    ['an answer without an id', jsonReply({ message: 'Started.' }, 201)],
    ['an empty answer', textReply('', 201)],
    ['a list in its place', textReply(BACKUP_LIST_EXAMPLE)],
  ])('calls the outcome unknown after %s, and sends nothing again', async (_name, reply) => {
    const sent = stubFetch(reply);
    await expect(createBackup(input)).rejects.toMatchObject({ kind: 'contract', mayHaveActed: true });
    expect(sent).toHaveLength(1);
  });

  it('sends once after a broken connection, and reports the outcome as unknown', async () => {
    const sent = stubFetch(() => cutReply(201));
    await expect(createBackup(input)).rejects.toMatchObject({ kind: 'network', mayHaveActed: true });
    expect(sent).toHaveLength(1);
  });

  it("assigns the provider's messages to their fields", async () => {
    stubFetch(jsonReply({ description: ['Ensure this field has no more than 255 characters.'] }, 400));
    await expect(createBackup(input)).rejects.toMatchObject({
      kind: 'validation',
      detail: null,
      fieldErrors: { description: ['Ensure this field has no more than 255 characters.'] },
      mayHaveActed: false,
    });
  });
});

describe('deleteBackup', () => {
  it.each([
    ['the documented 204', textReply('', 204)],
    ['a 200 with a message', jsonReply({ message: 'Deleted.' })],
    ['an empty 202', textReply('', 202)],
  ])('takes %s for done', async (_name, reply) => {
    const sent = stubFetch(reply);
    await deleteBackup(501);
    expect(sent).toMatchObject([{ method: 'DELETE', url: '/api/v1/backups/501/', body: null }]);
  });

  it('does not take an HTML page for success', async () => {
    stubFetch(textReply('<html></html>', 202));
    await expect(deleteBackup(501)).rejects.toMatchObject({ kind: 'contract', mayHaveActed: true });
  });

  it('reports that the backup does not exist', async () => {
    stubFetch(jsonReply({ detail: 'Not found.' }, 404));
    await expect(deleteBackup(501)).rejects.toMatchObject({ kind: 'notFound', mayHaveActed: false });
  });

  it('reaches nothing else with a malicious id', async () => {
    const sent = stubFetch(textReply('', 204));
    await expect(deleteBackup('..')).rejects.toMatchObject({ kind: 'notFound' });
    await deleteBackup('../servers/1');
    expect(sent.map(({ url }) => url)).toEqual(['/api/v1/backups/..%2Fservers%2F1/']);
  });
});
