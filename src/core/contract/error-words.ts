import { parseJson } from '../lib/parse-json';
import type { ApiError } from './errors';

const MAX_WORDS_LENGTH = 500;
const MAX_HTML_WORDS_LENGTH = 200;
const MAX_HTML_LENGTH = 20_000;
const MAX_FIELDS = 20;
const MAX_DEPTH = 4;

export interface ErrorWords {
  readonly detail: string | null;
  readonly fieldErrors: Readonly<Record<string, readonly string[]>>;
}

const NO_WORDS: ErrorWords = { detail: null, fieldErrors: {} };

/** Keys of messages about the whole request, of Django REST and others. */
const GENERAL_KEYS: ReadonlySet<string> = new Set(['detail', 'message', 'error', 'non_field_errors']);
/** Keys that hold metadata, not messages. */
const FACT_KEYS: ReadonlySet<string> = new Set(['gateway', 'code', 'status', 'status_code', 'type', 'title']);

/**
 * The messages in an error body as plain text: `{"detail": …}`, `{"field": [ … ]}`, `{"non_field_errors": …}`, a list,
 * a string, plain text, or the title of an HTML page. Error bodies are undocumented; these are the ones Django REST,
 * proxies and gateways send.
 */
export function readErrorWords(text: string, contentType: string | null): ErrorWords {
  const trimmed = text.trim();
  if (trimmed === '') return NO_WORDS;
  const json = parseJson(trimmed);
  if (json !== undefined) return wordsOfJson(json);
  if (contentType?.includes('html') || trimmed.startsWith('<')) {
    return { detail: wordsOfHtml(trimmed), fieldErrors: {} };
  }
  const isBrokenJson = /^[{["]/.test(trimmed);
  return isBrokenJson ? NO_WORDS : { detail: cut(trimmed), fieldErrors: {} };
}

/**
 * All messages of an error as one text, or null. `shownFields` are left out, because they are shown at their inputs.
 */
export function allWords(
  error: Pick<ApiError, 'detail' | 'fieldErrors'>,
  shownFields: readonly string[] = [],
): string | null {
  const ofFields = Object.entries(error.fieldErrors).filter(([field]) => !shownFields.includes(field));
  const words = [error.detail, ...ofFields.flatMap(([, messages]) => messages)];
  return joined(words.filter((word) => word !== null));
}

/** All messages in an answer, as plain text, or null. */
export function wordsIn(text: string): string | null {
  return allWords(readErrorWords(text, null));
}

/** Truncates, never inside a character. */
export function cut(text: string, maxLength = MAX_WORDS_LENGTH): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function wordsOfJson(body: unknown): ErrorWords {
  if (!isRecord(body)) return { detail: joined(textsIn(body)), fieldErrors: {} };
  const general: string[] = [];
  const fields: [name: string, messages: string[]][] = [];
  const bare: [name: string, messages: string[]][] = [];
  for (const [key, value] of Object.entries(isRecord(body['errors']) ? body['errors'] : body)) {
    const messages = textsIn(value);
    if (messages.length === 0 || FACT_KEYS.has(key)) continue;
    if (GENERAL_KEYS.has(key) || key === 'errors') general.push(...messages);
    else if (typeof value === 'string') bare.push([key, messages]);
    else fields.push([key, messages]);
  }
  // `{"server_id": "…"}` is a field's message; beside a general message it is rather a request id or the like.
  if (general.length === 0) fields.push(...bare);
  return { detail: joined(general), fieldErrors: Object.fromEntries(fields.slice(0, MAX_FIELDS)) };
}

/** All texts in a nested value. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [cut(value.trim())];
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  const inner: unknown[] = Object.values(value);
  return inner.slice(0, MAX_FIELDS).flatMap((one) => textsIn(one, depth + 1));
}

/** The title of a page, else its text. */
function wordsOfHtml(html: string): string | null {
  const page = html.slice(0, MAX_HTML_LENGTH).replace(/<!--[\s\S]*?(-->|$)/g, ' ');
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1] ?? '';
  const body = page
    .replace(/<(script|style|title)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*(>|$)/g, ' ');
  for (const source of [title, body]) {
    const text = decodeEntities(source).replace(/\s+/g, ' ').trim();
    if (text !== '') return cut(text, MAX_HTML_WORDS_LENGTH);
  }
  return null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function joined(words: readonly string[]): string | null {
  return words.length === 0 ? null : cut([...new Set(words)].join(' '));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
