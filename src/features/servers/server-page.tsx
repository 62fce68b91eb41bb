import './server-page.css';
import { useQuery } from '@tanstack/react-query';
import { Plus, SearchX } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Link, useParams } from 'react-router-dom';
import { backupsQuery, serverQuery, serversQuery } from '../../api/queries';
import { paths } from '../../config/paths';
import { useOpenDialog } from '../../config/use-dialog-route';
import { idKey } from '../../domain/backup';
import { RESTORING_STATUS } from '../../domain/backup-actions';
import { type ServerSummary, totals } from '../../domain/backup-totals';
import { MANUAL_SLOTS } from '../../domain/quota';
import { useI18n } from '../../i18n/i18n-provider';
import { SlotMeter } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Notice, Skeleton, StateMessage } from '../../ui/feedback';
import { ErrorState } from '../shared/error-state';
import { errorLine } from '../shared/error-text';
import { ListFreshness, PartialNotices, StaleNotice } from '../shared/list-notices';
import { AbsoluteTime, RelativeTime } from '../shared/moment';
import { PageHead } from '../shared/page-head';
import { ServerBadge } from './server-badge';
import { ServerFacts } from './server-facts';
import { useServerSummaries } from './use-server-summaries';

export interface ServerPageProps {
  /** The table of this server's backups; comes from outside, because features do not know each other. */
  renderBackups: (serverKey: string) => ReactNode;
}

function Tiles({ summary }: { summary: ServerSummary }) {
  const { t, format } = useI18n();
  const { data: list } = useQuery(backupsQuery());
  const stored = useMemo(
    () => totals((list?.backups ?? []).filter((backup) => idKey(backup.serverId) === summary.key)),
    [list, summary.key],
  );
  const { newestGood } = summary;
  return (
    <div className="tiles">
      <div className="tile">
        <span>{t('server.newestGood')}</span>
        <b>
          {newestGood?.createdAt == null ? t('server.noGood') : <RelativeTime iso={newestGood.createdAt} />}
        </b>
        <small>{newestGood?.createdAt == null ? null : <AbsoluteTime iso={newestGood.createdAt} />}</small>
      </div>
      <div className="tile">
        <span>{t('server.stored')}</span>
        <b title={format.sizeExact(stored.knownSizeMb)}>{format.size(stored.knownSizeMb)}</b>
        <small>
          {t('overview.counts', { manual: summary.manualCount, automatic: summary.automaticCount })}
          {stored.unknownSizeCount === 0
            ? null
            : `, ${t('backups.unknownSizes', { count: stored.unknownSizeCount })}`}
        </small>
      </div>
      <div className="tile">
        <span>{t('server.slots')}</span>
        <b>
          {summary.manualCount}/{MANUAL_SLOTS}
        </b>
        <SlotMeter used={summary.manualCount} total={MANUAL_SLOTS} />
      </div>
    </div>
  );
}

/** `/servers/:id`: everything of one server. */
export function ServerPage({ renderBackups }: ServerPageProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { serverKey = '' } = useParams();
  const openDialog = useOpenDialog();
  const { data: list, error, isFetching, refetch } = useQuery(backupsQuery());
  const { isPending: isServersPending } = useQuery(serversQuery());
  const { summaries, isServersForbidden, serversError } = useServerSummaries();
  const summary = summaries?.find(({ key }) => key === serverKey) ?? null;
  // The list of servers may be a part, or may have been read before this server was made.
  const single = useQuery({ ...serverQuery(serverKey), enabled: summary === null && summaries !== null });
  const server = summary?.server ?? single.data ?? null;

  if (list === undefined && error !== null) {
    return (
      <div className="card">
        <PageHead title={`#${serverKey}`} />
        <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      </div>
    );
  }
  if (summary === null && server === null) {
    if (summaries === null || isServersPending || single.isFetching) {
      return (
        <>
          <PageHead title={t('server.loading')} />
          <div className="card">
            <Skeleton rows={6} rowHeightPx={62} label={t('list.loading')} />
          </div>
        </>
      );
    }
    return (
      <>
        <PageHead title={t('server.notFound.title', { id: serverKey })} />
        <div className="card">
          <StateMessage
            icon={<SearchX size={22} />}
            title={t('server.notFound.title', { id: serverKey })}
            role="status"
            actions={
              <Link className="button button--default" to={paths.overview()}>
                {t('notFound.link')}
              </Link>
            }
          >
            {t('server.notFound.text')}
            {single.error === null ? null : <p>{errorLine(single.error, i18n)}</p>}
          </StateMessage>
        </div>
      </>
    );
  }

  const name = summary?.name ?? server?.name ?? serverKey;
  const isGone = summary?.isGone ?? false;
  const place = [server?.ipAddress ?? null, server?.location ?? null, `#${serverKey}`];
  return (
    <>
      <PageHead
        title={name}
        actions={
          <>
            <ListFreshness />
            {isGone ? null : (
              <Button
                variant="primary"
                icon={<Plus size={16} aria-hidden="true" />}
                onClick={() => openDialog({ kind: 'create', serverKey })}
              >
                {t('create.button')}
              </Button>
            )}
          </>
        }
      >
        {place.filter((part) => part !== null).join(t('common.list.separator'))}{' '}
        <ServerBadge server={server} isGone={isGone} />
      </PageHead>
      <div className="notices">
        <StaleNotice />
        {list === undefined ? null : <PartialNotices list={list} />}
        {server?.status === RESTORING_STATUS ? (
          <Notice tone="run" role="status">
            {t('server.restoring')}
          </Notice>
        ) : null}
        {isGone ? <Notice tone="info">{t('server.gone')}</Notice> : null}
        {server === null && serversError !== null ? (
          <Notice tone={isServersForbidden ? 'info' : 'warn'}>
            {t('server.factsUnknown', { reason: errorLine(serversError, i18n) })}
          </Notice>
        ) : null}
      </div>
      {summary === null ? null : <Tiles summary={summary} />}
      {server === null ? null : <ServerFacts server={server} />}
      <h2 className="server-page__heading">{t('server.backups')}</h2>
      {renderBackups(serverKey)}
    </>
  );
}
