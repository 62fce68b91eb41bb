import { StoredSize } from '../../components/backup-labels';
import { useI18n } from '../../components/i18n/i18n-provider';
import { AbsoluteTime, RelativeTime } from '../../components/moment';
import { MANUAL_SLOTS, slotsUsed } from '../../core/backups/quota';
import type { JudgedServer } from '../../core/fleet/fleet';
import { exposureText } from '../../core/text/protection-text';
import { SlotMeter } from '../../ui/badge';

/** One server in four figures. */
export function ServerTiles({ server, nowMs }: { server: JudgedServer; nowMs: number }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { protection, backups } = server;
  const { newestGood, newestGoodAgeMs, exposure, storedMb, unknownSizeCount } = protection;
  const used = slotsUsed(backups, server.id);
  const automatic = backups.filter(({ type }) => type === 'automatic').length;
  const unknown = unknownSizeCount === 0 ? '' : `, ${t('backups.unknownSizes', { count: unknownSizeCount })}`;
  return (
    <div className="tiles tiles--four">
      <div className="tile">
        <span className="tile__label">{t('server.newestGood')}</span>
        <b>
          {newestGood === null ? (
            t('server.noGood')
          ) : newestGood.createdAt === null || newestGoodAgeMs === null ? (
            t('common.unknown')
          ) : (
            <RelativeTime iso={newestGood.createdAt} />
          )}
        </b>
        <small>{newestGood?.createdAt == null ? null : <AbsoluteTime iso={newestGood.createdAt} />}</small>
      </div>
      <div className="tile">
        <span className="tile__label">{t('server.stored')}</span>
        <b>
          <StoredSize storedMb={storedMb} unknownSizeCount={unknownSizeCount} />
        </b>
        <small>{`${t('overview.counts', { manual: used, automatic })}${unknown}`}</small>
      </div>
      <div className="tile">
        <span className="tile__label">{t('server.slots')}</span>
        <b>{`${used}/${MANUAL_SLOTS}`}</b>
        <SlotMeter used={used} total={MANUAL_SLOTS} />
      </div>
      <div className="tile">
        <span className="tile__label">{t('fleet.column.exposure')}</span>
        <b>{exposureText(exposure, nowMs, i18n)}</b>
        <small>{exposure.kind === 'at' ? format.date(exposure.iso) : t('exposure.hint')}</small>
      </div>
    </div>
  );
}
