import { useNow } from '../browser/use-now';
import { backupPhase } from '../core/backups/backup';
import { MINUTE_MS } from '../core/lib/time-units';
import { hint } from '../ui/hints/hint';
import { type I18n, useI18n } from './i18n/i18n-provider';
import { bothTexts, bothTimesText } from './moment-text';

/** The label of a backup's creation time: a recovery point only once the backup is completed. */
export function momentLabel(status: string | null, { t }: Pick<I18n, 't'>): string {
  const isCompleted = status !== null && backupPhase({ status }) === 'completed';
  return t(isCompleted ? 'facts.recoveryPoint' : 'facts.created');
}

/** "12 hours ago", updated every minute. */
export function RelativeTime({ iso }: { iso: string }) {
  const { format, t } = useI18n();
  const tickMs = useNow(MINUTE_MS);
  // The shared tick may be older than the moment: something just made is not "in a minute".
  const aheadMs = Date.parse(iso) - tickMs;
  const nowMs = aheadMs > 0 && aheadMs <= MINUTE_MS ? tickMs + aheadMs : tickMs;
  return (
    <time dateTime={iso} {...hint(bothTimesText(iso, { format }))}>
      {format.relative(iso, nowMs, t('common.justNow'))}
    </time>
  );
}

export function AbsoluteTime({ iso }: { iso: string }) {
  const { format } = useI18n();
  return (
    <time dateTime={iso} {...hint(format.dateTimeUtc(iso))}>
      {format.dateTime(iso)}
    </time>
  );
}

/**
 * Under a column header that names the time zone: "Thu 16 Jan, 16:45". Cards have no headers, so they name the zone.
 */
export function RowTime({ iso, isCard }: { iso: string; isCard: boolean }) {
  const { format } = useI18n();
  return (
    <time dateTime={iso} {...hint(format.dateTimeUtc(iso))}>
      {format.rowDateTime(iso, useNow(MINUTE_MS)) + (isCard ? format.zoneMark : '')}
    </time>
  );
}

/** Local time and UTC side by side; `isExact`: to the second. */
export function BothTimes({ iso, isExact = false }: { iso: string; isExact?: boolean }) {
  const { format } = useI18n();
  const { local, utc } = bothTexts(iso, format, isExact);
  return (
    <time dateTime={iso} className={isExact ? 'tabular' : undefined}>
      {local === null ? (
        utc
      ) : (
        <>
          <span>{local}</span> <span className="muted">{`(${utc})`}</span>
        </>
      )}
    </time>
  );
}

/** Time since a moment, in the two largest units: "4 h 12 min". */
export function Age({ since }: { since: string }) {
  const { format } = useI18n();
  return <span>{format.age(Math.max(0, useNow(MINUTE_MS) - Date.parse(since)))}</span>;
}
