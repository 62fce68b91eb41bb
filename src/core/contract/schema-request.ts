/**
 * What every call of the app carries, and what the gateway asks of each write: another site's page or form cannot
 * set it without asking first, which the gateway never allows.
 */
export const REQUESTED_WITH_HEADER = 'x-requested-with';
export const REQUESTED_WITH = 'vps-backups';
