import * as v from 'valibot';
import { fromWire } from '../contract/wire-case';

/** `POST /api/wall`: exchanges the key of a link for a cookie. */
export const wallKeySchema = v.strictObject({ key: v.string() });

const wallLinkWire = {
  id: v.string(),
  name: v.string(),
  /** Null if the gateway can't know. */
  made_by: v.nullable(v.string()),
  made_at: v.string(),
  /** Accurate to about ten minutes; null for never. */
  used_at: v.nullable(v.string()),
};

/** `GET /api/wall-links`. */
const wallLinksWire = v.object({
  /** Why links can't exist; null if they can. `signIn`: the gateway has no token to read with. */
  off_reason: v.nullable(v.picklist(['signIn', 'otherAccount'])),
  links: v.array(v.object(wallLinkWire)),
});
export const wallLinksSchema = fromWire(wallLinksWire);

/** `POST /api/wall-links` takes a name, and returns the key, only this once. */
export const newWallLinkSchema = v.strictObject({ name: v.string() });
export const madeWallLinkSchema = fromWire(v.object({ ...wallLinkWire, key: v.string() }));

export type WireWallLinks = v.InferOutput<typeof wallLinksWire>;
export type WallLinks = v.InferOutput<typeof wallLinksSchema>;
export type WallLink = WallLinks['links'][number];
export type MadeWallLink = v.InferOutput<typeof madeWallLinkSchema>;
