import * as v from 'valibot';

const JsonObject = v.record(v.string(), v.unknown());

/** Some programs treat these as the object's own internals. */
const AMBIGUOUS_KEYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

export type StrictJson =
  | { readonly kind: 'object'; readonly value: Record<string, unknown> }
  | { readonly kind: 'not_an_object' }
  /** Programs differ in which of two equal keys they use. */
  | { readonly kind: 'ambiguous' };

/** Parses UTF-8 bytes as a JSON object that every program reads the same way, nested objects included. */
export function parseStrictObject(bytes: Uint8Array): StrictJson {
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch {
    return { kind: 'not_an_object' };
  }
  const keys = keysIn(json);
  if (keys.some((key) => AMBIGUOUS_KEYS.has(key)) || keys.length !== countKeys(text)) {
    return { kind: 'ambiguous' };
  }
  const parsed = v.safeParse(JsonObject, json);
  // An array would pass as a record.
  return parsed.success && !Array.isArray(json)
    ? { kind: 'object', value: parsed.output }
    : { kind: 'not_an_object' };
}

/** The keys of all objects in a value. Iterative, because a body may be nested deeper than the stack. */
function keysIn(json: unknown): string[] {
  const keys: string[] = [];
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) keys.push(...Object.keys(value));
    for (const inner of Object.values(value)) open.push(inner);
  }
  return keys;
}

/** The number of keys in valid JSON text: its strings followed by a colon. */
function countKeys(text: string): number {
  const strings = text.matchAll(/"(?:[^"\\]+|\\.)*"(\s*:)?/g);
  let count = 0;
  for (const [, colon] of strings) if (colon !== undefined) count += 1;
  return count;
}
