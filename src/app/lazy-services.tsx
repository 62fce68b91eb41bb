import { useI18n } from '../components/i18n/i18n-provider';
import { BackupFollower } from '../features/backups/follow/backup-follower';
import { FleetSignal } from '../features/overview/fleet-signal';
import { RestoreFollower } from '../features/restore/restore-follower';
import { SafeRestoreDriver } from '../features/restore/safe-restore-driver';
import { SessionEnding } from '../features/session/session-ending';
import { HintLayer } from '../ui/hint-layer';

/** Behind every page: polling, running backups and restores, the sign on the tab, the end of the sign-in, hints. */
export default function Services() {
  const { t } = useI18n();
  return (
    <>
      <BackupFollower />
      <RestoreFollower />
      <SafeRestoreDriver />
      <FleetSignal />
      <SessionEnding />
      <HintLayer openLabel={t('action.open')} />
    </>
  );
}
