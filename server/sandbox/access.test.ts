import { describe, expect, it } from 'vitest';
import { NOW, openTrial } from './testing';

const WEB = 12345;

describe('access', () => {
  const trial = openTrial();
  const get = (path: string, headers: Record<string, string>) =>
    trial.sandbox.fetch(new Request(trial.sandbox.baseUrl + path, { headers }));

  it.each([
    ['no token', {}, 'Authentication credentials were not provided.'],
    [
      'another scheme',
      { authorization: 'Basic b3BzOm9wcw==' },
      'Authentication credentials were not provided.',
    ],
    ['an empty token', { authorization: 'Bearer ' }, 'Authentication credentials were not provided.'],
    ['a wrong token', { authorization: 'Bearer vps_wrong' }, 'Invalid token.'],
  ])('refuses %s with 401 and a reason', async (_, headers, detail) => {
    for (const path of ['/backups/', '/servers/', `/servers/${WEB}/`, '/account/me/']) {
      const response = await get(path, headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({ detail });
    }
  });

  it.each([
    ['/backups'],
    ['/backups/501'],
    ['/servers'],
    ['/servers/12345'],
    ['/servers/abc/'],
    ['/account/me'],
    ['/account/'],
    ['/snapshots/'],
    ['/'],
  ])('answers %s with 404', async (path) => {
    const response = await trial.call('GET', path);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ detail: 'Not found.' });
  });

  it.each([
    ['PUT', '/backups/', 'GET, POST'],
    ['GET', '/backups/501/', 'DELETE'],
    ['DELETE', '/servers/12345/', 'GET'],
    ['GET', '/servers/12345/restore/', 'POST'],
  ])('refuses %s %s with 405', async (method, path, allow) => {
    const response = await trial.call(method, path);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toEqual({ detail: `Method "${method}" not allowed.` });
  });

  it('sends its own time in every answer', async () => {
    const ahead = openTrial();
    ahead.sandbox.update({ advanceMs: 3_600_000 });
    const expected = new Date(NOW + 3_600_000).toUTCString();
    for (const path of ['/backups/', '/nothing/', '/servers/1/']) {
      expect((await ahead.call('GET', path)).headers.get('date')).toBe(expected);
    }
  });
});
