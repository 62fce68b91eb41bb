import { BackupCard, BackupSummary } from './backup-card';
import { useBackupList } from './use-backup-list';

export function ServerBackups({ serverKey }: { serverKey: string }) {
  const backups = useBackupList(serverKey);
  return (
    <>
      {backups.list === undefined ? null : (
        <p className="muted small server-page__summary">
          <BackupSummary backups={backups} />
        </p>
      )}
      <BackupCard backups={backups} />
    </>
  );
}
