import './wall-view.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { ProtectionBadge, RunningBadge } from '../../components/badges/protection-badge';
import { STATE_LOOK, StandingRowBadge } from '../../components/badges/protection-row-badge';
import { DayStrip } from '../../components/days/day-strip';
import type { Fleet } from '../../components/fleet/fleet-work';
import { ServersNotices } from '../../components/fleet/servers-notices';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ClockNotice } from '../../components/loading/clock-notice';
import { ErrorNotice } from '../../components/loading/error-notices';
import { ListLoad } from '../../components/loading/first-load';
import { PartialNotices } from '../../components/loading/list-notices';
import { TabTitle } from '../../components/page-head';
import { needsAttention } from '../../core/fleet/fleet';
import { isInError } from '../../core/servers/server';
import { verdictText } from '../../core/text/verdict-text';
import { paths } from '../../routes/paths';
import { ForeignText } from '../../ui/foreign-text';
import { serverReasonsText, WorstCase } from './verdict';

/** A screen on a wall is not scrolled. */
const MAX_ATTENTION = 48;
const MAX_FINE = 200;

function MoreServers({ count }: { count: number }) {
  const { t } = useI18n();
  return count > 0 ? <li>{t('fleet.wallMore', { count })}</li> : null;
}

/** The Overview for a screen that everybody sees and nobody touches: large, no actions, always fresh. */
export default function WallView({ fleet }: { fleet: Fleet | null }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { data: list, error, dataUpdatedAt } = useQuery(backupsQuery());
  const present = fleet?.servers.filter(({ isGone }) => !isGone) ?? [];
  const attention = present.filter(needsAttention);
  const fine = present.filter((server) => !needsAttention(server));
  return (
    <div className="wall">
      <TabTitle title={t('nav.overview')} />
      <header
        className="wall__head"
        data-level={fleet === null ? undefined : attention.length === 0 ? 'ok' : 'bad'}
      >
        <h1>{fleet === null ? t('overview.titleLoading') : verdictText(fleet.summary, i18n)}</h1>
        <p>{fleet !== null ? <WorstCase fleet={fleet} /> : error === null ? t('list.loading') : null}</p>
      </header>
      {list === undefined ? (
        <ListLoad skeleton={null} />
      ) : (
        <>
          <ErrorNotice error={error} />
          <PartialNotices list={list} />
        </>
      )}
      <ServersNotices hasAction={false} />
      <ClockNotice />
      {fleet === null ? null : (
        <>
          <ul className="wall__attention">
            {attention.slice(0, MAX_ATTENTION).map((server) => (
              <li
                key={server.key}
                className="wall__server"
                data-level={isInError(server.server) ? 'bad' : STATE_LOOK[server.protection.state].level}
              >
                <b>
                  <ForeignText text={server.label} />
                </b>
                <ProtectionBadge state={server.protection.state} standing={server.standing} />
                <span className="wall__reason">{serverReasonsText(server, fleet.nowMs, i18n)}</span>
                <DayStrip
                  serverKey={server.key}
                  history={server.history}
                  usualIntervalMs={server.protection.usualIntervalMs}
                  nowMs={fleet.nowMs}
                  isStill
                />
              </li>
            ))}
            <MoreServers count={attention.length - MAX_ATTENTION} />
          </ul>
          <ul className="wall__fine">
            {fine.slice(0, MAX_FINE).map(({ key, label, protection, standing }) => (
              <li key={key} data-standing={standing}>
                <ForeignText text={label} />
                <StandingRowBadge standing={standing} />
                {protection.running[0] === undefined ? null : (
                  <RunningBadge since={protection.running[0].createdAt} />
                )}
              </li>
            ))}
            <MoreServers count={fine.length - MAX_FINE} />
          </ul>
        </>
      )}
      <footer className="wall__foot">
        {dataUpdatedAt === 0 ? null : <span>{t('fleet.updated', { time: format.time(dataUpdatedAt) })}</span>}
        <Link className="link" to={paths.overview()}>
          {t('fleet.wallLeave')}
        </Link>
      </footer>
    </div>
  );
}
