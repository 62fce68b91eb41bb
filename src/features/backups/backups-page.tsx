import Plus from 'lucide-react/icons/plus';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ClockNotice } from '../../components/list/clock-notice';
import { ListFreshness, PartialNotices, StaleNotice } from '../../components/list/list-notices';
import { PageHead } from '../../components/page-head';
import { WriteButton } from '../../components/write-lock';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { BackupsSection, SummaryLine } from './backups-section';
import { ExportButton } from './export-button';

/** `/backups`: where is that backup? */
export default function BackupsPage() {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  return (
    <BackupsSection
      renderSummary={(summary, isLoading) => (
        <>
          <PageHead
            title={t('backups.title')}
            actions={
              <>
                <ListFreshness />
                {summary === null || summary.shown.length === 0 ? null : (
                  <ExportButton backups={summary.shown} />
                )}
                <WriteButton
                  variant="primary"
                  icon={<Plus size={16} aria-hidden="true" />}
                  onClick={() => openDialog({ kind: 'create', serverKey: null })}
                >
                  {t('create.button')}
                </WriteButton>
              </>
            }
          >
            {summary !== null ? <SummaryLine summary={summary} /> : isLoading ? t('list.loading') : null}
          </PageHead>
          <div className="notices">
            <StaleNotice />
            {summary === null ? null : <PartialNotices list={summary.list} />}
            <ClockNotice />
          </div>
        </>
      )}
    />
  );
}
