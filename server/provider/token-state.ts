/** Whether the provider accepts a token; `unknown` until it has said. */
export type TokenState = 'ok' | 'refused' | 'unknown';
