import type { Messages } from './messages-en';
import { firstEn } from './messages-first-en';

export type Language = 'en' | 'nl';

export interface LanguagePack {
  readonly language: Language;
  /** All of them, or those of the first page. */
  readonly messages: Readonly<Partial<Messages>>;
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

/** The messages of the first page. English comes with the first load; Dutch is fetched when it is wanted. */
export async function loadFirstWords(language: Language): Promise<LanguagePack> {
  const messages = language === 'nl' ? (await import('./messages-first-nl')).firstNl : firstEn;
  return { language, messages };
}

const loaded = new Map<Language, LanguagePack>();

/** Every message of a language, if it has been loaded. */
export function loadedLanguage(language: Language): LanguagePack | undefined {
  return loaded.get(language);
}

/** Loads every message of a language. After a failure the next call tries again. */
export async function loadLanguage(language: Language): Promise<LanguagePack> {
  const messages =
    language === 'nl'
      ? (await import('./messages-nl')).messagesNl
      : (await import('./messages-en')).messagesEn;
  const pack = loaded.get(language) ?? { language, messages };
  loaded.set(language, pack);
  return pack;
}
