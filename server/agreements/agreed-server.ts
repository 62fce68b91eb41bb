import { type Id, idKey, isSameId, isWholeList } from '../../src/core/backups/backup';
import { backupSchema } from '../../src/core/contract/schema';
import { serverSchema } from '../../src/core/contract/schema-server';
import type { Account } from '../audit/activity';
import { readPages } from '../provider/read-list';

/** Whose servers they are. */
export interface AgreedServerAccount {
  readonly upstream: Account['upstream'];
  readonly lookup: Pick<Account['lookup'], 'server'>;
}

export interface AgreedServer {
  /** Null if unknown. */
  readonly name: string | null;
  /** False only if whole lists show neither the server nor a backup of it. */
  readonly mayExist: boolean;
}

const NAME_LIMIT_MS = 2000;
const LISTS_LIMIT_MS = 5000;

/**
 * The server that a change is about. While the lists can't be read it may exist: in an outage people must still be able
 * to acknowledge trouble. Never rejects. @param isNew nothing is agreed about it yet; what is agreed can always be changed
 */
export async function readAgreedServer(
  { upstream, lookup }: AgreedServerAccount,
  id: Id,
  isNew: boolean,
): Promise<AgreedServer> {
  const reading = await lookup.server(id, AbortSignal.timeout(NAME_LIMIT_MS));
  if (reading.kind === 'found' && isSameId(reading.id, id)) return { name: reading.name, mayExist: true };
  const isListed = !isNew || (await mayBeListed(upstream, id, AbortSignal.timeout(LISTS_LIMIT_MS)));
  return { name: null, mayExist: isListed };
}

async function mayBeListed(upstream: Account['upstream'], id: Id, signal: AbortSignal): Promise<boolean> {
  const reader = { upstream, signal };
  const servers = await readPages({ path: '/servers/', schema: serverSchema }, reader);
  if (servers.kind !== 'read') return true;
  const listed = servers.reading.answer();
  if (!isWholeList(listed) || listed.entries.some((server) => isSameId(server.id, id))) return true;
  // A deleted server with backups can still be unwatched or noted.
  const filters = { server_id: idKey(id) };
  const backups = await readPages({ path: '/backups/', filters, schema: backupSchema }, reader);
  if (backups.kind !== 'read') return backups.kind !== 'status' || backups.status !== 404;
  const left = backups.reading.answer();
  return !isWholeList(left) || left.entries.some(({ serverId }) => isSameId(serverId, id));
}
