import { describe, expect, it } from 'vitest';
import { createLiveTokens, withoutSecrets } from './secrets';

describe('tokens in memory', () => {
  it('are hidden for as long as somebody holds them', () => {
    const tokens = createLiveTokens();
    const token = 'vps_0123456789abcdef';
    const releases = [tokens.hold(token), tokens.hold(token)];
    releases[0]?.();
    releases[0]?.();
    expect(withoutSecrets(`Bearer ${token}`, tokens.all)).toBe('Bearer [secret]');
    releases[1]?.();
    expect(withoutSecrets(`Bearer ${token}`, tokens.all)).toBe(`Bearer ${token}`);
  });

  it('are not the few letters that anybody tries to sign in with, which would take words out of the log', () => {
    const tokens = createLiveTokens();
    tokens.hold('vps_p');
    expect(withoutSecrets('vps_prod-web', tokens.all)).toBe('vps_prod-web');
  });
});
