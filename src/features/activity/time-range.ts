/** Days, counted back from today, that a preset of the time filter reaches; the same as on the page of backups. */
export const TIME_PRESETS = { last24h: 1, last7: 7, last30: 30 } as const;
export type TimePreset = keyof typeof TIME_PRESETS;
export type TimeChoice = 'any' | TimePreset | 'custom';

export const TIME_PRESET_NAMES: readonly TimePreset[] = ['last24h', 'last7', 'last30'];

/** First and last day, `YYYY-MM-DD`, both included. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** The calendar day a number of days before another, both `YYYY-MM-DD`. Days are counted, not hours. */
export function dayBefore(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return moment.toISOString().slice(0, 10);
}

/** Which choice of the time filter stands for a range of the URL. */
export function timeChoiceOf({ from, to }: DayRange, today: string): TimeChoice {
  if (from === null && to === null) return 'any';
  if (to !== null) return 'custom';
  return TIME_PRESET_NAMES.find((name) => dayBefore(today, TIME_PRESETS[name]) === from) ?? 'custom';
}
