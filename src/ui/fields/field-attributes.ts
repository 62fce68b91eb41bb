/** Keeps browsers and password managers from filling in the field. */
export const NO_AUTOFILL = {
  autoComplete: 'off',
  'data-1p-ignore': 'true',
  'data-bwignore': 'true',
  'data-lpignore': 'true',
  'data-form-type': 'other',
} as const;

/** For text that must be exact: nothing is filled in or corrected. */
export const EXACT_WORDS = {
  ...NO_AUTOFILL,
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellCheck: false,
} as const;
