/** An API token: a documented prefix, then what a header value may contain. */
const TOKEN = /^vps_[\x21-\x7e]{1,1020}$/;
const TOKENS = /vps_[\x21-\x7e]+/g;

export function isTokenShaped(text: string): boolean {
  return TOKEN.test(text);
}

/** Redacts tokens: providers may repeat one that they refuse. */
export function withoutTokens(text: string): string {
  return text.replace(TOKENS, '[token]');
}
