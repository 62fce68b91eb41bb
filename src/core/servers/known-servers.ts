import { type Backup, type Id, idKey } from '../backups/backup';
import { compareIds, compareNames, compareNewestFirst } from '../backups/order';
import { normalizedText } from '../lib/fold-text';
import { groupBy } from '../lib/group-by';
import type { Server } from './server';

/** A server from the Servers API, or named by backups. */
export interface KnownServer {
  /** `idKey` of the server. */
  readonly key: string;
  readonly id: Id;
  /** The Servers API's name, else the one in the newest backup. */
  readonly name: string;
  /** A distinct name, see {@link distinctLabels}. */
  readonly label: string;
  /** Null when only backups name it. */
  readonly server: Server | null;
  /** Named in backups, but absent from a complete list of servers. */
  readonly isGone: boolean;
  /** As they were given. */
  readonly backups: readonly Backup[];
}

/**
 * The name of each server by key, with its id if another looks the same, or the id alone if the name is invisible:
 * `web-01`, `web-01 (#12345)`, `#12345`.
 */
export function distinctLabels(
  servers: readonly { readonly key: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of servers)
    counts.set(normalizedText(name), (counts.get(normalizedText(name)) ?? 0) + 1);
  return new Map(
    servers.map(({ key, name }) => {
      const seen = normalizedText(name);
      if (seen === '') return [key, `#${key}`];
      return [key, counts.get(seen) === 1 ? name : `${name} (#${key})`];
    }),
  );
}

/** By `idKey`, each in the order of the list. */
export function groupByServer(backups: readonly Backup[]): ReadonlyMap<string, readonly Backup[]> {
  return groupBy(backups, ({ serverId }) => idKey(serverId));
}

/**
 * All servers by name: those of the Servers API, and those that only backups name.
 * @param servers null when the Servers API gave nothing: then servers without a backup are missing, and none is gone
 * @param isServerListWhole whether a server missing from `servers` is gone (`isWholeList`)
 */
export function knownServers(
  backups: readonly Backup[],
  servers: readonly Server[] | null,
  isServerListWhole: boolean,
): KnownServer[] {
  const groups = new Map(groupByServer(backups));
  const known: Omit<KnownServer, 'label'>[] = [];
  for (const [key, server] of new Map((servers ?? []).map((one) => [idKey(one.id), one]))) {
    const ofServer = groups.get(key) ?? [];
    groups.delete(key);
    const { id, name } = server;
    known.push({ key, id, name, server, isGone: false, backups: ofServer });
  }
  const isGone = servers !== null && isServerListWhole;
  for (const [key, ofServer] of groups) {
    const newest = ofServer.reduce((a, b) => (compareNewestFirst(a, b) <= 0 ? a : b));
    const { serverId: id, serverName: name } = newest;
    known.push({ key, id, name, server: null, isGone, backups: ofServer });
  }
  const labels = distinctLabels(known);
  return known
    .map((one) => ({ ...one, label: labels.get(one.key) ?? one.name }))
    .sort((a, b) => compareNames(a.name, b.name) || compareIds(a.id, b.id));
}
