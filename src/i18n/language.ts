import type { Locale } from 'date-fns';
import { type Messages, messagesEn } from './messages-en';

export type Language = 'en' | 'nl';

/** Everything of one language that is loaded at once. */
export interface LanguagePack {
  readonly language: Language;
  readonly messages: Messages;
  readonly dateLocale: Locale | undefined;
}

/** The language to show: the person's choice, else the first of the browser's languages that exists here. */
export function resolveLanguage(choice: 'auto' | Language, browserLanguages: readonly string[]): Language {
  if (choice !== 'auto') return choice;
  for (const tag of browserLanguages) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'nl' || base === 'en') return base;
  }
  return 'en';
}

/** Loads what a language needs. English comes with the first load; Dutch is fetched when it is wanted. */
export async function loadLanguage(language: Language): Promise<LanguagePack> {
  if (language === 'en') return { language, messages: messagesEn, dateLocale: undefined };
  const [{ messagesNl }, { nl }] = await Promise.all([import('./messages-nl'), import('date-fns/locale/nl')]);
  return { language, messages: messagesNl, dateLocale: nl };
}
