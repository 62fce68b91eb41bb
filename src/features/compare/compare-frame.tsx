import Columns2 from 'lucide-react/icons/columns-2';
import type { ReactNode } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ClockNotice } from '../../components/loading/clock-notice';
import { ListLoad } from '../../components/loading/first-load';
import { ListFreshness, PartialNotices, StaleNotice } from '../../components/loading/list-notices';
import { PageHead } from '../../components/page-head';
import { Trail, type TrailProps } from '../../components/trail';
import type { BackupList } from '../../core/backups/backup';
import { paths } from '../../routes/paths';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { SidePickers, type SidePickersProps } from './side-pickers';

export interface CompareFrameProps extends SidePickersProps {
  title: string;
  heading?: ReactNode;
  documentTitle: string;
  /** The parent pages. */
  trail: TrailProps['above'];
  /** How many facts differ; null without two sides. */
  lead: string | null;
  list: BackupList | undefined;
  /** Whether both sides have been read. */
  isRead: boolean;
  /** Neither side has anything to show. */
  isEmpty: boolean;
  /** Notices about missing or doubtful data. */
  notices: ReactNode;
  /** The table. */
  children: ReactNode;
}

/** Title, pickers and notices around either comparison's table. */
export function CompareFrame(props: CompareFrameProps) {
  const { kind, keys, options, title, heading, documentTitle, trail, lead, list } = props;
  const { isRead, isEmpty, notices, children } = props;
  const { t } = useI18n();
  const skeleton = <Skeleton rows={8} rowHeightPx={48} label={t('list.loading')} />;
  return (
    <>
      <PageHead
        title={title}
        heading={heading}
        documentTitle={documentTitle}
        trail={
          <Trail
            above={[{ to: paths.overview(), label: t('nav.overview') }, ...trail]}
            here={t('compare.here')}
          />
        }
        actions={<ListFreshness />}
      >
        <span role="status">{lead}</span>
      </PageHead>
      <div className="notices">
        <StaleNotice />
        {list === undefined ? null : <PartialNotices list={list} />}
        <ClockNotice />
        {isRead ? notices : null}
      </div>
      <div className="card">
        <SidePickers kind={kind} keys={keys} options={options} />
        {list === undefined ? (
          <ListLoad skeleton={skeleton} />
        ) : !isRead ? (
          skeleton
        ) : isEmpty ? (
          <StateMessage icon={<Columns2 size={22} />} title={t(`compare.${kind}.empty.title`)}>
            {t(`compare.${kind}.empty.text`)}
          </StateMessage>
        ) : (
          children
        )}
      </div>
    </>
  );
}
