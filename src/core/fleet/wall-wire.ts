import * as v from 'valibot';
import { expectationWire } from '../agreements/agreement';
import { backupSchema, idSchema } from '../contract/schema';
import { serverSchema } from '../contract/schema-server';
import { fromWire } from '../contract/wire-case';
import { PROTECTION_ORDER } from '../protection/protection-state';

const isoWire = v.pipe(v.string(), v.isoTimestamp());
const listFacts = {
  expected_count: v.nullable(v.number()),
  skipped_count: v.number(),
  is_complete: v.boolean(),
};

/** What the state of a server is judged by, without words of people. */
export const wallAgreementWire = v.object({
  server_id: idSchema,
  expectation: v.nullable(expectationWire),
  acknowledgement: v.nullable(
    v.object({
      state: v.picklist(PROTECTION_ORDER),
      is_in_error: v.boolean(),
      at: isoWire,
      until: v.nullable(isoWire),
    }),
  ),
  is_unwatched: v.boolean(),
  accepted_backup_id: v.nullable(idSchema),
});

/** `GET /api/wall`: all that a screen on a wall shows. Backups and servers as the provider writes them. */
export const wallSchema = v.object({
  /** Changes when the gateway serves another build of the dashboard. */
  build: v.string(),
  backups: v.object({ ...listFacts, results: v.array(backupSchema) }),
  /** Null where the token may not list servers. */
  servers: v.nullable(v.object({ ...listFacts, results: v.array(serverSchema) })),
  agreements: v.array(fromWire(wallAgreementWire)),
});

/** `POST /api/wall`: exchanges the key of a link for a cookie. */
export const wallKeySchema = v.strictObject({ key: v.string() });

const wallLinkWire = {
  id: v.string(),
  name: v.string(),
  /** Null where the gateway cannot know. */
  made_by: v.nullable(v.string()),
  made_at: v.string(),
  /** To about ten minutes; null for never. */
  used_at: v.nullable(v.string()),
};

/** `GET /api/wall-links`. */
const wallLinksWire = v.object({
  /** Why there can be none; null where there can. `signIn`: the gateway has no token to read with. */
  off_reason: v.nullable(v.picklist(['signIn', 'otherAccount'])),
  links: v.array(v.object(wallLinkWire)),
});
export const wallLinksSchema = fromWire(wallLinksWire);

/** `POST /api/wall-links` takes a name, and answers with the key, this once. */
export const newWallLinkSchema = v.strictObject({ name: v.string() });
export const madeWallLinkSchema = fromWire(v.object({ ...wallLinkWire, key: v.string() }));

export type WallAgreement = v.InferOutput<ReturnType<typeof fromWire<typeof wallAgreementWire>>>;
export type WallData = v.InferOutput<typeof wallSchema>;
export type WireWallLinks = v.InferOutput<typeof wallLinksWire>;
export type WallLinks = v.InferOutput<typeof wallLinksSchema>;
export type WallLink = WallLinks['links'][number];
export type MadeWallLink = v.InferOutput<typeof madeWallLinkSchema>;
