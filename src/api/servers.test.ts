import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT_EXAMPLE, SERVER_LIST_EXAMPLE } from '../testing/examples';
import { jsonReply, stubFetch, textReply } from '../testing/fetch';
import { getAccount } from './account';
import { getGateway } from './gateway';
import { getServer } from './one-server';
import { getSandbox, resetSandbox, updateSandbox } from './sandbox';
import { listServers } from './servers';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('servers', () => {
  const web = {
    id: 12345,
    name: 'web-server-01',
    hostname: 'web-server-01.example.net',
    status: 'active',
    ipAddress: '192.0.2.10',
    location: 'amsterdam',
    plan: { name: 'VPS 4', vcpus: 4, memoryMb: 8192, storageGb: 160 },
    osName: 'Debian 12',
    createdAt: '2024-06-01T08:00:00.000Z',
  };

  it('are listed', async () => {
    const sent = stubFetch(textReply(SERVER_LIST_EXAMPLE));
    const { list } = await listServers({ status: 'active', location: 'amsterdam' });
    expect(list).toEqual({
      servers: [web],
      expectedCount: 1,
      skippedCount: 0,
      isComplete: true,
    });
    expect(sent[0]?.url).toBe('/api/v1/servers/?status=active&location=amsterdam');
  });

  it('are read one by one', async () => {
    const sent = stubFetch(jsonReply(JSON.parse(SERVER_LIST_EXAMPLE).results[0]));
    expect(await getServer(12345)).toEqual(web);
    expect(sent[0]?.url).toBe('/api/v1/servers/12345/');
  });

  it.each([
    [403, 'forbidden'],
    [404, 'notFound'],
  ])('are refused with %i to a token without the right', async (status, kind) => {
    stubFetch(jsonReply({ detail: 'x' }, status));
    await expect(listServers()).rejects.toMatchObject({ kind });
  });
});

describe('getAccount', () => {
  it('names the owner of the token', async () => {
    const sent = stubFetch(textReply(ACCOUNT_EXAMPLE));
    expect(await getAccount()).toEqual({
      email: 'ops@example.net',
      tokenName: 'dashboard',
      permissions: ['backups:read', 'backups:write'],
    });
    expect(sent[0]?.url).toBe('/api/v1/account/me/');
  });

  it('rejects anything but an account', async () => {
    stubFetch(jsonReply('x'));
    await expect(getAccount()).rejects.toMatchObject({ kind: 'contract' });
  });
});

describe('the gateway', () => {
  const state = {
    scenario: null,
    scenarios: ['slow', 'cut'],
    now: '2025-01-16T15:45:00.000Z',
  };

  it('describes itself', async () => {
    const sent = stubFetch(
      jsonReply({ mode: 'sandbox', provider_host: null, provider_url: null, version: '0.1.0' }),
    );
    expect(await getGateway()).toMatchObject({ mode: 'sandbox', providerHost: null, readOnly: false });
    expect(sent[0]?.url).toBe('/api/gateway');
  });

  it('steers the sandbox', async () => {
    const sent = stubFetch(jsonReply({ ...state, creation_speed: 1 }));
    const known = { ...state, creationSpeed: 1 };
    expect(await getSandbox()).toEqual(known);
    expect(await updateSandbox({ scenario: 'slow', advanceMs: 1000 })).toEqual(known);
    expect(await resetSandbox()).toEqual(known);
    expect(sent).toMatchObject([
      { method: 'GET', url: '/api/sandbox', body: null },
      { method: 'PUT', url: '/api/sandbox', body: '{"scenario":"slow","advance_ms":1000}' },
      { method: 'POST', url: '/api/sandbox/reset', body: null },
    ]);
  });

  it('has no sandbox with the real provider', async () => {
    stubFetch(jsonReply({ detail: 'Not found.' }, 404));
    await expect(getSandbox()).rejects.toMatchObject({ kind: 'notFound' });
  });
});

describe('servers that are read again', () => {
  it('are the same object if nothing changed, and decoded again if something did', async () => {
    const page = (name: string) => ({ count: 1, next: null, results: [{ id: 1, name }] });
    const sent = stubFetch(
      jsonReply(page('web'), 200, { etag: '"a"' }),
      new Response(null, { status: 304, headers: { etag: '"a"' } }),
      jsonReply(page('renamed'), 200, { etag: '"b"' }),
    );
    const first = await listServers();
    const second = await listServers({}, {}, first);
    const third = await listServers({}, {}, second);
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"a"', '"a"']);
    expect(second).toBe(first);
    expect(third).toMatchObject({ list: { servers: [{ name: 'renamed' }] }, etag: '"b"' });
  });
});
