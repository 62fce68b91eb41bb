import { LAST_7_BACK } from '../../core/lib/time-units';
import type { DayRange } from './day-range-fields';

/** A period that starts some days before today, and ends some days before today or not at all. */
interface TimePreset {
  readonly name: string;
  readonly firstBack: number;
  readonly lastBack: number | null;
}

const oneDay = (back: number): TimePreset => ({ name: `day${back}`, firstBack: back, lastBack: back });

export const TODAY = oneDay(0);
export const YESTERDAY = oneDay(1);
/** "Last Tuesday": days before yesterday, back to today's weekday a week ago. */
export const LAST_WEEKDAYS = [2, 3, 4, 5, 6, 7].map(oneDay);

/** Each name is also its message key. */
export const PERIODS = [
  { name: 'last24h', firstBack: 1, lastBack: null },
  { name: 'last7', firstBack: LAST_7_BACK, lastBack: null },
  { name: 'last30', firstBack: 29, lastBack: null },
] as const satisfies readonly TimePreset[];

const PRESETS: readonly TimePreset[] = [TODAY, YESTERDAY, ...PERIODS, ...LAST_WEEKDAYS];

/** The calendar day some days before another, both `YYYY-MM-DD`. */
export function dayBefore(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return moment.toISOString().slice(0, 10);
}

/**
 * The days of a preset as of `today`; null for any other name. The URL holds the days rather than the preset, so that a
 * shared link shows the same backups tomorrow.
 */
export function rangeOfPreset(name: string, today: string): DayRange | null {
  const preset = PRESETS.find((one) => one.name === name);
  if (preset === undefined) return null;
  const { firstBack, lastBack } = preset;
  return {
    from: dayBefore(today, firstBack),
    to: lastBack === null ? null : dayBefore(today, lastBack),
  };
}

/** The preset that a URL's range equals today, `any` for no range, or `custom`. */
export function timeChoiceOf({ from, to }: DayRange, today: string): string {
  if (from === null && to === null) return 'any';
  const isRange = ({ name }: TimePreset) => {
    const range = rangeOfPreset(name, today);
    return range?.from === from && range.to === to;
  };
  return PRESETS.find(isRange)?.name ?? 'custom';
}
