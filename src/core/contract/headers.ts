/** Required for every write: another site's page or form cannot set it without a preflight, which is never allowed. */
export const REQUESTED_WITH_HEADER = 'x-requested-with';
export const REQUESTED_WITH = 'vps-backups';

/** Sent with calls that a person caused, which keep a session alive; polls do not. */
export const IN_USE_HEADER = 'x-in-use';

/** This browser's self-given name for the log, percent-encoded. Nobody verifies it. */
export const SELF_GIVEN_NAME_HEADER = 'x-self-given-name';

/**
 * Sent with a deletion that a person confirmed: `1` for a locked backup, which the gateway refuses otherwise; `0` for one
 * that was shown without a lock, so that the gateway need not read `[keep]` again if it can't.
 */
export const DELETE_KEPT_HEADER = 'x-delete-kept';

/** The form of an operation's id, which the browser chooses. */
export const OPERATION_ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;
