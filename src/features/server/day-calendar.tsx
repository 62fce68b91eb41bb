import './day-calendar.css';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { dayPath } from '../../components/days/day-strip';
import { dayText, stripText } from '../../components/days/day-text';
import { useDayCells } from '../../components/days/use-day-cells';
import { useI18n } from '../../components/i18n/i18n-provider';
import { DEFAULT_FILTERS, serializeFilters } from '../../core/backups/backup-filters';
import { DAY_MS } from '../../core/lib/time-units';
import type { DayCell } from '../../core/protection/day-strip';
import type { History } from '../../core/protection/protection-history';
import { paths } from '../../routes/paths';
import { hint } from '../../ui/hints/hint';
import { weekdayOf, weeksToShow } from './calendar-weeks';
import { Panel } from './panel';

const DAYS_IN_WEEK = 7;
const SOME_MONDAY_MS = Date.UTC(2025, 0, 6);

const KEY_STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['ArrowUp', -DAYS_IN_WEEK],
  ['ArrowDown', DAYS_IN_WEEK],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
]);

export interface DayCalendarProps {
  serverKey: string;
  history: History;
  usualIntervalMs: number | null;
  nowMs: number;
}

/** Whole weeks, from the oldest listed backup to this week; at most a year. */
function useCells(props: DayCalendarProps) {
  const { history, nowMs } = props;
  const { format } = useI18n();
  const { dates, days, lastDayMs } = useMemo(() => {
    const dates = history.flatMap(({ backup }) => backup.createdAt ?? []).sort();
    const today = format.dayKey(nowMs);
    const weeks = weeksToShow(dates[0] === undefined ? null : format.dayKey(dates[0]), today);
    const lastDayMs = format.addDaysMs(format.startOfDayMs(nowMs), DAYS_IN_WEEK - 1 - weekdayOf(today));
    return { dates, days: weeks * DAYS_IN_WEEK, lastDayMs };
  }, [history, nowMs, format]);
  const cells = useDayCells({ ...props, days, lastDayMs });
  const firstMs = cells[0]?.startMs ?? nowMs;
  const older = useMemo(() => dates.filter((iso) => Date.parse(iso) < firstMs), [dates, firstMs]);
  return { cells, firstMs, older };
}

function useNames() {
  const { languageTag } = useI18n().format;
  return useMemo(() => {
    const weekday = new Intl.DateTimeFormat(languageTag, { weekday: 'short', timeZone: 'UTC' });
    const month = new Intl.DateTimeFormat(languageTag, { month: 'short', timeZone: 'UTC' });
    const week = Array.from({ length: DAYS_IN_WEEK }, (_, day) => SOME_MONDAY_MS + day * DAY_MS);
    return {
      weekdays: week.map((ms) => weekday.format(ms)),
      month: (day: string) => month.format(Date.parse(`${day.slice(0, 7)}-01T00:00:00Z`)),
    };
  }, [languageTag]);
}

interface DayProps {
  serverKey: string;
  cell: DayCell;
  index: number;
  /** In the tab order; the arrow keys move on from it. */
  isActive: boolean;
  onFocus: (index: number) => void;
}

function Day({ serverKey, cell, index, isActive, onFocus }: DayProps) {
  const i18n = useI18n();
  const { format } = i18n;
  const day = format.dayKey(cell.startMs);
  const content = (
    <>
      <span className="calendar__number">{Number(day.slice(-2))}</span>
      <span className="calendar__mark" data-kind={cell.kind} data-manual={cell.manualKind ?? undefined} />
    </>
  );
  if (cell.kind === 'after') {
    return (
      <span className="calendar__day" aria-hidden="true">
        {content}
      </span>
    );
  }
  const text = `${format.date(cell.startMs)}: ${dayText(cell, i18n)}`;
  return (
    <Link
      className="calendar__day"
      to={dayPath(serverKey, day)}
      {...hint(text)}
      aria-label={text}
      data-day={index}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => onFocus(index)}
    >
      {content}
    </Link>
  );
}

/** The listed days of a server, a row per week from Monday; each day links to its backups. */
export function DayCalendar(props: DayCalendarProps) {
  const { serverKey, history, nowMs } = props;
  const i18n = useI18n();
  const { format, t } = i18n;
  const { cells, firstMs, older } = useCells(props);
  const names = useNames();
  const ref = useRef<HTMLDivElement>(null);
  const past = cells.filter(({ startMs }) => startMs <= nowMs);
  const linked = cells.findLastIndex(({ kind }) => kind !== 'after');
  const [focused, setFocused] = useState<number | null>(null);
  const active = Math.min(focused ?? linked, linked);
  const weeks = Array.from({ length: cells.length / DAYS_IN_WEEK }, (_, week) =>
    cells.slice(week * DAYS_IN_WEEK, (week + 1) * DAYS_IN_WEEK),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a calendar that grew shows its end again
  useLayoutEffect(() => {
    const element = ref.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, [weeks.length]);

  const handleKeyDown = (event: KeyboardEvent) => {
    const step = KEY_STEPS.get(event.key);
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Number.isFinite(step) ? active + step : step < 0 ? 0 : linked;
    if (next < 0 || next > linked) return;
    ref.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  /** A month's name, beside the week in which it starts, and beside the first week. */
  const monthOf = (days: readonly DayCell[], isFirstWeek: boolean) => {
    const keys = days.map(({ startMs }) => format.dayKey(startMs));
    const first = keys.find((day) => day.endsWith('-01')) ?? (isFirstWeek ? keys[0] : undefined);
    if (first === undefined) return null;
    return (
      <>
        <span>{names.month(first)}</span>
        {isFirstWeek || first.slice(5, 7) === '01' ? <span>{first.slice(0, 4)}</span> : null}
      </>
    );
  };
  const untilOlder = serializeFilters({
    ...DEFAULT_FILTERS,
    serverKey,
    to: format.dayKey(format.addDaysMs(firstMs, -1)),
  });
  return (
    <Panel
      title={t('server.calendar')}
      className="panel--calendar"
      aside={<span className="muted small">{t('server.calendarSince', { date: format.date(firstMs) })}</span>}
    >
      <p className="visually-hidden">{stripText(past, history.length > 0, i18n)}</p>
      <p className="visually-hidden">{t('server.calendarKeys')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys go from link to link */}
      <div ref={ref} className="calendar" onKeyDown={handleKeyDown}>
        <div className="calendar__head" aria-hidden="true">
          <span />
          {names.weekdays.map((name) => (
            <span key={name} className="calendar__weekday">
              {name}
            </span>
          ))}
        </div>
        {weeks.map((days, week) => (
          <div key={days[0]?.startMs} className="calendar__week">
            <span className="calendar__month" aria-hidden="true">
              {monthOf(days, week === 0)}
            </span>
            {days.map((cell, weekday) => {
              const index = week * DAYS_IN_WEEK + weekday;
              return (
                <Day
                  key={cell.startMs}
                  serverKey={serverKey}
                  cell={cell}
                  index={index}
                  isActive={index === active}
                  onFocus={setFocused}
                />
              );
            })}
          </div>
        ))}
      </div>
      {older[0] === undefined ? null : (
        <p className="calendar__older small">
          <Link className="link" to={paths.backups(untilOlder)}>
            {t('server.calendarOlder', { count: older.length, date: format.date(older[0]) })}
          </Link>
        </p>
      )}
    </Panel>
  );
}
