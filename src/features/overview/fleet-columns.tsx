import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { DayStrip } from '../../components/day-strip';
import { useI18n } from '../../components/i18n/i18n-provider';
import { NoValue } from '../../components/no-value';
import { ProtectionBadge, RunningBadge } from '../../components/protection-badge';
import { ServerBadge } from '../../components/server-badge';
import { WriteButton } from '../../components/write-lock';
import { MANUAL_SLOTS, slotsUsed } from '../../core/backups/quota';
import type { JudgedServer } from '../../core/fleet/fleet';
import { isolated } from '../../core/lib/foreign-text';
import { exposureText } from '../../core/text/protection-text';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { SlotMeter } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hint';
import { Parts } from '../../ui/parts';
import type { Column } from '../../ui/table/column';
import type { FleetSortKey } from './fleet-filters';
import { serverReasonsText } from './verdict';

/** Thirty days of 6 px with their gaps. */
const STRIP_PX = 238;

export function useFleetColumns(nowMs: number) {
  const i18n = useI18n();
  const openDialog = useOpenDialog();
  return useMemo((): readonly Column<JudgedServer, undefined, FleetSortKey>[] => {
    const { t } = i18n;
    // The Dutch words are longer.
    const buttonPx = Math.max(98, 28 + 7.5 * t('overview.backUp').length);
    return [
      {
        key: 'server',
        header: t('fleet.column.server'),
        sort: 'server',
        track: { wide: { minPx: 144, grow: 1.1 }, medium: { minPx: 130, grow: 1 } },
        cell: (server) => <ServerName server={server} />,
      },
      {
        key: 'state',
        header: t('fleet.column.state'),
        sort: 'state',
        track: { wide: { minPx: 180, grow: 1.2 }, medium: { minPx: 150, grow: 1.1 } },
        cell: (server) => <ServerState server={server} reason={serverReasonsText(server, nowMs, i18n)} />,
      },
      {
        key: 'strip',
        header: t('fleet.column.strip'),
        track: { wide: { minPx: STRIP_PX }, medium: { minPx: STRIP_PX } },
        cell: ({ key, backups, protection }) => (
          <DayStrip
            serverKey={key}
            backups={backups}
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
        track: { wide: { minPx: 92 }, medium: { minPx: 92 } },
        attributes: { 'data-label': t('fleet.column.newest') },
        cell: ({ protection }) => <NewestGood protection={protection} />,
      },
      {
        key: 'slots',
        header: t('fleet.column.slots'),
        sort: 'slots',
        track: { wide: { minPx: 118 } },
        attributes: { 'data-label': t('fleet.column.slots') },
        cell: ({ backups, id }) => {
          const used = slotsUsed(backups, id);
          return (
            <>
              <SlotMeter used={used} total={MANUAL_SLOTS} /> <span>{`${used}/${MANUAL_SLOTS}`}</span>
            </>
          );
        },
      },
      {
        key: 'exposure',
        header: t('fleet.column.exposure'),
        sort: 'exposure',
        isNumber: true,
        track: { wide: { minPx: 104 } },
        attributes: { 'data-label': t('fleet.column.exposure'), ...hint(t('exposure.hint')) },
        cell: ({ protection }) => exposureText(protection.exposure, nowMs, i18n),
      },
      {
        key: 'actions',
        header: t('fleet.column.actions'),
        isHeaderHidden: true,
        track: { wide: { minPx: buttonPx }, medium: { minPx: buttonPx } },
        cell: ({ key, label, isGone }) =>
          isGone ? null : (
            <WriteButton
              aria-label={t('overview.backUpLabel', { server: label })}
              onClick={() => openDialog({ kind: 'create', serverKey: key })}
            >
              {t('overview.backUp')}
            </WriteButton>
          ),
      },
    ];
  }, [i18n, nowMs, openDialog]);
}

function ServerName({ server: { key, label, server } }: { server: JudgedServer }) {
  const { t } = useI18n();
  const place = [server?.ipAddress, server?.location].filter((part) => part);
  return (
    <>
      <Link className="fleet-row__name truncate" to={paths.server(key)} {...hint(isolated(label), 'cut')}>
        <ForeignText text={label} />
      </Link>
      <span className="fleet-row__sub truncate">
        <Parts
          items={(place.length === 0 ? [`#${key}`] : place).map((part) =>
            part == null ? null : <ForeignText key={part} text={part} />,
          )}
          separator={t('common.list.separator')}
        />
      </span>
    </>
  );
}

function ServerState({ server: judged, reason }: { server: JudgedServer; reason: string }) {
  const { server, isGone, protection } = judged;
  const [running] = protection.running;
  return (
    <>
      <span className="fleet-row__badges">
        {isGone ? null : <ProtectionBadge state={protection.state} />}
        <ServerBadge server={server} isGone={isGone} />
        {running === undefined ? null : <RunningBadge since={running.createdAt} />}
      </span>
      {isGone || reason === '' ? null : (
        <span className="fleet-row__reason" {...hint(reason, 'cut')}>
          {reason}
        </span>
      )}
    </>
  );
}

function NewestGood({ protection }: Pick<JudgedServer, 'protection'>) {
  const { t, format } = useI18n();
  const { newestGood, newestGoodAgeMs, goodCount } = protection;
  if (newestGood !== null && newestGoodAgeMs === null) {
    return <span {...hint(t('reason.ageUnknown', { count: goodCount }))}>{t('common.unknown')}</span>;
  }
  if (newestGoodAgeMs === null || newestGood?.createdAt == null) return <NoValue />;
  const { createdAt } = newestGood;
  return (
    <time dateTime={createdAt} {...hint(`${format.dateTime(createdAt)} (${format.dateTimeUtc(createdAt)})`)}>
      {format.age(newestGoodAgeMs)}
    </time>
  );
}
