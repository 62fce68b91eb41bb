import type { QueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../api/backups';
import { correctedNowMs } from '../../browser/clock';
import type { I18n } from '../../components/i18n/i18n-provider';
import { type Backup, idKey } from '../../core/backups/backup';
import { deleteThenCreateRefusal } from '../../core/deletion/slot-candidate';

/** Right before a backup was given up for a new one, it was not to go any more. Nothing was sent. */
export class GiveUpError extends Error {
  override readonly name = 'GiveUpError';
  readonly backupKey: string;
  readonly reason: 'noOtherGood' | 'changed';

  constructor(backupKey: string, reason: GiveUpError['reason']) {
    super(reason);
    this.backupKey = backupKey;
    this.reason = reason;
  }
}

export function giveUpErrorText({ reason, backupKey: id }: GiveUpError, { t }: Pick<I18n, 't'>): string {
  return reason === 'noOtherGood' ? t('slot.noOtherGood') : t('slot.changed', { id });
}

/**
 * Reads the server's backups once more and makes sure that this one may still go: until the new one is made, the
 * server has one less. Throws `GiveUpError` when it may not, `ApiError` when the list cannot be read.
 */
export async function confirmGiveUp(
  client: QueryClient,
  backup: Pick<Backup, 'id' | 'serverId'>,
): Promise<void> {
  const list = await readServerBackups(client, backup.serverId);
  const refusal = deleteThenCreateRefusal(list.backups, backup.id, correctedNowMs());
  if (refusal === null) return;
  throw new GiveUpError(idKey(backup.id), refusal === 'noOtherGood' ? 'noOtherGood' : 'changed');
}
