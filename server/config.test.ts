import { describe, expect, it } from 'vitest';
import { type Config, DEFAULT_API_URL, readConfig } from './config';

const TOKEN = 'vps_0123456789abcdef';

function config(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problems(env: Record<string, string>): readonly string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems;
}

describe('settings from environment variables', () => {
  it('starts the sandbox on 127.0.0.1:4173 when nothing is set', () => {
    expect(config({})).toEqual({
      host: '127.0.0.1',
      port: 4173,
      publicAddress: null,
      dataDir: '.data',
      databaseUrl: null,
      isLogSilent: false,
      isReadOnly: false,
      readTimeoutMs: 18_000,
      provider: {
        mode: 'sandbox',
        sandbox: {
          seed: null,
          creationSpeed: null,
          fleet: null,
          nowMs: null,
          scenario: null,
          hasSchedules: true,
          hasAgreements: true,
        },
      },
      alerts: { webhook: null, pingUrl: null, intervalMs: 300_000, ignored: new Set() },
      metricsToken: null,
    });
  });

  it('treats an empty variable as not set', () => {
    expect(config({ PORT: '', HOST: '', VPS_API_TOKEN: '', VPS_API_URL: '' })).toEqual(config({}));
  });

  it('uses the real provider with a token', () => {
    expect(config({ VPS_API_TOKEN: TOKEN }).provider).toEqual({
      mode: 'token',
      baseUrl: DEFAULT_API_URL,
      token: TOKEN,
    });
  });

  it.each([
    ['https://example.com/api/v1', 'https://example.com/api/v1'],
    ['https://example.com/api/v1/', 'https://example.com/api/v1'],
    ['https://example.com', 'https://example.com'],
    ['HTTPS://Example.com:8443/x/', 'https://example.com:8443/x'],
    ['http://127.0.0.1:9000/api/v1', 'http://127.0.0.1:9000/api/v1'],
    ['http://localhost:9000', 'http://localhost:9000'],
    ['http://[::1]:9000/', 'http://[::1]:9000'],
  ])('accepts VPS_API_URL %s', (VPS_API_URL, baseUrl) => {
    expect(config({ VPS_API_URL, VPS_API_TOKEN: TOKEN }).provider).toMatchObject({ baseUrl });
  });

  it.each([
    'http://example.com/api/v1',
    'http://127.0.0.1.example.com/',
    'ftp://example.com/',
    'example.com',
    'https://',
    'https://user:word@example.com/',
    'https://@example.com/',
    'https://example.com/?a=1',
    'https://example.com/?',
    'https://example.com/#part',
    'https://example.com/#',
    'https://exa mple.com/',
    'https://example.com\\@evil.example/',
    ' https://example.com/',
    'https://example.com/\n',
  ])('refuses VPS_API_URL %j in one line', (VPS_API_URL) => {
    const found = problems({ VPS_API_URL, VPS_API_TOKEN: TOKEN });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^VPS_API_URL must be an https URL/);
  });

  it.each([
    ['https://backups.example.com', 'https://backups.example.com', 'backups.example.com', true],
    ['HTTPS://Backups.Example.com/', 'https://backups.example.com', 'backups.example.com', true],
    ['https://backups.example.com:443', 'https://backups.example.com', 'backups.example.com', true],
    [
      'https://backups.example.com:8443/',
      'https://backups.example.com:8443',
      'backups.example.com:8443',
      true,
    ],
    ['https://192.0.2.7', 'https://192.0.2.7', '192.0.2.7', true],
    ['https://[2001:DB8:0::7]', 'https://[2001:db8::7]', '[2001:db8::7]', true],
    ['http://localhost:8080', 'http://localhost:8080', 'localhost:8080', false],
    ['http://[::1]:8080', 'http://[::1]:8080', '[::1]:8080', false],
  ])('accepts PUBLIC_URL %s', (PUBLIC_URL, origin, host, isHttps) => {
    expect(config({ PUBLIC_URL }).publicAddress).toEqual({ origin, host, isHttps });
  });

  it.each([
    'http://backups.example.com',
    'http://192.168.1.5:4173',
    'http://localhost.evil.example',
    'backups.example.com',
    'https://',
    'https://*.example.com',
    'https://me@example.com',
    'https://example.com/backups',
    'https://example.com/?',
    'https://example.com/#',
    'https://example.com, https://example.org',
    'https://example.com\n',
  ])('refuses PUBLIC_URL %j in one line', (PUBLIC_URL) => {
    expect(problems({ PUBLIC_URL })).toEqual([
      expect.stringMatching(/^PUBLIC_URL must be the https address [^\n]+\.$/),
    ]);
  });

  it('lets people sign in if the URL is set without a token', () => {
    const VPS_API_URL = 'https://example.com/';
    expect(config({ VPS_API_URL }).provider).toMatchObject({
      mode: 'sign-in',
      baseUrl: 'https://example.com',
      sessions: { secret: null, idleMs: 30 * 60_000, maxMs: 12 * 3_600_000, trustedProxies: { rules: [] } },
    });
    const SESSION_SECRET = 'x'.repeat(32);
    const env = { VPS_API_URL, SESSION_SECRET, SESSION_IDLE_MINUTES: '5', SESSION_MAX_HOURS: '1' };
    expect(config({ ...env, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' }).provider).toMatchObject({
      sessions: {
        secret: SESSION_SECRET,
        idleMs: 5 * 60_000,
        maxMs: 3_600_000,
        trustedProxies: {
          rules: [expect.stringContaining('10.0.0.0/8'), expect.stringContaining('127.0.0.1')],
        },
      },
    });
  });

  it('allows no sign-in over plain http from another machine', () => {
    const env = { VPS_API_URL: 'https://example.com/', HOST: '0.0.0.0' };
    const refused = [expect.stringMatching(/^PUBLIC_URL must be an https address when people sign in/)];
    expect(problems(env)).toEqual(refused);
    expect(problems({ ...env, PUBLIC_URL: 'http://localhost:8080' })).toEqual(refused);
    expect(problems({ ...env, PUBLIC_URL: 'https://backups.example.com' })).toEqual([]);
  });

  it('does not let the gateway call itself', () => {
    const env = { VPS_API_URL: 'http://localhost:4173/api/v1', VPS_API_TOKEN: TOKEN };
    expect(problems(env)).toEqual([expect.stringMatching(/^VPS_API_URL .* not this gateway itself/)]);
    expect(problems({ ...env, PORT: '5000' })).toEqual([]);
  });

  it.each(['abc', 'vps_', 'VPS_abc', 'vps_a b', 'vps_abc\n', 'vps_é', ' vps_abc', `vps_${'x'.repeat(1021)}`])(
    'refuses the token %j without repeating it',
    (VPS_API_TOKEN) => {
      const found = problems({ VPS_API_TOKEN });
      expect(found).toEqual([expect.stringMatching(/^VPS_API_TOKEN must start with vps_ /)]);
      expect(found.join()).not.toContain(VPS_API_TOKEN.trim().slice(4) || 'no secret part');
    },
  );

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])(
    'refuses a token together with HOST %s',
    (HOST) => {
      const found = problems({ HOST, VPS_API_TOKEN: TOKEN });
      expect(found).toEqual([expect.stringMatching(/^HOST must be 127\.0\.0\.1, localhost or ::1/)]);
      expect(found.join()).not.toContain(TOKEN);
    },
  );

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '::1', '[::1]'])('allows a token with HOST %s', (HOST) => {
    expect(problems({ HOST, VPS_API_TOKEN: TOKEN })).toEqual([]);
  });

  it.each([
    ['PORT', ['x', '-1', '65536', '1.5', '0x10', '4173 ']],
    ['HOST', ['a b', 'http://localhost', '-x', '1.2.3', '256.1.1.1', 'x:80']],
    ['VPS_API_TIMEOUT_MS', ['0', '-5', '90001', '1s']],
    ['LOG', ['loud', 'SILENT']],
    ['READ_ONLY', ['yes', 'true', '2', '1 ']],
    ['SESSION_IDLE_MINUTES', ['0', '-1', '1.5', '10081', 'long']],
    ['SESSION_MAX_HOURS', ['0', '169', '12h']],
    ['TRUSTED_PROXIES', ['nginx', '10.0.0.0/33', '127.0.0.1,', '*']],
    ['METRICS_TOKEN', ['short', 'with space in the middle', 'é'.repeat(20), '='.repeat(20), 'a'.repeat(257)]],
    ['DATA_DIR', ['a\0b']],
    ['SANDBOX_SEED', ['-1', 'x', '4294967296']],
    ['SANDBOX_CREATION_SPEED', ['0', '-1', 'fast', '1e3', '10001', 'NaN']],
    ['SANDBOX_SERVERS', ['0', '10001', 'many']],
    ['SANDBOX_BACKUPS', ['-1', '1000001', '1.5']],
    ['SANDBOX_NOW', ['yesterday', '2025-01-16', '2025-01-16T12:00:00', '2025-13-01T00:00:00Z']],
    ['SANDBOX_SCENARIO', ['Slow', 'storm', '../x']],
  ])('refuses bad values of %s in one line that names it', (name, values) => {
    for (const value of values) {
      const found = problems({ [name]: value });
      expect(found, value).toEqual([expect.stringMatching(new RegExp(`^${name} must be [^\\n]+\\.$`))]);
    }
  });

  it('refuses a short secret without repeating it', () => {
    const SESSION_SECRET = 'too-short-a-secret';
    const found = problems({ SESSION_SECRET });
    expect(found).toEqual([expect.stringMatching(/^SESSION_SECRET must have 32 to 1024 characters/)]);
    expect(found.join()).not.toContain(SESSION_SECRET);
  });

  it('names every bad variable, one line each', () => {
    const found = problems({ PORT: 'x', LOG: 'loud', VPS_API_TOKEN: 'secret' });
    expect(found.map((line) => line.split(' ')[0])).toEqual(['PORT', 'VPS_API_TOKEN', 'LOG']);
  });

  it('reads what sets up the sandbox', () => {
    const env = {
      SANDBOX_SEED: '7',
      SANDBOX_CREATION_SPEED: '0.5',
      SANDBOX_SERVERS: '500',
      SANDBOX_BACKUPS: '20000',
      SANDBOX_NOW: '2025-01-16T13:00:00+01:00',
      SANDBOX_SCENARIO: 'rate-limited',
    };
    expect(config(env).provider).toEqual({
      mode: 'sandbox',
      sandbox: {
        seed: 7,
        creationSpeed: 0.5,
        fleet: { servers: 500, backups: 20_000 },
        nowMs: Date.UTC(2025, 0, 16, 12),
        scenario: 'rate-limited',
        hasSchedules: true,
        hasAgreements: true,
      },
    });
  });

  const TEAM = { VPS_API_URL: 'https://example.com/api/v1', PUBLIC_URL: 'https://backups.example.com' };
  it('takes a service token where people sign in', () => {
    expect(config({ ...TEAM, SERVICE_TOKEN: TOKEN }).provider).toMatchObject({
      mode: 'sign-in',
      serviceToken: TOKEN,
    });
    expect(config(TEAM).provider).toMatchObject({ serviceToken: null });
  });

  it.each([
    [{ ...TEAM, VPS_API_TOKEN: TOKEN }, /^SERVICE_TOKEN must not be set together with VPS_API_TOKEN/],
    [{}, /^SERVICE_TOKEN needs VPS_API_URL and PUBLIC_URL: /],
    [{ VPS_API_URL: TEAM.VPS_API_URL }, /^SERVICE_TOKEN needs PUBLIC_URL: /],
    [{ ...TEAM, SERVICE_TOKEN: 'secret word' }, /^SERVICE_TOKEN must start with vps_/],
  ])('refuses a service token with %j', (env, problem) => {
    const found = problems({ SERVICE_TOKEN: 'vps_service_0123456789', ...env });
    expect(found).toEqual([expect.stringMatching(problem)]);
    expect(found.join()).not.toMatch(/0123456789|secret word/);
  });

  it.each(['SANDBOX_SERVERS', 'SANDBOX_BACKUPS'])('refuses %s alone', (name) => {
    expect(problems({ [name]: '10' })).toEqual(['SANDBOX_SERVERS and SANDBOX_BACKUPS must be set together.']);
  });
});
