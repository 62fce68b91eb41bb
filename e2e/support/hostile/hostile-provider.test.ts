import { afterEach, describe, expect, it } from 'vitest';
import type { HostileBehaviour } from './hostile-answers';
import { BROKEN_ENTRIES, backupId, serverId } from './hostile-data';
import { type HostileOptions, type HostileProvider, startHostileProvider } from './hostile-provider';

const running: HostileProvider[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((provider) => provider.close()));
});

async function start(options: HostileOptions = {}): Promise<HostileProvider> {
  const provider = await startHostileProvider(options);
  running.push(provider);
  return provider;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function call(
  provider: HostileProvider,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${provider.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${provider.token}` },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

interface Page {
  readonly count: number;
  readonly next?: string | null;
  readonly results: readonly unknown[];
}

async function page(provider: HostileProvider, query = ''): Promise<Page> {
  const answer: Page = JSON.parse((await call(provider, 'GET', `/backups/${query}`)).text);
  return answer;
}

async function allEntries(provider: HostileProvider): Promise<unknown[]> {
  let current = await page(provider);
  const entries = [...current.results];
  while (typeof current.next === 'string') {
    current = await page(provider, new URL(current.next).search);
    entries.push(...current.results);
  }
  return entries;
}

const NEW_BACKUP = { server_id: serverId('uuid', 0), description: 'Before the update' };

describe('lists of the hostile provider', () => {
  it.each(['foreign-next', 'cursor'] as const)(
    'come in pages of two with a next elsewhere (%s)',
    async (paging) => {
      const provider = await start({ paging });
      const first = await page(provider);
      expect(first.results).toHaveLength(2);
      expect(new URL(first.next ?? '').host).not.toBe(new URL(provider.url).host);
      const entries = await allEntries(provider);
      expect(entries).toHaveLength(first.count);
      expect(entries).toHaveLength(provider.backups().length + BROKEN_ENTRIES.length);
      expect(entries).toEqual(expect.arrayContaining([...provider.backups(), ...BROKEN_ENTRIES]));
      expect(provider.strayCalls).toEqual([]);
    },
  );

  it('can announce more entries than they contain, and page in circles', async () => {
    const short = await page(await start({ paging: 'short-count' }));
    expect(short.count).toBe(short.results.length + 5);
    expect(short.next).toBeNull();
    const loop = await start({ paging: 'loop' });
    const last = await page(loop, '?page=8');
    expect(new URL(last.next ?? '').searchParams.get('page')).toBe('1');
  });

  it('apply the filters on every page', async () => {
    const provider = await start({ hasBrokenEntries: false });
    const wanted = serverId('uuid', 0);
    const first = await page(provider, `?server_id=${wanted}&backup_type=automatic`);
    expect(first).toMatchObject({
      count: 2,
      results: [{ server: { id: wanted } }, { server: { id: wanted } }],
    });
    const next = (await page(provider, `?server_id=${wanted}`)).next;
    expect(new URL(next ?? '').searchParams.get('server_id')).toBe(String(wanted));
  });
});

describe('writes of the hostile provider', () => {
  it('answer a creation without a message and with an odd date', async () => {
    const provider = await start();
    const answer = await call(provider, 'POST', '/backups/', NEW_BACKUP);
    expect(answer.status).toBe(201);
    const created: unknown = JSON.parse(answer.text);
    expect(created).toMatchObject({ status: 'in_progress', created_at: '2025-01-16T16:45:00.000456+01:00' });
    expect(created).not.toHaveProperty('message');
    expect(provider.backups()).toHaveLength(11);
  });

  it.each([200, 202, 204] as const)('answer a restore with %i', async (restoreStatus) => {
    const provider = await start({ restoreStatus });
    const server = serverId('uuid', 0);
    const answer = await call(provider, 'POST', `/servers/${server}/restore/`, {
      backup_id: backupId('uuid', 0),
    });
    expect(answer.status).toBe(restoreStatus);
    expect((await call(provider, 'GET', `/servers/${server}/`)).text).toContain('"status":"restoring"');
  });

  it('delete once', async () => {
    const provider = await start({ ids: 'integer' });
    expect((await call(provider, 'DELETE', '/backups/495/')).status).toBe(204);
    expect((await call(provider, 'DELETE', '/backups/495/')).status).toBe(404);
  });
});

describe('refusals of the hostile provider', () => {
  it.each<[HostileBehaviour, number]>([
    ['invalid', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['missing', 404],
    ['conflict', 409],
    ['rate-limited-seconds', 429],
    ['rate-limited-date', 429],
    ['html-error', 500],
    ['redirect', 307],
  ])('%s is a %i, and changes nothing', async (behaviour, status) => {
    const provider = await start({ behaviours: { createBackup: behaviour } });
    expect((await call(provider, 'POST', '/backups/', NEW_BACKUP)).status).toBe(status);
    expect(provider.backups()).toHaveLength(10);
  });

  it('refuses calls without the token, and logs them', async () => {
    const provider = await start();
    const answer = await fetch(`${provider.url}/backups/`, {
      headers: { authorization: 'Bearer vps_other' },
    });
    expect(answer.status).toBe(401);
    expect(provider.count('GET')).toBe(1);
  });

  it('answers only the documented calls, trailing slash included', async () => {
    const provider = await start();
    expect((await call(provider, 'GET', '/backups')).status).toBe(404);
    expect((await call(provider, 'GET', '/backups/495/')).status).toBe(404);
  });

  it('asks to wait until a time of its own clock', async () => {
    const provider = await start({ behaviours: { listBackups: 'rate-limited-date' } });
    provider.advance(60_000);
    const { headers } = await call(provider, 'GET', '/backups/');
    expect(headers.get('retry-after')).toBe('Thu, 16 Jan 2025 15:47:30 GMT');
    expect(headers.get('date')).toBe('Thu, 16 Jan 2025 15:46:00 GMT');
  });

  it('notices if its redirect is followed', async () => {
    const provider = await start({ behaviours: { getAccount: 'redirect' } });
    const answer = await call(provider, 'GET', '/account/me/');
    const target = new URL(answer.headers.get('location') ?? '');
    await fetch(`http://127.0.0.1:${target.port}${target.pathname}`);
    expect(provider.strayCalls).toMatchObject([{ method: 'GET', path: '/account/me/' }]);
  });
});

describe('answers that the hostile provider spoils', () => {
  it.each<[HostileBehaviour, number]>([
    ['cut', 10],
    ['cut-after-acting', 11],
    ['cut-mid-body', 11],
  ])('%s breaks the connection and leaves %i backups', async (behaviour, left) => {
    const provider = await start({ behaviours: { createBackup: behaviour } });
    await expect(call(provider, 'POST', '/backups/', NEW_BACKUP)).rejects.toThrow();
    expect(provider.backups()).toHaveLength(left);
    expect(provider.count('POST', '/backups/')).toBe(1);
  });

  it.each<[HostileBehaviour, number, string]>([
    ['not-json', 201, '<!doctype html>'],
    ['empty', 201, ''],
    ['html-error-after-acting', 500, '<!doctype html>'],
  ])('%s acts and answers %i with nothing to read', async (behaviour, status, start_) => {
    const provider = await start({ behaviours: { createBackup: behaviour } });
    const answer = await call(provider, 'POST', '/backups/', NEW_BACKUP);
    expect(answer.status).toBe(status);
    expect(answer.text.slice(0, 15)).toBe(start_);
    expect(provider.backups()).toHaveLength(11);
  });

  it.each(['endless', 'flood'] as const)('%s begins an answer that has no end', async (behaviour) => {
    const provider = await start({ behaviours: { listBackups: behaviour } });
    const response = await fetch(`${provider.url}/backups/`, {
      headers: { authorization: `Bearer ${provider.token}` },
    });
    const reader = response.body?.getReader();
    for (let chunks = 0; chunks < 3; chunks += 1) expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });

  it.each(['silent', 'silent-after-acting', 'endless'] as const)(
    '%s does not keep it from closing',
    async (name) => {
      const provider = await start({ behaviours: { createBackup: name } });
      const answer = call(provider, 'POST', '/backups/', NEW_BACKUP).catch((error: unknown) => error);
      await expect.poll(() => provider.count('POST')).toBe(1);
      await provider.close();
      expect(await answer).toBeInstanceOf(Error);
    },
  );
});

describe('steering the hostile provider', () => {
  it('goes through a list of behaviours, and keeps the last', async () => {
    const provider = await start({ behaviours: { listBackups: ['html-error', 'conflict', 'normal'] } });
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await call(provider, 'GET', '/backups/')).status);
    expect(statuses).toEqual([500, 409, 200, 200]);
    provider.behave('listBackups', 'forbidden');
    expect((await call(provider, 'GET', '/backups/')).status).toBe(403);
  });

  it('changes a backup on request, and logs the calls', async () => {
    const provider = await start();
    provider.setBackup(backupId('uuid', 3), { status: 'completed', size_mb: 12 });
    expect(provider.backups()[3]).toMatchObject({ status: 'completed', size_mb: 12 });
    await call(provider, 'POST', '/backups/?dry=1', NEW_BACKUP);
    expect(provider.calls).toMatchObject([
      { method: 'POST', path: '/backups/', query: { dry: '1' }, body: NEW_BACKUP },
    ]);
    expect(provider.count('POST', /restore/)).toBe(0);
  });
});
