/** Required of every write: another site's page or form cannot set it without a preflight, which is never allowed. */
export const REQUESTED_WITH_HEADER = 'x-requested-with';
export const REQUESTED_WITH = 'vps-backups';

/** Sent with calls that a person caused, which keep a sign-in alive; polls do not. */
export const IN_USE_HEADER = 'x-in-use';

/** The name for the log that a person gave this browser, percent-encoded. Nobody checks who it is. */
export const SELF_GIVEN_NAME_HEADER = 'x-self-given-name';

/** Sent with the deletion of a backup that is locked in this dashboard, which the gateway refuses without it. */
export const DELETE_KEPT_HEADER = 'x-delete-kept';

/** The form of an operation's id, which the browser chooses. */
export const OPERATION_ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;
