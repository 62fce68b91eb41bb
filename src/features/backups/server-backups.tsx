import { BackupCard, BackupSummary } from './backup-card';
import { useBackupList } from './use-backup-list';

export function ServerBackups({ serverKey }: { serverKey: string }) {
  const backups = useBackupList(serverKey);
  return (
    <>
      <p className="muted small server-page__summary">
        {backups.list === undefined ? null : <BackupSummary backups={backups} />}
      </p>
      <BackupCard backups={backups} />
    </>
  );
}
