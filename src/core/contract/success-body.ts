import { parseJson } from '../lib/parse-json';

/** The body of an answer with a 2xx status. */
export type SuccessBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  /** HTML or other text, perhaps not from the provider: it does not prove that anything was done. */
  | { readonly kind: 'unreadable' };

export function readSuccessBody(text: string): SuccessBody {
  if (text.trim() === '') return { kind: 'empty' };
  const value = parseJson(text);
  return value === undefined ? { kind: 'unreadable' } : { kind: 'json', value };
}
