import type { Context } from 'hono';
import { type Id, idKey } from '../../src/core/backups/backup';
import {
  isCreateHeldBackBy,
  isNeededBy,
  type RestoreOperation,
} from '../../src/core/restore/restore-operation';
import { UNAVAILABLE } from '../audit/recorded-write';
import { databaseErrorCode } from '../database/error-code';
import type { GatewayFailure } from '../http/gateway-error';
import type { GatewayEnv } from '../http/http-env';
import type { Log } from '../http/log';
import type { Write } from '../provider/forward-table';
import type { OperationStore } from './store';

/**
 * Why a person's own change must not be sent: it would overlap with a restore, or remove a backup that a restore needs.
 * Null if nothing prevents it. Never rejects.
 */
export function createObstacles(store: OperationStore, log: Log) {
  async function obstacle(account: string, write: Write): Promise<GatewayFailure | null> {
    if (write.action === 'restore_server') {
      return (await store.blocking(account, idKey(write.serverId))) === null ? null : OPEN;
    }
    for (const { record } of await store.shown(account)) {
      const { operation } = record;
      if (write.action === 'delete_backup') {
        if (isNeededBy(operation, write.backupId)) return inTheWay(operation, write.backupId);
      } else if (write.serverId !== null && isCreateHeldBackBy(operation, write.serverId)) {
        return inTheWay(operation, null);
      }
    }
    return null;
  }
  return async (c: Context<GatewayEnv>, write: Write): Promise<GatewayFailure | null> => {
    try {
      return await obstacle(c.get('principal')?.account ?? '', write);
    } catch (error) {
      log.event('activity_unavailable', { id: c.get('requestId'), code: databaseErrorCode(error) });
      return UNAVAILABLE;
    }
  };
}

export const OPEN: GatewayFailure = {
  code: 'operation_open',
  detail: 'A restore of this server is already in progress or not settled yet. Nothing was sent.',
};

/** @param backupId a backup that must stay; null for a new one that must wait */
function inTheWay({ state }: RestoreOperation, backupId: Id | null): GatewayFailure {
  const what = `A restore of ${state.serverName} is in progress (operation ${state.operationId})`;
  const why =
    backupId === null
      ? `${what}, so no other backup of this server can be started`
      : `${what} and needs backup #${idKey(backupId)}`;
  const detail = `${why}. Nothing was sent. Wait until it has ended, or stop it first.`;
  return { code: 'operation_open', detail };
}
