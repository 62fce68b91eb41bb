import { BackupFollower } from '../features/backups/follow/backup-follower';
import { SafeRestoreDriver } from '../features/backups/safe-restore/safe-restore-driver';
import { FleetSignal } from '../features/servers/fleet-signal';
import { RestoreFollower } from '../features/servers/restore-follower';
import { SessionEnding } from '../features/session/session-ending';

/** What works behind every page: the poll of the list, what runs, restores under way, the tab's sign, the sign-in's end. */
export default function Services() {
  return (
    <>
      <BackupFollower />
      <RestoreFollower />
      <SafeRestoreDriver />
      <FleetSignal />
      <SessionEnding />
    </>
  );
}
