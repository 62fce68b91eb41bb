import { describe, expect, it } from 'vitest';
import { bytesWithoutToken, createLiveTokens, withoutSecrets } from './secrets';

describe('tokens in memory', () => {
  it('are hidden as long as somebody holds them', () => {
    const tokens = createLiveTokens();
    const token = 'vps_0123456789abcdef';
    const releases = [tokens.hold(token), tokens.hold(token)];
    releases[0]?.();
    releases[0]?.();
    expect(withoutSecrets(`Bearer ${token}`, tokens.all)).toBe('Bearer [secret]');
    releases[1]?.();
    expect(withoutSecrets(`Bearer ${token}`, tokens.all)).toBe(`Bearer ${token}`);
  });

  it('do not include short sign-in attempts, which would remove words from the log', () => {
    const tokens = createLiveTokens();
    tokens.hold('vps_p');
    expect(withoutSecrets('vps_prod-web', tokens.all)).toBe('vps_prod-web');
  });
});

describe('an answer of the provider', () => {
  const token = 'vps_canary-"quoted"\\0123456789';
  const hidden = (text: string, secret = token) =>
    new TextDecoder().decode(bytesWithoutToken(new TextEncoder().encode(text), secret));

  it('comes without the token, plain or JSON-escaped, and otherwise unchanged', () => {
    const said = JSON.stringify({ detail: `Token ${token} is bad, “${token}”.`, name: 'naïef ☂' });
    expect(JSON.parse(hidden(said))).toEqual({
      detail: 'Token [secret] is bad, “[secret]”.',
      name: 'naïef ☂',
    });
    expect(hidden(`<p>${token}</p>`)).toBe('<p>[secret]</p>');
    const other = new Uint8Array([0xff, 0x00, 0x7b]);
    expect(bytesWithoutToken(other, token)).toBe(other);
  });

  it('is unchanged if the token is short enough to be an ordinary word', () => {
    expect(hidden('vps_prod-web', 'vps_p')).toBe('vps_prod-web');
  });
});
