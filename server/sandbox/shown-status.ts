import { MINUTE_MS } from '../../src/core/lib/time-units';
import { ERROR_STATUS, RESTORING_STATUS } from '../../src/core/servers/server';

/**
 * How long a server shows `error` after a failed restore; undocumented. Afterwards it has its earlier status again. A
 * new restore may start at once.
 */
const RESTORE_ERROR_MS = 15 * MINUTE_MS;

/** The status of a server at `?1` (epoch ms): a restore hides its own status for a while. */
export const SHOWN_STATUS_SQL = `CASE
  WHEN restore_ends_at > ?1 THEN '${RESTORING_STATUS}'
  WHEN restore_fails = 1 AND restore_ends_at + ${RESTORE_ERROR_MS} > ?1 THEN '${ERROR_STATUS}'
  ELSE status END`;

/** When a server was last changed, as seen at `?1` (epoch ms). */
export const SHOWN_UPDATED_AT_SQL = `CASE
  WHEN restore_ends_at IS NULL THEN updated_at
  WHEN restore_ends_at > ?1 THEN restore_started_at
  ELSE restore_ends_at END`;
