import { createHash } from 'node:crypto';

/** A strong tag (RFC 9110, section 8.8.3) of an answer's content: the same bytes have the same, whoever reads them. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url')}"`;
}

/** Whether a caller's `If-None-Match` names the content. A proxy that compresses may have made the tag a weak one. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}
