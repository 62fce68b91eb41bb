import { CreateBackupButton } from '../../components/backups/create-backup-button';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ClockNotice } from '../../components/loading/clock-notice';
import { ListFreshness, PartialNotices, StaleNotice } from '../../components/loading/list-notices';
import { PageHead } from '../../components/page-head';
import { BackupCard, BackupSummary } from './backup-card';
import { ExportButton } from './export-button';
import { useBackupList } from './use-backup-list';

/** `/backups`: where is that backup? */
export default function BackupsPage() {
  const { t } = useI18n();
  const backups = useBackupList(null);
  const { list, shown, error } = backups;
  return (
    <>
      <PageHead
        title={t('backups.title')}
        isLineShort
        actions={
          <>
            <ListFreshness />
            {list !== undefined && shown.length === 0 ? null : (
              <ExportButton backups={shown} isUnread={list === undefined} />
            )}
            <CreateBackupButton />
          </>
        }
      >
        {list !== undefined ? <BackupSummary backups={backups} /> : error === null ? t('list.loading') : null}
      </PageHead>
      <div className="notices">
        <StaleNotice />
        {list === undefined ? null : <PartialNotices list={list} />}
        <ClockNotice />
      </div>
      <BackupCard backups={backups} />
    </>
  );
}
