import { UTCDateMini } from '@date-fns/utc/date/mini';
// Not from the index file, which would pull in the functions of other pages.
import { addDays } from 'date-fns/addDays';
import { isValid } from 'date-fns/isValid';
import { lightFormat } from 'date-fns/lightFormat';
import { startOfDay } from 'date-fns/startOfDay';
import { once } from '../lib/once';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../lib/time-units';
import type { Weekday } from '../lib/zone-time';

export type TimeZoneChoice = 'local' | 'utc';

const SIZE_UNITS = ['MB', 'GB', 'TB', 'PB'] as const;

/** Where the thousands of a whole number begin. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** The values of `date` and `datetime-local` fields. */
const FIELD_TIME = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d)?$/;

function utc(at: string | number | Date): Date {
  return new UTCDateMini(new Date(at).getTime());
}

export interface FormatOptions {
  /** A BCP 47 tag for numbers and relative times. */
  readonly languageTag: string;
  /** Short names, separated by spaces. */
  readonly months: string;
  /** Short names, Sunday first. */
  readonly weekdays: string;
  readonly decimalMark: string;
  readonly groupMark: string;
  readonly timeZone: TimeZoneChoice;
  readonly durationUnits: { day: string; hour: string; minute: string; second: string };
}

/** Times, numbers and sizes in one language and time zone. */
export type Format = ReturnType<typeof createFormat>;

export function createFormat(options: FormatOptions) {
  const { languageTag, timeZone, durationUnits, decimalMark, groupMark } = options;
  const months = options.months.split(' ');
  const weekdayNames = options.weekdays.split(' ');
  // Each takes milliseconds to create.
  const numbers = once(() => new Intl.NumberFormat(languageTag));
  const exact = once(() => new Intl.NumberFormat(languageTag, { maximumSignificantDigits: 15 }));
  const relativeAuto = once(() => new Intl.RelativeTimeFormat(languageTag, { numeric: 'auto' }));
  const relativeAlways = once(() => new Intl.RelativeTimeFormat(languageTag, { numeric: 'always' }));
  const zone = timeZone === 'utc' ? { in: utc } : {};
  const here = (at: string | number) => (timeZone === 'utc' ? utc(at) : new Date(at));

  // Equal to `numbers().format`, which need not be created for plain counts.
  const number = (value: number) =>
    Number.isSafeInteger(value) && value >= 0
      ? String(value).replace(THOUSANDS, groupMark)
      : numbers().format(value);

  const dayMonthOf = (moment: Date) => `${lightFormat(moment, 'd')} ${months[moment.getMonth()] ?? ''}`;
  const weekdayOf = (moment: Date) => weekdayNames[moment.getDay()] ?? '';
  const weekdayMonthOf = (moment: Date) => `${weekdayOf(moment)} ${dayMonthOf(moment)}`;
  const dateOf = (moment: Date) => `${weekdayMonthOf(moment)} ${lightFormat(moment, 'yyyy')}`;
  /** Short name of a day of the week, 1 for Monday to 7 for Sunday. */
  const weekday = (day: Weekday) => weekdayNames[day % 7] ?? '';

  /** " UTC" if that is the chosen time zone, else empty: what a clock time, or the head of its column, ends with. */
  const zoneMark = timeZone === 'utc' ? ' UTC' : '';
  const timeOf = (moment: Date) => lightFormat(moment, 'HH:mm');
  const timeExactOf = (moment: Date) => lightFormat(moment, 'HH:mm:ss');

  /** "Thu 16 Jan 2025, 16:45" in the chosen time zone; in UTC "Thu 16 Jan 2025, 15:45 UTC". */
  const dateTime = (iso: string | number) => `${date(iso)}, ${time(iso)}`;
  /** "Thu 16 Jan 2025, 15:45 UTC" in any time zone. */
  const dateTimeUtc = (iso: string | number) => `${dateOf(utc(iso))}, ${timeOf(utc(iso))} UTC`;
  /** "Thu 16 Jan", with the year where it is not the one of `nowMs`. */
  const rowDate = (iso: string | number, nowMs: number) => {
    const moment = here(iso);
    return moment.getFullYear() === here(nowMs).getFullYear() ? weekdayMonthOf(moment) : dateOf(moment);
  };
  /** "Thu 16 Jan, 16:45" below a head that ends with {@link zoneMark}. */
  const rowDateTime = (iso: string | number, nowMs: number) => `${rowDate(iso, nowMs)}, ${timeOf(here(iso))}`;
  /** "Thu 16 Jan 2025" */
  const date = (iso: string | number) => dateOf(here(iso));
  /** "Europe/Amsterdam", or "UTC". */
  const zoneName = () =>
    timeZone === 'utc' ? 'UTC' : new Intl.DateTimeFormat(languageTag).resolvedOptions().timeZone;
  /** "16:45" in the chosen time zone; in UTC "15:45 UTC". */
  const time = (iso: string | number) => timeOf(here(iso)) + zoneMark;
  /** "16:45:02" */
  const timeExact = (iso: string | number) => timeExactOf(here(iso)) + zoneMark;
  /** "Thu 16 Jan 2025, 16:45:02" */
  const dateTimeExact = (iso: string | number) => `${date(iso)}, ${timeExact(iso)}`;
  /** "Thu 16 Jan 2025, 15:45:02 UTC" whatever the chosen time zone is. */
  const dateTimeExactUtc = (iso: string | number) => `${dateOf(utc(iso))}, ${timeExactOf(utc(iso))} UTC`;
  /** "2025-01-16" in the chosen time zone, as in filters. */
  const dayKey = (iso: string | number) => lightFormat(here(iso), 'yyyy-MM-dd');

  /** "16 Jan" */
  const dayMonth = (iso: string | number) => dayMonthOf(here(iso));
  /** "2025-01-16T16:45" in the chosen time zone, as in a `datetime-local` field. */
  const inputDateTime = (iso: string | number) => lightFormat(here(iso), "yyyy-MM-dd'T'HH:mm");
  /** The moment of a field's value in the chosen time zone; an invalid date for any other text. */
  const momentOf = (text: string) => {
    const [, day, minute = 'T00:00'] = FIELD_TIME.exec(text) ?? [];
    const moment = here(`${day}${minute}${timeZone === 'utc' ? 'Z' : ''}`);
    // Some browsers read 30 February as a day of March.
    return isValid(moment) && dayKey(moment.getTime()) === day ? moment : new Date(Number.NaN);
  };
  /** Epoch ms of a local time (`yyyy-MM-ddTHH:mm`) in the chosen time zone; NaN for any other text. */
  const parseLocalMs = (text: string) => momentOf(text).getTime();

  /** The first millisecond of a day (`yyyy-MM-dd`) in the chosen time zone; NaN for any other text. */
  const dayStartMs = (day: string) => boundary(startOfDay(momentOf(day), zone));
  /** The first millisecond after that day. */
  const dayEndMs = (day: string) => boundary(startOfDay(addDays(momentOf(day), 1, zone), zone));
  /** The first millisecond of the day that contains a moment. */
  const startOfDayMs = (ms: number) => startOfDay(ms, zone).getTime();
  /** The first millisecond of the day `days` later (or earlier) than the one that starts at `startMs`. */
  const addDaysMs = (startMs: number, days: number) =>
    startOfDay(addDays(startMs, days, zone), zone).getTime();

  /** "12 hours ago", "yesterday", "in 31 days"; `justNow` below 45 seconds. */
  const relative = (iso: string | number, nowMs: number, justNow: string) => {
    const thenMs = typeof iso === 'number' ? iso : Date.parse(iso);
    const distanceMs = thenMs - nowMs;
    const size = Math.abs(distanceMs);
    if (size < 45 * SECOND_MS) return justNow;
    const minutes = Math.round(distanceMs / MINUTE_MS);
    if (Math.abs(minutes) < 60) return relativeAlways().format(minutes, 'minute');
    const days = Math.round(
      (startOfDay(thenMs, zone).getTime() - startOfDay(nowMs, zone).getTime()) / DAY_MS,
    );
    // On a day of 25 hours, two moments can be 24 hours apart.
    if (size < DAY_MS || days === 0) return relativeAlways().format(Math.round(distanceMs / HOUR_MS), 'hour');
    if (Math.abs(days) < 60) return relativeAuto().format(days, 'day');
    if (Math.abs(days) < 730) return relativeAlways().format(Math.round(days / 30.44), 'month');
    return relativeAlways().format(Math.round(days / 365.25), 'year');
  };

  /** The two largest units of a duration: "3 min 12 s", "4 h 12 min", "1 d 17 h". */
  const duration = (milliseconds: number) => {
    const ms = Math.max(0, milliseconds);
    const parts: readonly (readonly [number, string])[] = [
      [Math.floor(ms / DAY_MS), durationUnits.day],
      [Math.floor((ms % DAY_MS) / HOUR_MS), durationUnits.hour],
      [Math.floor((ms % HOUR_MS) / MINUTE_MS), durationUnits.minute],
      [Math.floor((ms % MINUTE_MS) / SECOND_MS), durationUnits.second],
    ];
    const first = parts.findIndex(([amount]) => amount > 0);
    if (first === -1) return `0 ${durationUnits.second}`;
    return parts
      .slice(first, first + 2)
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${number(amount)} ${unit}`)
      .join(' ');
  };

  /** A duration without seconds from one minute on. */
  const age = (milliseconds: number) =>
    duration(milliseconds < MINUTE_MS ? milliseconds : Math.floor(milliseconds / MINUTE_MS) * MINUTE_MS);

  /**
   * "12 h", "3 d": the age of a moment in its largest unit; a moment ahead in words. Without `Intl`, whose first relative
   * time takes 70 ms on a slow phone.
   */
  const shortAge = (iso: string, nowMs: number, justNow: string) => {
    const ageMs = nowMs - Date.parse(iso);
    if (ageMs < 0) return relative(iso, nowMs, justNow);
    if (ageMs < MINUTE_MS) return justNow;
    const [unitMs, unit] =
      ageMs < HOUR_MS
        ? [MINUTE_MS, durationUnits.minute]
        : ageMs < DAY_MS
          ? [HOUR_MS, durationUnits.hour]
          : [DAY_MS, durationUnits.day];
    return `${number(Math.floor(ageMs / unitMs))} ${unit}`;
  };

  /** "4–6 min", "20–40 s", widened to whole units of the larger end. */
  const durationRange = (lowMs: number, highMs: number) => {
    const [unitMs, unit] =
      highMs < 2 * MINUTE_MS
        ? [SECOND_MS, durationUnits.second]
        : highMs < 2 * HOUR_MS
          ? [MINUTE_MS, durationUnits.minute]
          : [HOUR_MS, durationUnits.hour];
    const [low, high] = [Math.floor(lowMs / unitMs), Math.ceil(highMs / unitMs)];
    return low === high ? `${number(high)} ${unit}` : `${number(low)}–${number(high)} ${unit}`;
  };

  /** Decimal sizes: 4523 MB is "4.5 GB". */
  const size = (megabytes: number) => {
    // From these limits on, rounding would give 1000 of the smaller unit.
    const power = megabytes >= 999_500_000 ? 3 : megabytes >= 999_500 ? 2 : megabytes >= 999.5 ? 1 : 0;
    const value = megabytes / 1000 ** power;
    const tenths = Math.round(value * 10);
    // A size above 0 is never shown as 0.
    if (tenths === 0 && value > 0) return `< 0${decimalMark}1 ${SIZE_UNITS[power]}`;
    const isWhole = value >= 100 || tenths % 10 === 0;
    const amount = isWhole ? number(Math.round(value)) : String(tenths / 10).replace('.', decimalMark);
    return `${amount} ${SIZE_UNITS[power]}`;
  };
  /** "4,523 MB", not rounded. */
  const sizeExact = (megabytes: number) =>
    `${Number.isInteger(megabytes) ? number(megabytes) : exact().format(megabytes)} MB`;

  return {
    languageTag,
    decimalMark,
    timeZone,
    number,
    dateTime,
    dateTimeUtc,
    date,
    rowDate,
    rowDateTime,
    zoneMark,
    weekday,
    zoneName,
    time,
    timeExact,
    dateTimeExact,
    dateTimeExactUtc,
    dayKey,
    dayMonth,
    inputDateTime,
    parseLocalMs,
    dayStartMs,
    dayEndMs,
    startOfDayMs,
    addDaysMs,
    relative,
    duration,
    age,
    shortAge,
    durationRange,
    size,
    sizeExact,
  };
}

function boundary(moment: Date): number {
  return isValid(moment) ? moment.getTime() : Number.NaN;
}
