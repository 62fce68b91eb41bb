import type { Format } from '../core/text/format';
import type { I18n } from './i18n/i18n-provider';

/**
 * The moment in the chosen time zone (null if that is UTC), and in UTC, without the date if that is the same.
 * `isExact`: to the second.
 */
export function bothTexts(iso: string, format: Format, isExact: boolean) {
  const [local, utc] = isExact
    ? [format.dateTimeExact(iso), format.dateTimeExactUtc(iso)]
    : [format.dateTime(iso), format.dateTimeUtc(iso)];
  const isUtc = format.timeZone === 'utc' || new Date(iso).getTimezoneOffset() === 0;
  if (isUtc) return { local: null, utc };
  const date = `${format.date(iso)}, `;
  return { local, utc: utc.startsWith(date) ? utc.slice(date.length) : utc };
}

/** The full form of a shortened moment: "Thu 16 Jan 2025, 16:45 (15:45 UTC)". */
export function bothTimesText(iso: string, { format }: Pick<I18n, 'format'>): string {
  const { local, utc } = bothTexts(iso, format, false);
  return local === null ? utc : `${local} (${utc})`;
}
