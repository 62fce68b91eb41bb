/** Whether the provider accepts a token; `unknown` until the first answer. */
export type TokenState = 'ok' | 'refused' | 'unknown';
