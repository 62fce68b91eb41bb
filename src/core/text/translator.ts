import { createFormat, type Format } from './format';
import type { Language, LanguagePack } from './language';
import type { MessageKey, Messages, messagesEn } from './messages-en';
import { chooseForm, fillPlaceholders, type ParamsOf, type ParamValue } from './translate';

type ParamNames<Key extends MessageKey> = ParamsOf<(typeof messagesEn)[Key]>;
/** The values for the placeholders of a message; no argument if it has none. */
export type ParamArguments<Key extends MessageKey, Value> = [ParamNames<Key>] extends [never]
  ? []
  : [params: Record<ParamNames<Key>, Value>];

/** Messages, times, numbers and sizes in one language; without React, because the gateway uses it too. */
export interface Translator {
  readonly language: Language;
  readonly format: Format;
  /** A message; placeholders are type-checked against the English text. */
  t<Key extends MessageKey>(key: Key, ...params: ParamArguments<Key, ParamValue>): string;
  /** For keys that contain outside values (`status.` + a provider's status); undefined without such a message. */
  lookup(key: string): string | undefined;
}

function isMessageKey(key: string, messages: Partial<Messages>): key is MessageKey {
  return Object.hasOwn(messages, key);
}

export function createTranslator(pack: LanguagePack, timeZone: 'local' | 'utc'): Translator {
  const { language, messages } = pack;
  const rules = pluralRules(pack);
  const plain = (key: MessageKey) => messageForm(pack, rules, key, {});
  // British, to match dates with the day first ("16 Jan 2025").
  const languageTag = language === 'en' ? 'en-GB' : language;
  const format = createFormat({
    languageTag,
    months: plain('date.months'),
    weekdays: plain('date.weekdays'),
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

/** A message with unfilled placeholders, in the plural form for `count`. */
export function messageForm(
  { messages }: LanguagePack,
  rules: Intl.PluralRules,
  key: MessageKey,
  params: Readonly<Record<string, unknown>>,
): string {
  const count = params['count'];
  // A missing message shows its key, so that it is noticed.
  return chooseForm(messages[key] ?? key, typeof count === 'number' ? count : undefined, rules);
}
