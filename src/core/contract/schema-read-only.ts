import * as v from 'valibot';
import { fromWire } from './wire-case';

/**
 * Whether changes are refused, and why: the gateway's setting `READ_ONLY`, or this browser's own switch. An older
 * gateway sends neither.
 */
export const readOnlyWire = v.object({
  read_only: v.optional(v.boolean(), false),
  read_only_reason: v.optional(v.nullable(v.picklist(['setting', 'session'])), null),
});

export const readOnlyStateSchema = fromWire(readOnlyWire);

export type ReadOnlyState = v.InferOutput<typeof readOnlyStateSchema>;

/** Body of `PUT /api/read-only`. */
export const readOnlyChangeSchema = v.strictObject({ read_only: v.boolean() });
