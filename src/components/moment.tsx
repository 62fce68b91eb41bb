import { useNow } from '../browser/use-now';
import { MINUTE_MS } from '../core/lib/time-units';
import { hint } from '../ui/hint';
import { useI18n } from './i18n/i18n-provider';

/** "12 hours ago", kept true as time passes. A leaf: only this text is drawn again. */
export function RelativeTime({ iso }: { iso: string }) {
  const { format, t } = useI18n();
  const tickMs = useNow(MINUTE_MS);
  // The shared minute may have begun before the moment: what is just made is not "in a minute".
  const aheadMs = Date.parse(iso) - tickMs;
  const nowMs = aheadMs > 0 && aheadMs <= MINUTE_MS ? tickMs + aheadMs : tickMs;
  return (
    <time dateTime={iso} {...hint(format.dateTimeUtc(iso))}>
      {format.relative(iso, nowMs, t('common.justNow'))}
    </time>
  );
}

/** The exact moment in the chosen time zone, with UTC on hover. */
export function AbsoluteTime({ iso }: { iso: string }) {
  const { format } = useI18n();
  return (
    <time dateTime={iso} {...hint(format.dateTimeUtc(iso))}>
      {format.dateTime(iso)}
    </time>
  );
}

/** Local time and UTC side by side, for dialogs in which a moment decides. */
export function BothTimes({ iso, isExact = false }: { iso: string; isExact?: boolean }) {
  const { format } = useI18n();
  const [local, utc] = isExact
    ? [format.dateTimeExact(iso), format.dateTimeExactUtc(iso)]
    : [format.dateTime(iso), format.dateTimeUtc(iso)];
  const isUtc = format.timeZone === 'utc' || new Date(iso).getTimezoneOffset() === 0;
  return (
    <time dateTime={iso} className={isExact ? 'tabular' : undefined}>
      {isUtc ? (
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
