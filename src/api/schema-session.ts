import * as v from 'valibot';

/** Sent with calls behind which a person is: those keep a sign-in, what is read again by the clock does not. */
export const IN_USE_HEADER = 'x-in-use';

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
  }),
  v.transform(({ email, token_name, account, since, idle_until, until }) => ({
    email,
    tokenName: token_name,
    account,
    since,
    idleUntil: idle_until,
    until,
  })),
);

export type SessionInfo = Readonly<v.InferOutput<typeof sessionSchema>>;
