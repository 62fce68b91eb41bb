import { memo } from 'react';
import { Link } from 'react-router-dom';
import { DayStrip } from '../../components/day-strip';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ProtectionBadge, RunningBadge } from '../../components/protection-badge';
import { ServerBadge } from '../../components/server-badge';
import { WriteButton } from '../../components/write-lock';
import { MANUAL_SLOTS, slotsUsed } from '../../core/backups/quota';
import type { JudgedServer } from '../../core/fleet/fleet';
import { exposureText } from '../../core/text/protection-text';
import type { DialogRoute } from '../../routes/dialog-route';
import { paths } from '../../routes/paths';
import { SlotMeter } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hint';
import { Parts } from '../../ui/parts';
import { type RowPlace, rowProps } from '../../ui/table/virtual-table';
import { serverReasonsText } from './verdict';

export interface FleetRowProps extends RowPlace {
  server: JudgedServer;
  nowMs: number;
  onOpenDialog: (dialog: DialogRoute) => void;
}

/** One server: state with its reason, thirty days, what there is to fall back on, and "Back up". */
export const FleetRow = memo(function FleetRow(props: FleetRowProps) {
  const { server: row, nowMs, layout, hasDetails, onOpenDialog } = props;
  const i18n = useI18n();
  const { t, format } = i18n;
  const { key, label, server, isGone, protection, backups } = row;
  const used = slotsUsed(backups, row.id);
  const [running] = protection.running;
  const { newestGood, exposure } = protection;
  const reason = serverReasonsText(row, nowMs, i18n);
  const exposureLine = exposureText(exposure, nowMs, i18n);
  const place = [server?.ipAddress, server?.location].filter((part) => part);
  return (
    <div {...rowProps(props)} className="virtual-row fleet-row" data-layout={layout}>
      <div role="cell" className="fleet-row__server">
        <Link className="fleet-row__name truncate" to={paths.server(key)}>
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
      </div>
      <div role="cell" className="fleet-row__state">
        <span className="fleet-row__badges">
          {isGone ? null : <ProtectionBadge state={protection.state} />}
          <ServerBadge server={server} isGone={isGone} />
          {running === undefined ? null : <RunningBadge since={running.createdAt} />}
        </span>
        {isGone || reason === '' ? null : (
          <span className="fleet-row__reason" tabIndex={-1} {...hint(reason, 'cut')}>
            {reason}
          </span>
        )}
      </div>
      <div role="cell" className="fleet-row__strip">
        {hasDetails ? (
          <DayStrip
            serverKey={key}
            backups={backups}
            usualIntervalMs={protection.usualIntervalMs}
            nowMs={nowMs}
          />
        ) : null}
      </div>
      <div role="cell" className="fleet-row__newest" data-label={t('fleet.column.newest')}>
        {newestGood !== null && protection.newestGoodAgeMs === null ? (
          <span {...hint(t('reason.ageUnknown', { count: protection.goodCount }))}>
            {t('common.unknown')}
          </span>
        ) : protection.newestGoodAgeMs === null || newestGood?.createdAt == null ? (
          <>
            <span aria-hidden="true">–</span>
            <span className="visually-hidden">{t('common.none')}</span>
          </>
        ) : (
          <time
            dateTime={newestGood.createdAt}
            {...hint(
              `${format.dateTime(newestGood.createdAt)} (${format.dateTimeUtc(newestGood.createdAt)})`,
            )}
          >
            {format.age(protection.newestGoodAgeMs)}
          </time>
        )}
      </div>
      {layout === 'medium' ? null : (
        <div role="cell" className="fleet-row__slots" data-label={t('fleet.column.slots')}>
          <SlotMeter used={used} total={hasDetails ? MANUAL_SLOTS : 0} />{' '}
          <span>{`${used}/${MANUAL_SLOTS}`}</span>
        </div>
      )}
      {layout === 'medium' ? null : (
        <div
          role="cell"
          className="fleet-row__exposure"
          data-label={t('fleet.column.exposure')}
          {...hint(t('exposure.hint'))}
        >
          {exposureLine}
        </div>
      )}
      <div role="cell" className="fleet-row__action">
        {isGone ? null : (
          <WriteButton
            aria-label={t('overview.backUpLabel', { server: label })}
            onClick={() => onOpenDialog({ kind: 'create', serverKey: key })}
          >
            {t('overview.backUp')}
          </WriteButton>
        )}
      </div>
    </div>
  );
});
