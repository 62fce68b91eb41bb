import { visibleParts, visibleText } from './foreign-text';

/** Fast path: printable ASCII with single blanks, which is nearly all text. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
/** Zero-width characters, direction and variation marks, soft hyphens. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const BLANKS = /[\p{White_Space}\p{Cc}]+/gu;

/**
 * Text as seen: NFC, without invisible characters, white space collapsed and trimmed, case kept. Equal for any two
 * texts that look the same.
 */
export function normalizedText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(INVISIBLE, '').normalize('NFC').replace(BLANKS, ' ').trim();
}

/** For searching: {@link normalizedText} in lower case without diacritics. `uberprufung` finds `Überprüfung`. */
export function foldText(text: string): string {
  const lower = normalizedText(text).toLowerCase();
  return PLAIN.test(lower) ? lower : normalizedText(lower.normalize('NFD').replace(/\p{M}+/gu, ''));
}

/** The words of a search; all must match. */
export function searchWords(text: string): string[] {
  return foldText(text).split(' ').filter(Boolean);
}

/** A typed id, without the `#` that the page shows before it. */
export function typedId(text: string): string {
  return normalizedText(text).replace(/^# ?/, '');
}

/** How a text may be typed: as seen, or with the names shown for hidden characters. */
function typedForms(text: string): string[] {
  const named = visibleParts(text).map((part) => part.text);
  return [text, visibleText(text), named.join('')].map(normalizedText);
}

/** Whether the typed text matches as seen. Case-sensitive; an invisible text is never matched. */
export function isTyped(typed: string, asked: string): boolean {
  return normalizedText(asked) !== '' && typedForms(asked).includes(normalizedText(typed));
}

/** Whether the typed text is a prefix of a match. */
export function mayBecome(typed: string, asked: string): boolean {
  return typedForms(asked).some((form) => form.startsWith(normalizedText(typed)));
}

/** Whether the typed text is the server's name as seen, or its id. */
export function isNameOrId(typed: string, server: { readonly name: string; readonly key: string }): boolean {
  return isTyped(typed, server.name) || typedId(typed) === normalizedText(server.key);
}
