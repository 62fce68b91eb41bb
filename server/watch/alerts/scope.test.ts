import { describe, expect, it } from 'vitest';
import { watchScope } from './alerts';

const TOKEN = 'vps_canary_token_0123456789';
const SHARED = { providerHost: 'admin.vps.org', token: TOKEN, isShared: true };

describe('the scope of a watch', () => {
  it('is the same for all gateways of a token, and another for another token or provider', () => {
    expect(watchScope({ ...SHARED })).toBe(watchScope(SHARED));
    const others = [
      { ...SHARED, token: 'vps_another_token_0123456789' },
      { ...SHARED, providerHost: 'vps.example' },
      { providerHost: null, token: null, isShared: true },
    ];
    expect(new Set([SHARED, ...others].map(watchScope)).size).toBe(4);
  });

  it('does not reveal the token', () => {
    expect(watchScope(SHARED)).toMatch(/^admin\.vps\.org [\da-f]{32}$/);
  });

  it('stays the same under a new token in a file', () => {
    expect(watchScope({ ...SHARED, isShared: false })).toBe('admin.vps.org');
    expect(watchScope({ ...SHARED, token: 'vps_new_token_0123456789', isShared: false })).toBe(
      'admin.vps.org',
    );
  });
});
