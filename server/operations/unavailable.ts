import type { Context } from 'hono';
import { databaseErrorCode } from '../database/error-code';
import { gatewayError } from '../http/gateway-error';
import { type GatewayEnv, isRead } from '../http/http-env';
import type { Log } from '../http/log';

/**
 * Answers a request that met a database error. Where it broke off is unknown: a change itself may have been stored.
 */
export function databaseUnavailable(what: 'operations' | 'schedules', log: Log) {
  return (error: unknown, c: Context<GatewayEnv>): Response => {
    log.event(`${what}_unavailable`, { id: c.get('requestId'), code: databaseErrorCode(error) });
    return gatewayError(
      isRead(c)
        ? {
            code: 'activity_unavailable',
            detail: `The database that holds the ${what} can't be read. Check that it is running and that the disk has space.`,
          }
        : {
            code: 'database_unavailable',
            detail: `The database that holds the ${what} can't be read or written, so this may not have been done. Check that it is running and that the disk has space, then look at the ${what} before you try again.`,
          },
    );
  };
}
