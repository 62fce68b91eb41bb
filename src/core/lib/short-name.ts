import { normalizedText } from './fold-text';

export const MAX_NAME_LENGTH = 40;

export type NameProblem = 'empty' | 'tooLong';
export type NameCheck<Problem = NameProblem> =
  | { readonly isGood: true; readonly name: string }
  | { readonly isGood: false; readonly problem: Problem };

/** A name that a person gives, as seen: 1 to 40 characters, none of them invisible or a control character. */
export function checkName(typed: string): NameCheck {
  // Half a surrogate pair has no encoding.
  const name = normalizedText(typed.replace(/\p{Cs}/gu, ''));
  if (name === '') return { isGood: false, problem: 'empty' };
  return [...name].length > MAX_NAME_LENGTH ? { isGood: false, problem: 'tooLong' } : { isGood: true, name };
}
