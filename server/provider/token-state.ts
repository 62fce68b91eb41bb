/** Whether the provider accepts a token; `unknown` until the first answer. */
export type TokenState = 'ok' | 'refused' | 'unknown';

/** Statuses of `GET /account/me/` with an accepted token: with its account, or without the right to see it. */
export const TOKEN_ACCEPTED: ReadonlySet<number> = new Set([200, 403, 404]);
