import { describe, expect, it } from 'vitest';
import { CREATE_REQUEST_EXAMPLE, RESTORE_REQUEST_EXAMPLE } from '../../src/testing/examples';
import { fc } from '../../src/testing/properties';
import { decideChange, decideForward, decideWrite, type Write } from './forward-table';

/** The documented calls, written down a second time in another way. */
const DOCUMENTED = [
  /^GET \/backups\/(\?((server_id=[A-Za-z0-9_-]{1,64}|backup_type=(manual|automatic)|(page|page_size|limit|offset)=\d{1,9}|cursor=[\w.~%-]+)(&|$))+)?$/,
  /^POST \/backups\/$/,
  /^DELETE \/backups\/[A-Za-z0-9_-]{1,64}\/$/,
  /^GET \/servers\/(\?((status=[\w-]{1,64}|location=[\w.~%!'()*-]+|(page|page_size|limit|offset)=\d{1,9}|cursor=[\w.~%-]+)(&|$))+)?$/,
  /^GET \/servers\/[A-Za-z0-9_-]{1,64}\/$/,
  /^POST \/servers\/[A-Za-z0-9_-]{1,64}\/restore\/$/,
  /^GET \/account\/me\/$/,
];

function forwarded(method: string, target: string): string | null {
  const decision = decideForward(method, target);
  return decision.ok ? `${decision.call.method} ${decision.call.path}` : null;
}

function refusal(method: string, target: string): string | null {
  const decision = decideForward(method, target);
  return decision.ok ? null : decision.failure.code;
}

describe('forwarded calls', () => {
  it.each([
    ['GET', '/backups/', '/backups/', false],
    ['GET', '/backups/?server_id=12345&backup_type=manual', '/backups/', false],
    ['GET', '/backups/?page=2&page_size=100', '/backups/', false],
    ['GET', '/backups/?limit=100&offset=200', '/backups/', false],
    ['GET', '/backups/?cursor=cD0yMDI1LTAxLTE2%3D', '/backups/', false],
    ['POST', '/backups/', '/backups/', true],
    ['DELETE', '/backups/501/', '/backups/{id}/', false],
    ['DELETE', '/backups/0b8f6b1e-4f0e-4d3a-9d55-0d9f3f1c2a77/', '/backups/{id}/', false],
    ['GET', '/servers/', '/servers/', false],
    ['GET', '/servers/?status=active&location=Frankfurt%2C%20DE', '/servers/', false],
    ['GET', '/servers/12345/', '/servers/{id}/', false],
    ['POST', '/servers/12345/restore/', '/servers/{id}/restore/', true],
    ['GET', '/account/me/', '/account/me/', false],
  ])('%s %s', (method, target, route, hasBody) => {
    expect(decideForward(method, target)).toEqual({
      ok: true,
      call: { method, path: target, route, hasBody },
    });
  });

  it('writes a query in one form only', () => {
    expect(forwarded('GET', '/servers/?location=New+York')).toBe('GET /servers/?location=New%20York');
    expect(forwarded('GET', '/backups/?%73erver_id=1')).toBeNull();
    expect(forwarded('GET', '/backups/?server_id=%31')).toBe('GET /backups/?server_id=1');
  });
});

describe('refused calls', () => {
  it.each([
    '',
    '/',
    'backups/',
    '/backups',
    '/backups//',
    '//backups/',
    '/backups/501',
    '/backups/../servers/',
    '/backups/./',
    '/backups/501/../502/',
    '/backups/%2e%2e/',
    '/backups/a%2fb/',
    '/backups/%35%30%31/',
    '/%62ackups/',
    '/backups\\501/',
    '/backups/5 01/',
    '/backups/501;x/',
    '/backups/501/#x',
    '/backups/#',
    '/Backups/',
    `/backups/${'1'.repeat(65)}/`,
    '/backups/é/',
    '/backups/501/\n',
    '/servers/1/2/restore/',
    '/servers/1/reboot/',
    '/account/',
    '/account/me',
    '/account/tokens/',
    'http://evil.example/backups/',
    '//evil.example/backups/',
    '/@evil.example/backups/',
    '@evil.example/backups/',
    ':80@evil.example/backups/',
    '.evil.example/backups/',
    '/backups/@evil.example/',
    '/servers/evil.example/',
  ])('path %j', (target) => {
    for (const method of ['GET', 'POST', 'DELETE']) expect(refusal(method, target)).toBe('not_forwarded');
  });

  it.each([
    ['HEAD', '/backups/', 'GET, POST'],
    ['PUT', '/backups/', 'GET, POST'],
    ['DELETE', '/backups/', 'GET, POST'],
    ['GET', '/backups/501/', 'DELETE'],
    ['PATCH', '/backups/501/', 'DELETE'],
    ['POST', '/servers/', 'GET'],
    ['DELETE', '/servers/1/', 'GET'],
    ['GET', '/servers/1/restore/', 'POST'],
    ['OPTIONS', '/account/me/', 'GET'],
    ['get', '/account/me/', 'GET'],
    ['constructor', '/account/me/', 'GET'],
  ])('method %s %s', (method, target, allow) => {
    expect(decideForward(method, target)).toMatchObject({
      ok: false,
      failure: { code: 'method_refused', headers: { allow } },
    });
  });

  it.each([
    ['GET', '/backups/?'],
    ['GET', '/backups/?server_id'],
    ['GET', '/backups/?server_id='],
    ['GET', '/backups/?server_id=1&'],
    ['GET', '/backups/?server_id=1&server_id=2'],
    ['GET', '/backups/?server_id=1%262'],
    ['GET', '/backups/?server_id=a/b'],
    ['GET', `/backups/?server_id=${'1'.repeat(65)}`],
    ['GET', '/backups/?backup_type=weekly'],
    ['GET', '/backups/?status=active'],
    ['GET', '/backups/?page=last'],
    ['GET', '/backups/?page=1234567890'],
    ['GET', '/backups/?cursor=%zz'],
    ['GET', '/backups/?cursor=a%0d%0ab'],
    ['GET', `/backups/?cursor=${'a'.repeat(513)}`],
    ['GET', '/backups/?__proto__=1'],
    ['GET', '/backups/?constructor=1'],
    ['GET', '/backups/?token=1'],
    ['GET', '/backups/?page=1?page=2'],
    ['GET', '/backups/?page=1#x'],
    ['GET', '/servers/?location=%00'],
    ['GET', `/servers/?location=${'a'.repeat(65)}`],
    ['GET', '/servers/?server_id=1'],
    ['POST', '/backups/?page=1'],
    ['DELETE', '/backups/501/?force=1'],
    ['GET', '/servers/1/?page=1'],
    ['POST', '/servers/1/restore/?now=1'],
    ['GET', '/account/me/?page=1'],
  ])('query %s %s', (method, target) => {
    expect(refusal(method, target)).toBe('bad_query');
  });
});

describe("changes of the gateway's own", () => {
  it.each<Write>([
    { action: 'create_backup', serverId: '7', description: 'nightly' },
    { action: 'delete_backup', backupId: '501' },
    { action: 'restore_server', serverId: '7', backupId: 501 },
  ])('are sent and logged as what they are: $action', (write) => {
    const decision = decideChange(write);
    if (!decision.ok) throw new Error(decision.failure.detail);
    const { call, body } = decision;
    expect(decision.write).toEqual(write);
    expect(decideForward(call.method, call.path)).toEqual({ ok: true, call });
    const json = body === null ? null : JSON.parse(new TextDecoder().decode(body));
    expect(decideWrite(call, json)).toEqual({ ok: true, write, body });
  });

  it.each<[Write, string]>([
    [
      { action: 'create_backup', serverId: 12345, description: 'Pre-deployment backup' },
      CREATE_REQUEST_EXAMPLE,
    ],
    [{ action: 'restore_server', serverId: 12345, backupId: 501 }, RESTORE_REQUEST_EXAMPLE],
  ])("have the body of the provider's document: $0.action", (write, documented) => {
    const decision = decideChange(write);
    const body = decision.ok ? decision.body : null;
    expect(JSON.parse(new TextDecoder().decode(body ?? undefined))).toEqual(JSON.parse(documented));
  });

  it('are refused with an id that cannot be part of a path', () => {
    expect(decideChange({ action: 'delete_backup', backupId: '../servers/1' }).ok).toBe(false);
  });
});

describe('whatever is asked', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        'backups',
        'servers',
        'account',
        'me',
        'restore',
        '/',
        '//',
        '/',
        '..',
        '.',
        '%2f',
        '%2e',
        '?',
        '&',
        '=',
        '#',
        '\\',
      ],
      ...[
        'server_id',
        'backup_type',
        'manual',
        'page',
        'cursor',
        'status',
        'location',
        '501',
        '\0',
        '\n',
        ';',
        '@',
        '%',
        '+',
      ],
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const target = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
    fc
      .tuple(
        fc.constantFrom('/backups/', '/servers/', '/servers/1/', '/backups/2/'),
        fc.array(piece, { maxLength: 8 }),
      )
      .map(([path, pieces]) => `${path}?${pieces.join('')}`),
  );
  const method = fc.constantFrom(
    'GET',
    'POST',
    'DELETE',
    'PUT',
    'PATCH',
    'HEAD',
    'OPTIONS',
    'TRACE',
    '__proto__',
  );

  it('only documented calls get through', () =>
    fc.assert(
      fc.property(method, target, (verb, text) => {
        const call = forwarded(verb, text);
        return call === null || DOCUMENTED.some((form) => form.test(call));
      }),
      { numRuns: 3000 },
    ));

  it('a documented filter always gets through unchanged', () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
        fc.constantFrom('manual', 'automatic'),
        (serverId, type) => {
          const path = `/backups/?server_id=${serverId}&backup_type=${type}`;
          expect(forwarded('GET', path)).toBe(`GET ${path}`);
        },
      ),
    ));
});
