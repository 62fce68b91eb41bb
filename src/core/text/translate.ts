import { isolated } from '../lib/foreign-text';

/** The forms of `Intl.PluralRules` that English and Dutch have. */
export interface PluralMessage {
  readonly one: string;
  readonly other: string;
}

export type Message = string | PluralMessage;

type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

/** The placeholder names of a message as a type, so that a misspelt one does not compile. */
export type ParamsOf<M extends Message> = M extends string
  ? PlaceholderOf<M>
  : M extends PluralMessage
    ? PlaceholderOf<M['one']> | PlaceholderOf<M['other']> | 'count'
    : never;

export type ParamValue = string | number;

const PLACEHOLDER = /\{(\w+)\}/g;

export function chooseForm(message: Message, count: number | undefined, rules: Intl.PluralRules): string {
  if (typeof message === 'string') return message;
  return rules.select(count ?? 0) === 'one' ? message.one : message.other;
}

/** Fills placeholders with bidi-isolated values. A placeholder without a value stays visible. */
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

/** A message split at its placeholders, for sentences that contain elements. */
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
