import { expect, it } from 'vitest';
import { checkSnippet, composeSnippet, envSnippet } from './alert-snippets';

const LOCAL = { origin: 'http://127.0.0.1:4173', providerUrl: null, isSignIn: false };
const PUBLIC = {
  origin: 'https://backups.example.com',
  providerUrl: 'https://admin.vps.org/api/v1',
  isSignIn: false,
};

it('the lines of the environment name what is known, and leave a gap for each secret', () => {
  expect(envSnippet(LOCAL).split('\n')).toEqual([
    'VPS_API_TOKEN=vps_…',
    'ALERT_WEBHOOK_URL=https://…',
    'PING_URL=https://…',
  ]);
  expect(envSnippet(PUBLIC).split('\n')).toEqual([
    'VPS_API_URL=https://admin.vps.org/api/v1',
    'VPS_API_TOKEN=vps_…',
    'PUBLIC_URL=https://backups.example.com',
    'ALERT_WEBHOOK_URL=https://…',
    'PING_URL=https://…',
  ]);
});

it('where people sign in, the token is that of the service', () => {
  expect(envSnippet({ ...PUBLIC, isSignIn: true })).toBe(
    envSnippet(PUBLIC).replace('VPS_API_TOKEN', 'SERVICE_TOKEN'),
  );
  expect(envSnippet({ ...LOCAL, isSignIn: true })).toContain('PUBLIC_URL=http://127.0.0.1:4173');
});

it.each(['http://localhost:4173', 'http://127.0.0.1', 'http://[::1]:4173'])(
  '%s is no address for others',
  (origin) => {
    expect(envSnippet({ ...LOCAL, origin })).not.toContain('PUBLIC_URL');
  },
);

it('the lines for Compose are the same settings as YAML', () => {
  expect(composeSnippet(PUBLIC)).toContain(
    'services:\n  vps-backups:\n    environment:\n      VPS_API_URL: "https://admin.vps.org/api/v1"',
  );
});

it.each([
  [
    PUBLIC,
    'VPS_API_URL=https://admin.vps.org/api/v1 VPS_API_TOKEN=vps_… node dist/server/check-backups.js',
    'curl -fsS https://backups.example.com/readyz',
  ],
  [LOCAL, 'VPS_API_TOKEN=vps_… node dist/server/check-backups.js', 'curl -fsS http://127.0.0.1:4173/readyz'],
  [
    { ...LOCAL, providerUrl: "https://a.example/$(x)'" },
    "VPS_API_URL='https://a.example/$(x)'\\''' VPS_API_TOKEN=vps_… node dist/server/check-backups.js",
    'curl -fsS http://127.0.0.1:4173/readyz',
  ],
])('the check is for this gateway: %o', (facts, first, second) => {
  expect(checkSnippet(facts).split('\n')).toEqual([first, second]);
});
