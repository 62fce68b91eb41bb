import type { Messages } from './messages-en';
import { firstEn } from './messages-first-en';

export type Language = 'en' | 'nl';

/** Everything of one language. */
export interface LanguagePack {
  readonly language: Language;
  /** At first only the words that the first page needs; {@link loadAllWords} brings the others, into this very object. */
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

const words: Record<Language, Partial<Messages>> = { en: { ...firstEn }, nl: {} };
let started: Language | null = null;

/** What a page needs to begin with. English comes with the first load; Dutch is fetched when it is wanted. */
export async function startLanguage(language: Language): Promise<LanguagePack> {
  if (language === 'nl') Object.assign(words.nl, (await import('./messages-first-nl')).firstNl);
  started = language;
  return { language, messages: words[language] };
}

/** All words of a language. */
export async function loadLanguage(language: Language): Promise<LanguagePack> {
  const messages =
    language === 'nl'
      ? (await import('./messages-nl')).messagesNl
      : (await import('./messages-en')).messagesEn;
  Object.assign(words[language], messages);
  return { language, messages: words[language] };
}

/** Completes the language that the page began with, for whatever comes after the first page. */
export async function loadAllWords(): Promise<void> {
  if (started !== null) await loadLanguage(started);
}
