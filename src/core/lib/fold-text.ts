import { visibleParts, visibleText } from './foreign-text';

/** Printable ASCII with single blanks inside, which is nearly all text: nothing to do, and a search has 100,000 of them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
/** Zero-width characters, direction and variation marks, soft hyphens: nobody sees or types them. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const BLANKS = /[\p{White_Space}\p{Cc}]+/gu;

/**
 * Text as it is seen: composed (NFC), without invisible characters, every run of white space one blank, none at either
 * end. Upper and lower case stay. Two texts that look the same to a person are the same by this.
 */
export function seenText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(INVISIBLE, '').normalize('NFC').replace(BLANKS, ' ').trim();
}

/** Seen text for searching: lower case, without diacritics. `Überprüfung` is found by `uberprufung`. */
export function foldText(text: string): string {
  const lower = seenText(text).toLowerCase();
  return PLAIN.test(lower) ? lower : seenText(lower.normalize('NFD').replace(/\p{M}+/gu, ''));
}

/** The words of a search, of which all must match. */
export function searchWords(text: string): string[] {
  return foldText(text).split(' ').filter(Boolean);
}

/** An id as it was typed: with the `#` that stands before it on the page, or without. */
export function typedId(text: string): string {
  return seenText(text).replace(/^# ?/, '');
}

/** How a text may be typed: as it is seen, or with the hidden characters that the page names. */
function typedForms(text: string): string[] {
  const named = visibleParts(text).map((part) => part.text);
  return [text, visibleText(text), named.join('')].map(seenText);
}

/** Whether what was typed is what was asked for, as a person sees it. Upper and lower case count; nothing confirms nothing. */
export function isTyped(typed: string, asked: string): boolean {
  return seenText(asked) !== '' && typedForms(asked).includes(seenText(typed));
}

/** Whether what was typed so far may still become what is asked for. */
export function mayBecome(typed: string, asked: string): boolean {
  return typedForms(asked).some((form) => form.startsWith(seenText(typed)));
}

/** Whether a server is meant by what was typed: its name as it is seen, or its id. */
export function isNameOrId(typed: string, server: { readonly name: string; readonly key: string }): boolean {
  return isTyped(typed, server.name) || typedId(typed) === seenText(server.key);
}
