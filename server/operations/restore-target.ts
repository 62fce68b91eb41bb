import { type BackupList, idKey } from '../../src/core/backups/backup';
import { canBeInPath } from '../../src/core/contract/id-spelling';
import { restoreObstacle } from '../../src/core/restore/restore-obstacle';
import type { StartOperation } from '../../src/core/restore/restore-operation';
import { RESTORING_STATUS } from '../../src/core/servers/server';
import type { GatewayFailure } from '../http/gateway-error';
import { type ListAccount, ProviderUnreadable, readBackups, readServer } from './provider-reads';

const START_LIMIT_MS = 20_000;

/** The backup and the server's name, or why it can't be restored now. */
export async function readTarget(
  access: ListAccount,
  { serverId, backupId }: Pick<StartOperation, 'serverId' | 'backupId'>,
) {
  if (!canBeInPath(serverId)) return OBSTACLES.gone;
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  let list: BackupList;
  try {
    list = await readBackups(access, serverId, signal);
  } catch (error) {
    if (!(error instanceof ProviderUnreadable)) throw error;
    return UNVERIFIED;
  }
  const obstacle = restoreObstacle(list, serverId, backupId);
  if (obstacle !== null) return OBSTACLES[obstacle];
  const server = await readServer(access, serverId, signal);
  if (server?.status === RESTORING_STATUS) return SERVER_RESTORING;
  const backup = list.backups.find(({ id }) => idKey(id) === idKey(backupId));
  return backup === undefined ? OBSTACLES.gone : { backup, name: server?.name ?? backup.serverName };
}

const SERVER_RESTORING: GatewayFailure = {
  code: 'server_restoring',
  detail: 'The server is being restored right now. Nothing was sent.',
};
const UNVERIFIED: GatewayFailure = {
  code: 'backup_unverified',
  detail: "The provider's list of backups could not be read. Nothing was sent.",
};
const OBSTACLES: Readonly<Record<'gone' | 'unseen' | 'moved' | 'notRestorable', GatewayFailure>> = {
  gone: { code: 'backup_unknown', detail: "The provider's list has no such backup. Nothing was sent." },
  unseen: {
    code: 'backup_unverified',
    detail: 'The backup is not in the part of the list that the provider delivered. Nothing was sent.',
  },
  moved: { code: 'wrong_server', detail: 'The backup belongs to another server. Nothing was sent.' },
  notRestorable: {
    code: 'backup_not_restorable',
    detail: 'This backup cannot be restored in its current status. Nothing was sent.',
  },
};
