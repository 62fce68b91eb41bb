import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { usePreferences } from '../../browser/storage/preferences';
import {
  ProtectionRowBadge,
  RunningRowBadge,
  StandingRowBadge,
} from '../../components/badges/protection-row-badge';
import { ServerRowBadge } from '../../components/badges/server-row-badge';
import { DayStrip } from '../../components/days/day-strip';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { bothTimesText } from '../../components/moment-text';
import { NoValue } from '../../components/no-value';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { WriteButton } from '../../components/write-lock';
import { MANUAL_SLOTS, slotsUsed } from '../../core/backups/quota';
import type { JudgedServer } from '../../core/fleet/fleet';
import { isolated } from '../../core/lib/foreign-text';
import { exposureText } from '../../core/text/protection-text';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { SlotMeter } from '../../ui/badge';
import { foreignParts } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { type Column, rowHint, withoutHidden } from '../../ui/table/column';
import type { FleetSortKey } from './fleet-filters';
import { serverReasonsText } from './verdict';

/** A row's data besides its server. */
export interface FleetExtra {
  /** When the states were determined, epoch ms. */
  readonly nowMs: number;
}

/** Thirty days of 7 px with their gaps. */
const STRIP_PX = 210;
/** The menu button and the gap before it. */
const MENU_PX = 34;

export function useFleetColumns() {
  const i18n = useI18n();
  const openDialog = useOpenDialog();
  const { hiddenOfServers: hidden } = usePreferences();
  return useMemo((): readonly Column<JudgedServer, FleetExtra, FleetSortKey>[] => {
    const { t } = i18n;
    // The Dutch texts are longer.
    const actionsPx = Math.max(80, 22 + 8.2 * t('overview.backUp').length) + MENU_PX;
    const columns: readonly Column<JudgedServer, FleetExtra, FleetSortKey>[] = [
      {
        key: 'server',
        header: t('fleet.column.server'),
        sort: 'server',
        track: { wide: { minPx: 134, grow: 1 }, medium: { minPx: 130, grow: 1 } },
        cell: (server, { isActive }) => <ServerName server={server} isActive={isActive} i18n={i18n} />,
      },
      {
        key: 'state',
        header: t('fleet.column.state'),
        sort: 'state',
        track: { wide: { minPx: 160, grow: 1.6 }, medium: { minPx: 150, grow: 1.6 } },
        cell: (server, { extra: { nowMs }, isActive }) => (
          <ServerState server={server} reason={serverReasonsText(server, nowMs, i18n)} isActive={isActive} />
        ),
      },
      {
        key: 'strip',
        header: t('fleet.column.strip'),
        track: { wide: { minPx: STRIP_PX }, medium: { minPx: STRIP_PX } },
        cell: ({ key, history, protection }, { extra: { nowMs } }) => (
          <DayStrip
            serverKey={key}
            history={history}
            usualIntervalMs={protection.usualIntervalMs}
            nowMs={nowMs}
          />
        ),
      },
      {
        key: 'newest',
        header: t('fleet.column.newest'),
        sort: 'newest',
        isNumber: true,
        track: { wide: { minPx: 98 }, medium: { minPx: 98 } },
        attributes: { 'data-label': `${t('fleet.column.newest')} ` },
        cell: ({ protection }, { isActive }) => (
          <NewestGood protection={protection} isActive={isActive} i18n={i18n} />
        ),
      },
      {
        key: 'slots',
        header: t('fleet.column.slots'),
        sort: 'slots',
        track: { wide: { minPx: 104 } },
        cell: ({ backups, id }) => {
          const used = slotsUsed(backups, id);
          return <SlotMeter used={used} total={MANUAL_SLOTS} text={`${used}/${MANUAL_SLOTS}`} />;
        },
      },
      {
        key: 'exposure',
        header: t('fleet.column.exposure'),
        sort: 'exposure',
        isNumber: true,
        track: { wide: { minPx: 108 }, medium: { minPx: 108 } },
        attributes: { 'data-label': `${t('fleet.card.exposure')} `, ...hint(t('exposure.hint')) },
        cell: ({ protection }, { extra: { nowMs } }) => exposureText(protection.exposure, nowMs, i18n),
      },
      {
        key: 'actions',
        header: t('fleet.column.actions'),
        isHeaderHidden: true,
        headerMenu: <RowMenuButton subject={{ kind: 'table', table: 'servers' }} label={t('table.menu')} />,
        track: { wide: { minPx: actionsPx }, medium: { minPx: actionsPx } },
        cell: (server) => {
          const { key, label, isGone } = server;
          return (
            <>
              {isGone ? null : (
                <WriteButton
                  className="fleet-row__button"
                  aria-label={t('overview.backUpLabel', { server: label })}
                  onClick={() => openDialog({ kind: 'create', serverKey: key })}
                >
                  {t('overview.backUp')}
                </WriteButton>
              )}
              <RowMenuButton
                subject={{ kind: 'server', server }}
                label={t('action.moreServer', { server: label })}
              />
            </>
          );
        },
      },
    ];
    return withoutHidden(columns, hidden);
  }, [i18n, openDialog, hidden]);
}

interface RowPart {
  readonly server: JudgedServer;
  readonly isActive: boolean;
}

function ServerName({ server: { key, label, server }, isActive, i18n: { t } }: RowPart & { i18n: I18n }) {
  const known = [server?.ipAddress, server?.location].flatMap((part) => (part ? [isolated(part)] : []));
  const place = known.length === 0 ? `#${key}` : known.join(t('common.list.separator'));
  return (
    <>
      <Link
        className="row-name"
        to={paths.server(key)}
        dir="auto"
        translate="no"
        {...rowHint(isActive, () => isolated(label), 'cut')}
      >
        {foreignParts(label)}
      </Link>
      <span className="row-sub" translate="no" {...rowHint(isActive, () => place, 'cut')}>
        {place}
      </span>
    </>
  );
}

function ServerState({ server: judged, reason, isActive }: RowPart & { reason: string }) {
  const { server, isGone, protection, standing } = judged;
  const [running] = protection.running;
  return (
    <>
      {isGone ? null : <ProtectionRowBadge state={protection.state} standing={standing} />}
      <span className="fleet-row__badges">
        <StandingRowBadge standing={standing} />
        <ServerRowBadge server={server} isGone={isGone} isActive={isActive} />
        {running === undefined ? null : <RunningRowBadge since={running.createdAt} isActive={isActive} />}
      </span>
      {isGone || reason === '' ? null : (
        <span className="row-sub" {...rowHint(isActive, () => reason, 'cut')}>
          {reason}
        </span>
      )}
    </>
  );
}

function NewestGood({
  protection: { newestGood, newestGoodAgeMs, goodCount },
  isActive,
  i18n,
}: Pick<JudgedServer, 'protection'> & { isActive: boolean; i18n: I18n }) {
  const { t, format } = i18n;
  if (newestGood !== null && newestGoodAgeMs === null) {
    return (
      <span {...rowHint(isActive, () => t('reason.ageUnknown', { count: goodCount }))}>
        {t('common.unknown')}
      </span>
    );
  }
  if (newestGoodAgeMs === null || newestGood?.createdAt == null) return <NoValue />;
  const { createdAt } = newestGood;
  return (
    <time dateTime={createdAt} {...rowHint(isActive, () => bothTimesText(createdAt, i18n))}>
      {format.age(newestGoodAgeMs)}
    </time>
  );
}
