import type { Messages } from './messages-en';
import { firstEn } from './messages-first-en';

export type Language = 'en' | 'nl';

export interface LanguagePack {
  readonly language: Language;
  /** All messages, or those of the first page. */
  readonly messages: Readonly<Partial<Messages>>;
}

/** The chosen language, else the first supported one of the browser's. */
export function resolveLanguage(choice: 'auto' | Language, browserLanguages: readonly string[]): Language {
  if (choice !== 'auto') return choice;
  const bases = browserLanguages.map((tag) => tag.toLowerCase().split('-')[0]);
  return bases.find((base) => base === 'nl' || base === 'en') ?? 'en';
}

/** The messages of the first page. English is part of the first load, Dutch is fetched. */
export async function loadFirstWords(language: Language): Promise<LanguagePack> {
  const messages = language === 'nl' ? (await import('./messages-first-nl')).firstNl : firstEn;
  return { language, messages };
}

const loaded = new Map<Language, LanguagePack>();

/** All messages of a language, if loaded. */
export function loadedLanguage(language: Language): LanguagePack | undefined {
  return loaded.get(language);
}

/** Loads all messages of a language. After a failure the next call tries again. */
export async function loadLanguage(language: Language): Promise<LanguagePack> {
  const messages =
    language === 'nl'
      ? (await import('./messages-nl')).messagesNl
      : (await import('./messages-en')).messagesEn;
  const pack = loaded.get(language) ?? { language, messages };
  loaded.set(language, pack);
  return pack;
}
