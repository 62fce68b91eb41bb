import { BackupFollower } from '../features/backups/follow/backup-follower';
import { FleetSignal } from '../features/overview/fleet-signal';
import { RestoreFollower } from '../features/restore/restore-follower';
import { SafeRestoreDriver } from '../features/restore/safe-restore-driver';
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
