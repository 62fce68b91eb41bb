import { describe, expect, it } from 'vitest';
import { watchScope } from './scope';

const TOKEN = 'vps_canary_token_0123456789';
const SHARED = { providerHost: 'admin.vps.org', token: TOKEN, isShared: true };

describe('the scope of a watch', () => {
  it('is one for the gateways of an account, and another for another account or provider', () => {
    expect(watchScope({ ...SHARED })).toBe(watchScope(SHARED));
    const others = [
      { ...SHARED, token: 'vps_another_token_0123456789' },
      { ...SHARED, providerHost: 'vps.example' },
      { providerHost: null, token: null, isShared: true },
    ];
    expect(new Set([SHARED, ...others].map(watchScope)).size).toBe(4);
  });

  it('shows nothing of the token', () => {
    expect(watchScope(SHARED)).toMatch(/^admin\.vps\.org [\da-f]{32}$/);
  });

  it('outlasts a change of the token in a file, which one gateway has to itself', () => {
    expect(watchScope({ ...SHARED, isShared: false })).toBe('admin.vps.org');
    expect(watchScope({ ...SHARED, token: 'vps_new_token_0123456789', isShared: false })).toBe(
      'admin.vps.org',
    );
  });
});
