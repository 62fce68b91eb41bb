import { StoredSize } from '../../components/backups/size-text';
import { NoteLine, Tile } from '../../components/fleet/tile';
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
    <div className="tiles">
      <Tile
        label={t('server.newestGood')}
        value={
          newestGood === null ? (
            t('server.noGood')
          ) : newestGood.createdAt === null || newestGoodAgeMs === null ? (
            t('common.unknown')
          ) : (
            <RelativeTime iso={newestGood.createdAt} />
          )
        }
        note={newestGood?.createdAt == null ? null : <AbsoluteTime iso={newestGood.createdAt} />}
      />
      <Tile
        label={t('server.stored')}
        value={<StoredSize storedMb={storedMb} unknownSizeCount={unknownSizeCount} />}
        note={<NoteLine text={`${t('overview.counts', { manual: used, automatic })}${unknown}`} />}
      />
      <Tile label={t('server.slots')} value={`${used}/${MANUAL_SLOTS}`}>
        <SlotMeter used={used} total={MANUAL_SLOTS} />
      </Tile>
      <Tile
        label={t('fleet.column.exposure')}
        value={exposureText(exposure, nowMs, i18n)}
        note={<NoteLine text={exposure.kind === 'at' ? format.date(exposure.iso) : t('exposure.hint')} />}
      />
    </div>
  );
}
