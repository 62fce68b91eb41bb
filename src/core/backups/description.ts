import { KEEP_MARK, KEEP_PATTERN, withoutKeepMark } from './keep-mark';

/** In UTF-16 units, as a form field counts them; the provider never counts more. */
export const DESCRIPTION_MAX_LENGTH = 255;

/** The description with the mark in front, where truncation cannot remove it. Idempotent. */
export function addKeepMark(text: string): string {
  if (KEEP_PATTERN.test(text) && text.length <= DESCRIPTION_MAX_LENGTH) return text;
  return cutDescription(`${KEEP_MARK} ${withoutKeepMark(text).trim()}`.trimEnd());
}

/** Truncates to {@link DESCRIPTION_MAX_LENGTH}, never inside a character. */
export function cutDescription(text: string): string {
  if (text.length <= DESCRIPTION_MAX_LENGTH) return text;
  return text
    .slice(0, DESCRIPTION_MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
