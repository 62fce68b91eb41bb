import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** A strong entity tag. Source: RFC 9110, section 8.8.3. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url')}"`;
}

/** Whether `If-None-Match` names the content. A compressing proxy may have made the tag weak. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}

export interface TaggedBody {
  /** JSON. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

export function taggedJson(value: object): TaggedBody {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return { body, etag: etagOf(body) };
}

/** 304 without a body to a caller that knows the content. */
export function respondTagged(c: Context, { body, etag }: TaggedBody, headers = {}): Response {
  const all = { ...headers, etag };
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, all);
  return c.body(body, 200, { ...all, 'content-type': 'application/json' });
}
