import type { WireBackupMarkRequest } from '../../core/agreements/backup-mark';
import { type Id, idKey } from '../../core/backups/backup';
import { send } from '../client/http';
import { AGREEMENTS_PATH } from './agreements';

/** Throws `ApiError`; `conflict` if somebody else changed it meanwhile, and nothing was saved. */
export async function changeBackupMark(id: Id, request: WireBackupMarkRequest): Promise<void> {
  const path = `${AGREEMENTS_PATH}/backups/${encodeURIComponent(idKey(id))}`;
  await send({ method: 'POST', path, json: request });
}
