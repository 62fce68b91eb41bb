import './server-page.css';
import { useQuery } from '@tanstack/react-query';
import SearchX from 'lucide-react/icons/search-x';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { CreateBackupButton } from '../../components/backups/create-backup-button';
import { ServerBadge } from '../../components/badges/server-badge';
import { ServerListNotices } from '../../components/fleet/servers-notices';
import { TilesSkeleton } from '../../components/fleet/tile';
import { useOneServer } from '../../components/fleet/use-one-server';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ClockNotice } from '../../components/loading/clock-notice';
import { errorLine } from '../../components/loading/error-text';
import { FirstLoad } from '../../components/loading/first-load';
import { ListFreshness, PartialNotices, StaleNotice } from '../../components/loading/list-notices';
import { PageHead } from '../../components/page-head';
import { commandId, rememberCommand } from '../../components/recent-commands';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { RestoreFailedNotice } from '../../components/servers/restore-failed-notice';
import { Trail } from '../../components/trail';
import { ApiError } from '../../core/contract/errors';
import type { JudgedServer } from '../../core/fleet/fleet';
import type { Server } from '../../core/servers/server';
import { RESTORING_STATUS } from '../../core/servers/server';
import { paths } from '../../routes/paths';
import { Notice, Skeleton, SkeletonRows, StateMessage } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { Parts } from '../../ui/parts';
import { DayCalendar } from './day-calendar';
import { ProtectionLine } from './protection-line';
import { ServerFacts } from './server-facts';
import { ServerSchedules } from './server-schedules';
import { ServerTiles } from './server-tiles';
import { SizeTrend } from './size-chart';
import { StateBefore } from './state-before';

export interface ServerPageProps {
  serverKey: string;
  /** The table of this server's backups; passed in, because features do not import each other. */
  children: ReactNode;
  /** The agreements panel; passed in for the same reason. */
  agreement: (server: JudgedServer) => ReactNode;
}

function ServerNotFound({ serverKey, error }: { serverKey: string; error: Error | null }) {
  const i18n = useI18n();
  const { t } = i18n;
  const title = t('server.notFound.title', { id: serverKey });
  const link = (
    <Link className="button button--default" to={paths.overview()}>
      {t('notFound.link')}
    </Link>
  );
  return (
    <>
      <PageHead title={title} />
      <div className="card">
        <StateMessage icon={<SearchX size={22} />} title={title} role="status" actions={link}>
          <p>{t('server.notFound.text')}</p>
          {/* A 404 only repeats it. */}
          {error === null || (error instanceof ApiError && error.kind === 'notFound') ? null : (
            <p>{errorLine(error, i18n)}</p>
          )}
        </StateMessage>
      </div>
    </>
  );
}

interface ServerHeadProps {
  serverKey: string;
  name: string;
  server: Server | null;
  isGone: boolean;
  /** Null while only the Servers API knows the server. */
  judged: JudgedServer | null;
  /** Nothing is known yet: reserves the space of what is to come. */
  isUnread: boolean;
}

function ServerHead({ serverKey, name, server, isGone, judged, isUnread }: ServerHeadProps) {
  const { t } = useI18n();
  useEffect(() => {
    if (!isUnread) rememberCommand(commandId('server', serverKey));
  }, [serverKey, isUnread]);
  const place = [server?.ipAddress, server?.location, `#${serverKey}`];
  return (
    <PageHead
      title={name}
      heading={<ForeignText text={name} />}
      trail={
        <Trail
          above={[{ to: paths.overview(), label: t('nav.overview') }]}
          here={<ForeignText text={name} />}
        />
      }
      actions={
        <>
          <ListFreshness />
          {isGone ? null : (
            <span data-unread={isUnread || undefined}>
              <CreateBackupButton serverKey={serverKey} />
            </span>
          )}
          {isUnread ? <span className="icon-button" data-unread /> : null}
          {judged === null ? null : (
            <RowMenuButton
              subject={{ kind: 'server', server: judged, isOnItsPage: true }}
              label={t('action.moreServer', { server: name })}
            />
          )}
        </>
      }
    >
      <Parts
        items={place.map((part) => (part == null ? null : <ForeignText key={part} text={part} />))}
        separator={t('common.list.separator')}
      />{' '}
      <ServerBadge server={server} isGone={isGone} />
    </PageHead>
  );
}

const SIDE_SKELETON = [1, 2, 3].map((panel) => (
  <div key={panel} className="card panel" aria-hidden="true">
    <SkeletonRows rows={4} heightPx={40} />
  </div>
));

/** `/servers/:id`: everything about one server. */
export function ServerPage({ serverKey, children, agreement }: ServerPageProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { fleet, list, isServersForbidden, serversError, judged, server, single, isNotFound } =
    useOneServer(serverKey);
  const { errorUpdateCount } = useQuery(backupsQuery());

  if (judged === null && server === null) {
    if (isNotFound) {
      return <ServerNotFound serverKey={serverKey} error={single.error} />;
    }
    if (fleet !== null) {
      return (
        <>
          <PageHead title={t('server.loading')} />
          <div className="card">
            <FirstLoad
              query={single}
              skeleton={<Skeleton rows={6} rowHeightPx={44} label={t('list.loading')} />}
            />
          </div>
        </>
      );
    }
  }

  const isGone = judged?.isGone ?? false;
  // If the list could not be read at all, its error replaces the page.
  const isLoading = fleet === null && !(list === undefined && errorUpdateCount > 0);
  const isUnread = judged === null && server === null;
  const name = judged?.name ?? server?.name ?? t('server.loading');
  return (
    <>
      <ServerHead
        serverKey={serverKey}
        name={name}
        server={server}
        isGone={isGone}
        judged={judged}
        isUnread={isUnread}
      />
      {isLoading ? <div className="protection-line" /> : null}
      {judged === null || fleet === null ? null : <ProtectionLine server={judged} nowMs={fleet.nowMs} />}
      <div className="notices">
        <StaleNotice />
        {list === undefined ? null : <PartialNotices list={list} />}
        <ServerListNotices isListed={judged?.server != null} />
        <ClockNotice />
        <RestoreFailedNotice serverKey={serverKey} newestGood={judged?.protection.newestGood ?? null} />
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
      {isLoading ? <TilesSkeleton /> : null}
      {judged === null || fleet === null ? null : <ServerTiles server={judged} nowMs={fleet.nowMs} />}
      <div className="server-page">
        <div className="server-page__list">
          <h2 className="server-page__heading">{t('server.backups')}</h2>
          {children}
        </div>
        <div className="server-page__side">
          {isLoading ? SIDE_SKELETON : null}
          {judged === null || fleet === null ? null : (
            <>
              {isGone ? null : agreement(judged)}
              <StateBefore history={judged.history} nowMs={fleet.nowMs} />
              <DayCalendar
                serverKey={serverKey}
                history={judged.history}
                usualIntervalMs={judged.protection.usualIntervalMs}
                nowMs={fleet.nowMs}
              />
              <SizeTrend history={judged.history} />
              {/* Last, because it loads later and only if there are schedules, so nothing above it moves. */}
              <ServerSchedules serverKey={serverKey} />
            </>
          )}
          {server === null ? null : <ServerFacts server={server} />}
        </div>
      </div>
    </>
  );
}
