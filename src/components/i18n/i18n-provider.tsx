import { createContext, type ReactNode, use, useContext, useMemo } from 'react';
import { partMissing } from '../../browser/part-missing';
import { usePreferences } from '../../browser/storage/preferences';
import { isolated } from '../../core/lib/foreign-text';
import { type Language, type LanguagePack, loadedLanguage, loadLanguage } from '../../core/text/language';
import type { MessageKey } from '../../core/text/messages-en';
import { splitPlaceholders } from '../../core/text/translate';
import {
  createTranslator,
  messageForm,
  type ParamArguments,
  pluralRules,
  type Translator,
} from '../../core/text/translator';

export interface I18n extends Translator {
  /** Like `t`, with elements as parameters (a bold name, a link). */
  tx<Key extends MessageKey>(key: Key, ...params: ParamArguments<Key, ReactNode>): ReactNode;
}

const I18nContext = createContext<I18n | null>(null);

export function createI18n(pack: LanguagePack, timeZone: 'local' | 'utc'): I18n {
  const translator = createTranslator(pack, timeZone);
  const rules = pluralRules(pack);
  return {
    ...translator,
    tx: (key, ...[params]) => {
      const values: Readonly<Record<string, ReactNode>> = params ?? {};
      return splitPlaceholders(messageForm(pack, rules, key, values)).map((part, index) => {
        const value = 'text' in part ? part.text : values[part.name];
        const text = typeof value === 'number' ? translator.format.number(value) : value;
        // Browser translation replaces bare text nodes, on which React then fails.
        const shown = 'name' in part && typeof text === 'string' ? isolated(text) : text;
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep their places
        return <span key={index}>{shown}</span>;
      });
    },
  };
}

export function I18nProvider({ pack, children }: { pack: LanguagePack; children: ReactNode }) {
  const { timeZone } = usePreferences();
  const i18n = useMemo(() => createI18n(pack, timeZone), [pack, timeZone]);
  return <I18nContext value={i18n}>{children}</I18nContext>;
}

/** `use` needs the same promise in every render. */
const loads = new Map<Language, Promise<LanguagePack>>();

function loadOnce(language: Language): Promise<LanguagePack> {
  const load = loads.get(language) ?? loadLanguage(language).catch(partMissing);
  loads.set(language, load);
  return load;
}

/** Provides all messages, beyond those of the first load. Suspends until they have loaded. */
export function AllWords({ children }: { children: ReactNode }) {
  const { language } = useI18n();
  const pack = loadedLanguage(language) ?? use(loadOnce(language));
  return <I18nProvider pack={pack}>{children}</I18nProvider>;
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === null) throw new Error('useI18n needs an I18nProvider above it');
  return i18n;
}
