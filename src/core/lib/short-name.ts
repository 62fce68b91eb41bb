import { normalizedText } from './fold-text';

export const MAX_NAME_LENGTH = 40;

export type NameProblem = 'empty' | 'tooLong';
export type NameCheck<Problem = NameProblem> =
  | { readonly isGood: true; readonly name: string }
  | { readonly isGood: false; readonly problem: Problem };

/** Without what cannot be seen. */
export function nameAsSeen(typed: string): string {
  // Half a surrogate pair has no encoding.
  return normalizedText(typed.replace(/\p{Cs}/gu, ''));
}

/** A name that a person gives, as seen: 1 to 40 characters, none of them invisible or a control character. */
export function checkName(typed: string): NameCheck {
  const name = nameAsSeen(typed);
  if (name === '') return { isGood: false, problem: 'empty' };
  return [...name].length > MAX_NAME_LENGTH ? { isGood: false, problem: 'tooLong' } : { isGood: true, name };
}
