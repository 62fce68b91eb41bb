import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../api/backups';
import type { BackupList } from '../core/backups/backup';
import { knownServers } from '../core/servers/known-servers';

const byList = new WeakMap<BackupList, ReadonlyMap<string, string>>();

/** What each server of a list is called, by its key: with the id where another one looks the same. */
export function serverLabelsIn(list: BackupList): ReadonlyMap<string, string> {
  let labels = byList.get(list);
  if (labels === undefined) {
    labels = new Map(knownServers(list.backups, null, false).map(({ key, label }) => [key, label]));
    byList.set(list, labels);
  }
  return labels;
}

/** What a server is called where only one of that name may be meant; its name while the list is not there. */
export function useServerLabel(serverKey: string, name: string): string {
  const { data: list } = useQuery(backupsQuery());
  return (list === undefined ? undefined : serverLabelsIn(list).get(serverKey)) ?? name;
}
