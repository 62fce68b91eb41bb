import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config';

const CANARY = 'canary-0123456789-secret';

function alerts(env: Record<string, string>) {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config.alerts;
}

function problems(env: Record<string, string>): readonly string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems;
}

describe('settings of the alerts', () => {
  it('are read', () => {
    const env = {
      ALERT_WEBHOOK_URL: 'https://hooks.example.com/services/T0/B0?key=a@b',
      ALERT_WEBHOOK_SECRET: CANARY,
      PING_URL: 'http://127.0.0.1:9000/ping/1',
      WATCH_INTERVAL_SECONDS: '60',
      WATCH_IGNORE: ' staging-01, 12367 ,,Büro',
    };
    expect(alerts(env)).toEqual({
      webhook: { url: 'https://hooks.example.com/services/T0/B0?key=a@b', secret: CANARY },
      pingUrl: 'http://127.0.0.1:9000/ping/1',
      intervalMs: 60_000,
      ignored: new Set(['staging-01', '12367', 'büro']),
    });
  });

  it.each([
    'http://hooks.example.com/x',
    'http://127.0.0.1.example.com/x',
    'https://user:word@example.com/x',
    'https://example.com/#part',
    'https://exa mple.com/',
    'https://example.com\\@evil.example/',
    'file:///etc/passwd',
    'hooks.example.com',
    'https://example.com/\n',
  ])('reject the address %j without showing it', (url) => {
    for (const name of ['ALERT_WEBHOOK_URL', 'PING_URL']) {
      const found = problems({ [name]: url });
      expect(found).toEqual([expect.stringMatching(new RegExp(`^${name} must be an https URL`))]);
      expect(found[0]).not.toContain(url);
    }
  });

  it.each([
    [
      { ALERT_WEBHOOK_URL: 'https://example.com/', ALERT_WEBHOOK_SECRET: 'short' },
      'ALERT_WEBHOOK_SECRET must be',
    ],
    [{ ALERT_WEBHOOK_SECRET: CANARY }, 'ALERT_WEBHOOK_URL is needed'],
    [{ WATCH_INTERVAL_SECONDS: '0' }, 'WATCH_INTERVAL_SECONDS must be'],
    [{ WATCH_INTERVAL_SECONDS: '1.5' }, 'WATCH_INTERVAL_SECONDS must be'],
  ])('reject %j', (env, start) => {
    const found = problems(env);
    expect(found).toEqual([expect.stringContaining(start)]);
    expect(found[0]).not.toContain(CANARY);
  });
});
