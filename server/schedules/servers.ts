import type { Id } from '../../src/core/backups/backup';
import { backupSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import { unreadable } from '../operations/provider-work';
import type { ProviderAccess } from '../provider/pass-through';
import { readPages } from '../provider/read-list';

export interface NamedServer {
  readonly id: Id;
  readonly name: string;
}

/** All servers of the account; where the token may not list them, those with backups. Throws `ProviderUnreadable`. */
export async function readServers(
  { upstream }: Pick<ProviderAccess, 'upstream'>,
  signal: AbortSignal,
): Promise<readonly NamedServer[]> {
  const servers = await readPages(
    { path: '/servers/', schema: serverSchema },
    { upstream, signal },
    () => false,
  );
  if (servers.kind === 'read') {
    return servers.reading.answer().entries.map(({ id, name }) => ({ id, name }));
  }
  // As the pages do without the right to the list.
  if (servers.kind !== 'status' || (servers.status !== 403 && servers.status !== 404))
    throw unreadable(servers);
  const backups = await readPages(
    { path: '/backups/', schema: backupSchema },
    { upstream, signal },
    () => false,
  );
  if (backups.kind !== 'read') throw unreadable(backups);
  const byKey = new Map(
    backups.reading
      .answer()
      .entries.map(({ serverId, serverName }) => [String(serverId), { id: serverId, name: serverName }]),
  );
  return [...byKey.values()];
}
