import { type Id, isWholeList } from '../../src/core/backups/backup';
import { backupSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import type { ServerListing } from '../../src/core/schedules/schedule-run';
import { readLimit, unreadable } from '../operations/provider-reads';
import type { ProviderAccess } from '../provider/pass-through';
import { readPages } from '../provider/read-list';

export interface NamedServer {
  readonly id: Id;
  readonly name: string;
}

export interface ServerList {
  readonly servers: readonly NamedServer[];
  readonly listing: ServerListing;
}

/** The account's servers; those with backups if the token may not list servers. Throws `ProviderUnreadable`. */
export async function readServers(
  { upstream }: Pick<ProviderAccess, 'upstream'>,
  signal = readLimit(),
): Promise<ServerList> {
  const read = await readPages({ path: '/servers/', schema: serverSchema }, { upstream, signal });
  if (read.kind === 'read') {
    const answer = read.reading.answer();
    const servers = answer.entries.map(({ id, name }) => ({ id, name }));
    return { servers, listing: isWholeList(answer) ? 'whole' : 'part' };
  }
  // As pages do without the right to list servers.
  if (read.kind !== 'status' || (read.status !== 403 && read.status !== 404)) throw unreadable(read);
  const backups = await readPages({ path: '/backups/', schema: backupSchema }, { upstream, signal });
  if (backups.kind !== 'read') throw unreadable(backups);
  const answer = backups.reading.answer();
  const byKey = new Map(
    answer.entries.map(({ serverId, serverName }) => [String(serverId), { id: serverId, name: serverName }]),
  );
  return { servers: [...byKey.values()], listing: isWholeList(answer) ? 'backups' : 'part' };
}
