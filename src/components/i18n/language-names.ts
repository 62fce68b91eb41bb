/** Each in its own language, so that anyone finds the way back. */
export const LANGUAGE_NAMES = { en: 'English', nl: 'Nederlands' } as const;
