import { createFormat, type Format } from './format';
import type { Language, LanguagePack } from './language';
import type { MessageKey, Messages, messagesEn } from './messages-en';
import { chooseForm, fillPlaceholders, type ParamsOf, type ParamValue } from './translate';

export type Params<Key extends MessageKey, Value> = Record<ParamsOf<(typeof messagesEn)[Key]>, Value>;
export type ParamArguments<Key extends MessageKey, Value> = [ParamsOf<(typeof messagesEn)[Key]>] extends [
  never,
]
  ? []
  : [params: Params<Key, Value>];

/** Messages, times, numbers and sizes in the words of one language; no React, so that the gateway can speak too. */
export interface Translator {
  readonly language: Language;
  readonly format: Format;
  /** A message as text; names in braces are type-checked against the English text. */
  t<Key extends MessageKey>(key: Key, ...params: ParamArguments<Key, ParamValue>): string;
  /** For keys made from outside words (`status.` + a provider's status): undefined when there is no such message. */
  lookup(key: string): string | undefined;
}

function isMessageKey(key: string, messages: Partial<Messages>): key is MessageKey {
  return Object.hasOwn(messages, key);
}

export function createTranslator(pack: LanguagePack, timeZone: 'local' | 'utc'): Translator {
  const { language, messages } = pack;
  const rules = pluralRules(pack);
  const plain = (key: MessageKey) => messageForm(pack, rules, key, {});
  // English dates are written day first ("16 Jan 2025"), so numbers follow British habits too.
  const languageTag = language === 'en' ? 'en-GB' : language;
  const format = createFormat({
    languageTag,
    months: plain('date.months'),
    decimalMark: plain('number.decimalMark'),
    groupMark: plain('number.groupMark'),
    timeZone,
    durationUnits: {
      day: plain('unit.day'),
      hour: plain('unit.hour'),
      minute: plain('unit.minute'),
      second: plain('unit.second'),
    },
  });
  return {
    language,
    format,
    t: (key, ...[params]) =>
      fillPlaceholders(messageForm(pack, rules, key, params ?? {}), params ?? {}, format.number),
    lookup: (key) => (isMessageKey(key, messages) ? plain(key) : undefined),
  };
}

export function pluralRules({ language }: LanguagePack): Intl.PluralRules {
  return new Intl.PluralRules(language);
}

/** A message, its names in braces unfilled, in the form that fits `count`. */
export function messageForm(
  { messages }: LanguagePack,
  rules: Intl.PluralRules,
  key: MessageKey,
  params: Readonly<Record<string, unknown>>,
): string {
  const count = params['count'];
  // A key without words shows itself: that is seen and told, where an empty place is not.
  return chooseForm(messages[key] ?? key, typeof count === 'number' ? count : undefined, rules);
}
