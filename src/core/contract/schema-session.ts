import * as v from 'valibot';

/** `GET /api/session`. Times are ISO 8601 in UTC. */
export const sessionSchema = v.pipe(
  v.object({
    email: v.nullable(v.string()),
    token_name: v.nullable(v.string()),
    /** The same for the same account, and no text for people. */
    account: v.string(),
    since: v.string(),
    idle_until: v.string(),
    until: v.string(),
    /** How long it may go without use. */
    idle_seconds: v.number(),
    /** The gateway's clock: the other times are by that one. */
    now: v.string(),
  }),
  v.transform(({ email, token_name, account, since, idle_until, until, idle_seconds, now }) => ({
    email,
    tokenName: token_name,
    account,
    since,
    idleUntil: idle_until,
    until,
    idleMs: idle_seconds * 1000,
    now,
  })),
);

export type SessionInfo = Readonly<v.InferOutput<typeof sessionSchema>>;
