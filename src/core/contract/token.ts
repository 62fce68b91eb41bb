/** An API token. Source: the provider's API document, for how it begins; a header value may hold the rest. */
const TOKEN = /^vps_[\x21-\x7e]{1,1020}$/;
const TOKENS = /vps_[\x21-\x7e]+/g;

export function isTokenShaped(text: string): boolean {
  return TOKEN.test(text);
}

/** Some providers repeat the token that they refuse. */
export function withoutTokens(text: string): string {
  return text.replace(TOKENS, '[token]');
}
