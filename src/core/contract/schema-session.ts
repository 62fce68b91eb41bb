import * as v from 'valibot';
import { fromWire } from './wire-case';

/** `GET /api/session`. Times are ISO 8601 in UTC. */
export const sessionSchema = fromWire(
  v.object({
    email: v.nullable(v.string()),
    token_name: v.nullable(v.string()),
    /** Equal for the same account; not for display. */
    account: v.string(),
    since: v.string(),
    idle_until: v.string(),
    until: v.string(),
    /** How long it lasts without use. */
    idle_ms: v.number(),
    /** The gateway's clock, to which the other times refer. */
    now: v.string(),
    /** The dashboard's token for background work: of this account, of this account but refused, or of another. */
    service_token: v.optional(v.picklist(['none', 'own', 'refused', 'other']), 'none'),
  }),
);

export type SessionInfo = v.InferOutput<typeof sessionSchema>;
