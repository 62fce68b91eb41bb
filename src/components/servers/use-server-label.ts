import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { BackupList } from '../../core/backups/backup';
import { knownServers } from '../../core/servers/known-servers';

const byList = new WeakMap<BackupList, ReadonlyMap<string, string>>();

/** Server labels by key: the name, with the id if another server has the same name. */
export function serverLabelsIn(list: BackupList): ReadonlyMap<string, string> {
  let labels = byList.get(list);
  if (labels === undefined) {
    labels = new Map(knownServers(list.backups, null, false).map(({ key, label }) => [key, label]));
    byList.set(list, labels);
  }
  return labels;
}

/** The unambiguous label of a server; its name while the list is not loaded. */
export function useServerLabel(serverKey: string, name: string): string {
  const { data: list } = useQuery(backupsQuery());
  return (list === undefined ? undefined : serverLabelsIn(list).get(serverKey)) ?? name;
}
