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
