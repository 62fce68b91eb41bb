import { BackupFollower } from '../features/backups/follow/backup-follower';
import { SafeRestoreDriver } from '../features/backups/safe-restore/safe-restore-driver';
import { FleetSignal } from '../features/servers/fleet-signal';
import { RestoreFollower } from '../features/servers/restore-follower';
import { type ShortcutsOptions, useShortcuts } from './shortcuts';

export interface ServicesProps {
  keys: ShortcutsOptions;
}

/** What works behind every page: the poll of the list, what runs, restores under way, the sign in the tab, the keys. */
export default function Services({ keys }: ServicesProps) {
  useShortcuts(keys);
  return (
    <>
      <BackupFollower />
      <RestoreFollower />
      <SafeRestoreDriver />
      <FleetSignal />
    </>
  );
}
