import './day-calendar.css';
import './day-strip.css';
import { useMemo } from 'react';
import type { Backup } from '../../domain/backup';
import { dayStrip } from '../../domain/day-strip';
import { useI18n } from '../../i18n/i18n-provider';
import { Link } from '../../ui/link';
import { dayPath } from './day-strip';
import { dayText, stripText } from './day-text';

const DAYS_IN_WEEK = 7;
const WEEKS = 6;
/** A Monday, to name the days of a week. */
const SOME_MONDAY_MS = Date.UTC(2025, 0, 6);
const DAY_MS = 86_400_000;

export interface DayCalendarProps {
  serverKey: string;
  backups: readonly Backup[];
  usualIntervalMs: number | null;
  nowMs: number;
}

/** The last six weeks, a row a week from Monday on; each day leads to its backups. */
export function DayCalendar({ serverKey, backups, usualIntervalMs, nowMs }: DayCalendarProps) {
  const i18n = useI18n();
  const { format, t } = i18n;
  const cells = useMemo(() => {
    const todayMs = format.startOfDayMs(nowMs);
    const weekday = (new Date(`${format.dayKey(nowMs)}T00:00:00Z`).getUTCDay() + 6) % DAYS_IN_WEEK;
    return dayStrip(backups, {
      nowMs,
      days: WEEKS * DAYS_IN_WEEK,
      lastDayMs: format.addDaysMs(todayMs, DAYS_IN_WEEK - 1 - weekday),
      usualIntervalMs,
      startOfDayMs: format.startOfDayMs,
      addDaysMs: format.addDaysMs,
    });
  }, [backups, usualIntervalMs, nowMs, format]);
  const weekdayNames = useMemo(() => {
    const names = new Intl.DateTimeFormat(format.languageTag, { weekday: 'short', timeZone: 'UTC' });
    return Array.from({ length: DAYS_IN_WEEK }, (_, day) => names.format(SOME_MONDAY_MS + day * DAY_MS));
  }, [format]);
  const past = cells.filter(({ startMs }) => startMs <= nowMs);
  return (
    <section className="card panel panel--tall" aria-labelledby="server-calendar">
      <div className="panel__head">
        <h2 id="server-calendar">{t('server.calendar')}</h2>
      </div>
      <p className="visually-hidden">{stripText(past, backups.length > 0, i18n)}</p>
      <div className="calendar">
        {weekdayNames.map((name) => (
          <span key={name} className="calendar__weekday" aria-hidden="true">
            {name}
          </span>
        ))}
        {cells.map((cell) => {
          const day = format.dayKey(cell.startMs);
          const text = dayText(cell, i18n);
          const content = (
            <>
              <span className="calendar__number">{Number(day.slice(-2))}</span>
              <span
                className="calendar__mark"
                data-kind={cell.kind}
                data-manual={cell.goodManual > 0 || undefined}
              />
            </>
          );
          return cell.kind === 'after' ? (
            <span key={day} className="calendar__day" aria-hidden="true">
              {content}
            </span>
          ) : (
            <Link
              key={day}
              className="calendar__day"
              to={dayPath(serverKey, day)}
              title={`${format.date(cell.startMs)}: ${text}`}
              aria-label={`${format.date(cell.startMs)}: ${text}`}
            >
              {content}
            </Link>
          );
        })}
      </div>
    </section>
  );
}
