import * as v from 'valibot';

/**
 * Whether changes are taken, and what holds them back: the gateway's setting `READ_ONLY`, or this browser's own switch.
 * An older gateway says neither.
 */
export const readOnlyStateSchema = v.object({
  readOnly: v.optional(v.boolean(), false),
  readOnlyReason: v.optional(v.nullable(v.picklist(['setting', 'session'])), null),
});

export type ReadOnlyState = Readonly<v.InferOutput<typeof readOnlyStateSchema>>;

/** What `PUT /api/read-only` takes. */
export const readOnlyChangeSchema = v.strictObject({ readOnly: v.boolean() });
