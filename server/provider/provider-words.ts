import { parseJson } from '../../src/core/lib/parse-json';

/** More of an answer than this is not looked at. */
const MAX_READ_LENGTH = 20_000;
const MAX_DEPTH = 4;
/** Facts that stand beside the words. */
const FACTS: ReadonlySet<string> = new Set(['code', 'status', 'status_code', 'type', 'request_id']);

/**
 * What the provider says in an error, or beside a success, as plain text; null when nothing. Bodies of errors are
 * undocumented: JSON as Django REST framework writes it, plain text and HTML pages are understood.
 */
export function providerWords(text: string): string | null {
  const start = text.slice(0, MAX_READ_LENGTH).trim();
  const json = parseJson(text);
  const words =
    json !== undefined ? textsIn(json).join(' ') : start.startsWith('<') ? textOfHtml(start) : start;
  return words === '' ? null : words;
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  return entries.flatMap(([key, inner]) => (FACTS.has(key) ? [] : textsIn(inner, depth + 1)));
}

/** The title of a page, else its text; never its markup. */
function textOfHtml(html: string): string {
  const page = html.replace(/<!--[\s\S]*?(-->|$)|<(script|style)\b[\s\S]*?(<\/\2\s*>|$)/gi, ' ');
  const title = /<title[^>]*>([^<]+)/i.exec(page)?.[1] ?? '';
  const body = page.replace(/<title[^>]*>[^<]*<\/title\s*>|<[^>]*(>|$)/gi, ' ');
  return (title.trim() === '' ? body : title).replace(/\s+/g, ' ').trim();
}
