import './wall-board.css';
import type { ReactNode } from 'react';
import { ProtectionBadge, RunningBadge } from '../../components/badges/protection-badge';
import { STATE_LOOK } from '../../components/badges/protection-row-badge';
import { StandingBadge } from '../../components/badges/standing-badge';
import type { Fleet } from '../../components/fleet/fleet-work';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ClockNotice } from '../../components/loading/clock-notice';
import { TabTitle } from '../../components/page-head';
import { type JudgedServer, needsAttention } from '../../core/fleet/fleet';
import { isInError } from '../../core/servers/server';
import { verdictText } from '../../core/text/verdict-text';
import { ForeignText } from '../../ui/foreign-text';
import { serverReasonsText, WorstCase } from './verdict';

/** A wall screen doesn't scroll, so only this many are listed. */
const MAX_ATTENTION = 48;
const MAX_FINE = 200;

function MoreServers({ count }: { count: number }) {
  const { t } = useI18n();
  return count > 0 ? <li>{t('fleet.wallMore', { count })}</li> : null;
}

export interface WallBoardProps {
  /** Null until known. */
  fleet: Fleet | null;
  isLoading: boolean;
  /** Problems with the lists. */
  notices: ReactNode;
  /** When the lists were read, epoch ms; 0 for never. */
  readAtMs: number;
  /** Renders the days of a server. */
  strip: (server: JudgedServer, nowMs: number) => ReactNode;
  /** Shown beside the time. */
  foot?: ReactNode;
}

/** The Overview for a screen that nobody operates: large, without actions. */
export function WallBoard({ fleet, isLoading, notices, readAtMs, strip, foot }: WallBoardProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const present = fleet?.servers.filter(({ isGone }) => !isGone) ?? [];
  const attention = present.filter(needsAttention);
  const fine = present.filter((server) => !needsAttention(server));
  return (
    <div className="wall">
      <TabTitle title={t('nav.overview')} />
      <header
        className="wall__head"
        data-level={attention.length > 0 ? 'bad' : present.length > 0 ? 'ok' : undefined}
      >
        <h1>{fleet === null ? t('overview.titleLoading') : verdictText(fleet.summary, i18n)}</h1>
        <p>{fleet !== null ? <WorstCase fleet={fleet} /> : isLoading ? t('list.loading') : null}</p>
      </header>
      {notices}
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
                {strip(server, fleet.nowMs)}
              </li>
            ))}
            <MoreServers count={attention.length - MAX_ATTENTION} />
          </ul>
          <ul className="wall__fine">
            {fine.slice(0, MAX_FINE).map(({ key, label, protection, standing, agreement }) => (
              <li key={key} data-standing={standing}>
                <ForeignText text={label} />
                <StandingBadge standing={standing} agreement={agreement} />
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
        {readAtMs === 0 ? null : <span>{t('fleet.updated', { time: format.time(readAtMs) })}</span>}
        {foot}
      </footer>
    </div>
  );
}
