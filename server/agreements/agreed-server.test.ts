import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';
import { openActivityGateway, openSandbox } from '../testing/activity-gateway';
import { listOf, wireBackup } from '../testing/provider/fleet-upstream';

const GONE = 777;
const BACKUPS = [wireBackup(1, { id: GONE, name: 'gone-web' }, Date.parse('2025-01-16T00:00:00Z'))];
const none = () => new Response('', { status: 404 });
const LISTS: Readonly<Record<string, (url: URL) => Response>> = {
  '/servers/': () => listOf([{ id: 1, name: 'web', status: 'running' }]),
  '/servers/1/': () => Response.json({ id: 1, name: 'web', status: 'running' }),
  '/backups/': ({ searchParams }) =>
    listOf(BACKUPS.filter(({ server }) => searchParams.get('server_id') === String(server.id))),
};

let database: Database;
beforeEach(async () => {
  database = await openSqlite(':memory:');
});
afterEach(() => database.close());

function gateway(changed: typeof LISTS = {}) {
  const sandbox = openSandbox();
  const answers = { ...LISTS, ...changed };
  const base = new URL(sandbox.baseUrl).pathname;
  const { call, entries } = openActivityGateway(database, {
    sandbox,
    fetch: async (request) => {
      const url = new URL(request.url);
      const path = url.pathname.slice(base === '/' ? 0 : base.length);
      return path.startsWith('/account/') ? sandbox.fetch(request) : (answers[path] ?? none)(url);
    },
  });
  return {
    entries,
    note: async (id: number | string, version = 0) => {
      const change = { kind: 'notes', tags: [], note: 'Note' };
      const { status, text } = await call('POST', `/api/agreements/servers/${id}`, { version, change });
      return [status, JSON.parse(text).gateway?.code ?? null];
    },
  };
}

describe('an agreement about a server', () => {
  it('is refused, and logged so, where the lists have neither the server nor a backup of it', async () => {
    const { note, entries } = gateway();
    expect(await note(2)).toEqual([404, 'server_unknown']);
    expect((await entries()).entries).toMatchObject([
      { action: 'set_notes', outcome: 'refused', reason: 'server_unknown', server: { id: '2', name: null } },
    ]);
  });

  it('is stored for one that is listed, or deleted with backups left', async () => {
    const { note } = gateway();
    expect(await note(1)).toEqual([200, null]);
    expect(await note(GONE)).toEqual([200, null]);
  });

  it('can be changed long after server and backups are gone', async () => {
    await gateway({ '/servers/2/': () => Response.json({ id: 2, name: 'old' }) }).note(2);
    expect(await gateway().note(2, 1)).toEqual([200, null]);
  });

  it.each([
    ['the list of servers fails', { '/servers/': () => new Response('', { status: 500 }) }],
    ['servers may not be listed', { '/servers/': () => new Response('', { status: 403 }) }],
    ['the list of servers is cut', { '/servers/': () => listOf([{ id: 1, name: 'web' }], { count: 2 }) }],
    ['a server in the list is unreadable', { '/servers/': () => listOf([{ id: 1, name: 'web' }, {}]) }],
    ['backups can’t be read', { '/backups/': () => new Response('', { status: 500 }) }],
    ['the list of backups is cut', { '/backups/': () => listOf([], { count: 1 }) }],
  ])('is stored where %s', async (_name, changed) => {
    expect(await gateway(changed).note(2)).toEqual([200, null]);
  });
});
