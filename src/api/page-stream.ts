import { parseJson } from '../core/contract/error-words';
import type { BodyStream } from './body-stream';

/** So much text is parsed at a time, in UTF-16 units: a few milliseconds of work. */
const SLICE_LENGTH = 1 << 17;
const FACT = String.raw`\s*"(?:count|next|previous)"\s*:\s*(?:null|\d+|"[^"\\]*")`;
/** All before the first entry, of the documented form or of a bare array. */
const HEAD = new RegExp(String.raw`^\s*(?:\{(?:${FACT}\s*,)*\s*"results"\s*:\s*)?\[`);
/** All after the last one. */
const TAIL = new RegExp(String.raw`^\](?:(?:\s*,${FACT})*\s*\})?\s*$`);

export interface PageStream<Part> extends BodyStream {
  /** What was made of the entries, in order; undefined when they are in the body, which was parsed as a whole. */
  parts(): readonly Part[] | undefined;
}

/**
 * Parses a long page of a list while it comes, some entries at a time. What it gives is what parsing the whole gives:
 * the text is cut only between two objects, and each piece must be valid JSON by itself, which it is not when that
 * place was in a text or within an entry. Whatever is not so plain (a short page too) is parsed as a whole.
 */
export function createPageStream<Part>(
  decode: (entries: readonly unknown[]) => Part,
  sliceLength = SLICE_LENGTH,
): PageStream<Part> {
  let parts: Part[] | undefined = [];
  let head: string | null = null;
  let rest = '';
  const take = (text: string): void => {
    const entries = parseJson(`[${text}]`);
    if (Array.isArray(entries)) parts?.push(decode(entries));
    else parts = undefined;
  };
  return {
    add(text) {
      if (parts === undefined) return false;
      rest += text;
      if (rest.length < sliceLength) return false;
      if (head === null) {
        head = HEAD.exec(rest)?.[0] ?? '';
        rest = rest.slice(head.length);
      }
      const end = head === '' ? -1 : rest.lastIndexOf('},{') + 1;
      if (end > 0) {
        take(rest.slice(0, end));
        rest = rest.slice(end + 1);
      } else if (end < 0 || rest.length > 8 * sliceLength) parts = undefined;
      return end > 0;
    },
    end() {
      const end = rest.lastIndexOf(']');
      const tail = rest.slice(end);
      const isPlain = parts !== undefined && head !== null && end >= 0 && TAIL.test(tail);
      const body = isPlain ? parseJson(head + tail) : undefined;
      if (body === undefined) parts = undefined;
      else take(rest.slice(0, end));
      return parts === undefined ? undefined : body;
    },
    parts: () => parts,
  };
}
