import * as v from 'valibot';
import { fromWire } from './wire-case';

/** `GET /api/session`. Times are ISO 8601 in UTC. */
export const sessionSchema = fromWire(
  v.object({
    email: v.nullable(v.string()),
    token_name: v.nullable(v.string()),
    /** The same for the same account; not for display. */
    account: v.string(),
    since: v.string(),
    idle_until: v.string(),
    until: v.string(),
    /** How long it may go unused. */
    idle_ms: v.number(),
    /** The gateway's clock: the other times are by that one. */
    now: v.string(),
    /** The dashboard's token for what runs alone: of this account, the same but refused, or of another. */
    service_token: v.optional(v.picklist(['none', 'own', 'refused', 'other']), 'none'),
  }),
);

export type SessionInfo = v.InferOutput<typeof sessionSchema>;
