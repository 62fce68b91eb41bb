import { BackupFollower } from '../features/backups/follow/backup-follower';
import { SafeRestoreDriver } from '../features/backups/safe-restore/safe-restore-driver';
import { FleetSignal } from '../features/servers/fleet-signal';
import { RestoreFollower } from '../features/servers/restore-follower';

/** What works behind every page: the poll of the list, what runs, restores under way, the sign in the tab. */
export default function Services() {
  return (
    <>
      <BackupFollower />
      <RestoreFollower />
      <SafeRestoreDriver />
      <FleetSignal />
    </>
  );
}
