import { isolated } from '../lib/foreign-text';

/** A sentence that depends on a number; the forms are those of `Intl.PluralRules` that English and Dutch have. */
export interface PluralMessage {
  readonly one: string;
  readonly other: string;
}

export type Message = string | PluralMessage;

type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

/** The names in braces of a message, as a type: a forgotten or misspelt one does not compile. */
export type ParamsOf<M extends Message> = M extends string
  ? PlaceholderOf<M>
  : M extends PluralMessage
    ? PlaceholderOf<M['one']> | PlaceholderOf<M['other']> | 'count'
    : never;

export type ParamValue = string | number;

const PLACEHOLDER = /\{(\w+)\}/g;

/** The form of a plural message that fits a number. */
export function chooseForm(message: Message, count: number | undefined, rules: Intl.PluralRules): string {
  if (typeof message === 'string') return message;
  return rules.select(count ?? 0) === 'one' ? message.one : message.other;
}

/**
 * Fills the names in braces. Values are text, whoever wrote them: none turns the sentence round or hides in it. A name
 * without a value stays visible, so that a mistake shows.
 */
export function fillPlaceholders(
  text: string,
  params: Readonly<Record<string, ParamValue>>,
  formatNumber: (value: number) => string,
): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(value) : isolated(value);
  });
}

/** A message cut at its placeholders: plain text and names alternate. For sentences with elements in them. */
export function splitPlaceholders(text: string): readonly ({ text: string } | { name: string })[] {
  const parts: ({ text: string } | { name: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
