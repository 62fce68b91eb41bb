import './fleet-tiles.css';
import { RunningTime } from '../../components/backups/running-time';
import { StoredSize } from '../../components/backups/size-text';
import type { Fleet } from '../../components/fleet/fleet-work';
import { NoteLine, Tile } from '../../components/fleet/tile';
import { recentSinceMs } from '../../components/fleet/use-fleet';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { DEFAULT_FILTERS, serializeFilters } from '../../core/backups/backup-filters';
import type { FleetSummary } from '../../core/fleet/fleet-summary';
import { PROTECTION_ORDER } from '../../core/protection/protection-state';
import { paths } from '../../routes/paths';
import { ForeignText } from '../../ui/foreign-text';

function protectedNote({ byState }: FleetSummary, { t }: Pick<I18n, 't'>): string {
  const parts = PROTECTION_ORDER.filter((state) => state !== 'protected' && byState[state] > 0).map((state) =>
    t('tile.count', { count: byState[state], state: t(`protection.${state}`).toLowerCase() }),
  );
  return parts.length === 0 ? t('tile.protectedAll') : parts.join(t('common.list.separator'));
}

function RunningNote({ summary }: { summary: FleetSummary }) {
  const { t, tx } = useI18n();
  const [first, ...others] = summary.running;
  if (first === undefined) return <span>{t('tile.runningNone')}</span>;
  if (others.length > 0 || first.createdAt === null) {
    const servers = new Set(summary.running.map(({ serverId }) => String(serverId)));
    return <span>{t('tile.runningMany', { count: servers.size })}</span>;
  }
  return (
    <span>
      {tx('tile.runningOne', {
        server: <ForeignText text={first.serverName} />,
        elapsed: <RunningTime backup={first} />,
      })}
    </span>
  );
}

function failedNote({ recentFailures }: FleetSummary, { t }: Pick<I18n, 't'>): string {
  const [first, ...others] = recentFailures.servers;
  if (first === undefined) return t('tile.failedNone');
  return others.length === 0
    ? t('tile.failedOn', { server: first.label })
    : t('tile.failedOnMany', { count: recentFailures.servers.length });
}

function storedNote(summary: FleetSummary, { t, format }: Pick<I18n, 't' | 'format'>): string {
  const { growth, expiringCount, unknownSizeCount } = summary;
  // What the figure leaves out comes first, because the end of the line may be truncated.
  const parts = unknownSizeCount === 0 ? [] : [t('tile.unknownSizes', { count: unknownSizeCount })];
  parts.push(
    growth === null
      ? t('tile.growthUnknown')
      : t('tile.growth', {
          size: format.size(Math.abs(growth.growthMb)),
          direction: t(growth.growthMb < 0 ? 'tile.smaller' : 'tile.larger'),
          measured: growth.serverCount,
          count: summary.serverCount,
        }),
  );
  if (expiringCount > 0) parts.push(t('tile.expire', { count: expiringCount }));
  return parts.join(t('common.list.separator'));
}

/** The fleet in four figures, each linked to its list. */
export function FleetTiles({ fleet }: { fleet: Fleet }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { summary, nowMs } = fleet;
  const failedSince = format.dayKey(recentSinceMs(nowMs, format));
  const backups = (filters: Partial<typeof DEFAULT_FILTERS>) =>
    paths.backups(serializeFilters({ ...DEFAULT_FILTERS, ...filters }));
  return (
    <div className="tiles fleet-tiles">
      <Tile
        label={t('tile.protected')}
        shortLabel={t('tile.short.protected')}
        value={
          <>
            <span>{format.number(summary.byState.protected)}</span>{' '}
            <span className="tile__of">{t('tile.ofServers', { count: summary.serverCount })}</span>
          </>
        }
        note={<NoteLine text={protectedNote(summary, i18n)} />}
        // With none protected, that list would be empty.
        to={`${paths.overview()}?state=${summary.byState.protected > 0 ? 'protected' : 'attention'}`}
      />
      <Tile
        label={t('tile.running')}
        shortLabel={t('tile.short.running')}
        value={<span>{format.number(summary.running.length)}</span>}
        note={<RunningNote summary={summary} />}
        to={backups({ status: 'in_progress' })}
      />
      <Tile
        label={t('tile.failed')}
        shortLabel={t('tile.short.failed')}
        value={<span>{format.number(summary.recentFailures.count)}</span>}
        note={<NoteLine text={failedNote(summary, i18n)} />}
        to={backups({ status: 'failed', from: failedSince })}
      />
      <Tile
        label={t('tile.stored')}
        shortLabel={t(summary.unknownSizeCount > 0 ? 'tile.short.storedKnown' : 'tile.short.stored')}
        value={<StoredSize storedMb={summary.storedMb} unknownSizeCount={summary.unknownSizeCount} />}
        note={<NoteLine text={storedNote(summary, i18n)} />}
        to={backups({ sort: { key: 'size', direction: 'desc' } })}
      />
    </div>
  );
}
