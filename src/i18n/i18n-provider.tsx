import { createContext, Fragment, type ReactNode, useContext, useMemo } from 'react';
import { usePreferences } from '../lib/preferences';
import { createFormat, type Format } from './format';
import type { Language, LanguagePack } from './language';
import type { MessageKey, Messages, messagesEn } from './messages-en';
import { chooseForm, fillPlaceholders, type ParamsOf, type ParamValue, splitPlaceholders } from './translate';

type Params<Key extends MessageKey, Value> = Record<ParamsOf<(typeof messagesEn)[Key]>, Value>;
type ParamArguments<Key extends MessageKey, Value> = [ParamsOf<(typeof messagesEn)[Key]>] extends [never]
  ? []
  : [params: Params<Key, Value>];

export interface I18n {
  readonly language: Language;
  readonly format: Format;
  /** A message as text; names in braces are type-checked against the English text. */
  t<Key extends MessageKey>(key: Key, ...params: ParamArguments<Key, ParamValue>): string;
  /** The same for a sentence that carries elements (a bold name, a link). */
  tx<Key extends MessageKey>(key: Key, ...params: ParamArguments<Key, ReactNode>): ReactNode;
  /** For keys made from outside words (`status.` + a provider's status): undefined when there is no such message. */
  lookup(key: string): string | undefined;
}

const I18nContext = createContext<I18n | null>(null);

function isMessageKey(key: string, messages: Messages): key is MessageKey {
  return Object.hasOwn(messages, key);
}

/** Builds the translator of one language. Pure: usable in tests without React. */
export function createI18n(pack: LanguagePack, timeZone: 'local' | 'utc'): I18n {
  const { language, messages, dateLocale } = pack;
  const rules = new Intl.PluralRules(language);
  const plain = (key: MessageKey) => chooseForm(messages[key], undefined, rules);
  // English dates are written day first ("16 Jan 2025"), so numbers follow British habits too.
  const languageTag = language === 'en' ? 'en-GB' : language;
  const format = createFormat({
    languageTag,
    dateLocale,
    timeZone,
    durationUnits: {
      day: plain('unit.day'),
      hour: plain('unit.hour'),
      minute: plain('unit.minute'),
      second: plain('unit.second'),
    },
  });
  const textOf = (key: MessageKey, params: Readonly<Record<string, unknown>>) => {
    const count = params['count'];
    return chooseForm(messages[key], typeof count === 'number' ? count : undefined, rules);
  };
  return {
    language,
    format,
    t: (key, ...[params]) => fillPlaceholders(textOf(key, params ?? {}), params ?? {}, format.number),
    tx: (key, ...[params]) => {
      const values: Readonly<Record<string, ReactNode>> = params ?? {};
      return splitPlaceholders(textOf(key, values)).map((part, index) => {
        const value = 'text' in part ? part.text : values[part.name];
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed sentence never move
        return <Fragment key={index}>{typeof value === 'number' ? format.number(value) : value}</Fragment>;
      });
    },
    lookup: (key) => (isMessageKey(key, messages) ? plain(key) : undefined),
  };
}

export function I18nProvider({ pack, children }: { pack: LanguagePack; children: ReactNode }) {
  const { timeZone } = usePreferences();
  const i18n = useMemo(() => createI18n(pack, timeZone), [pack, timeZone]);
  return <I18nContext value={i18n}>{children}</I18nContext>;
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === null) throw new Error('useI18n needs an I18nProvider above it');
  return i18n;
}
