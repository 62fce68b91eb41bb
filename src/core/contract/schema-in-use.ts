/** Sent with calls behind which a person is: those keep a sign-in, what is read again by the clock does not. */
export const IN_USE_HEADER = 'x-in-use';
