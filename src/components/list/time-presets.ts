/** Days before today that a preset reaches back: "the last 7 days" are today and the six before it. */
export const TIME_PRESETS = { last24h: 1, last7: 6, last30: 29 } as const;
export type TimePreset = keyof typeof TIME_PRESETS;
export type TimeChoice = 'any' | TimePreset | 'custom';

export const TIME_PRESET_NAMES: readonly TimePreset[] = ['last24h', 'last7', 'last30'];

/** The calendar day a number of days before another, both `YYYY-MM-DD`. */
export function dayBefore(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return moment.toISOString().slice(0, 10);
}

/** The choice that a range of the URL corresponds to. */
export function timeChoiceOf(range: { from: string | null; to: string | null }, today: string): TimeChoice {
  if (range.from === null && range.to === null) return 'any';
  if (range.to !== null) return 'custom';
  return TIME_PRESET_NAMES.find((name) => dayBefore(today, TIME_PRESETS[name]) === range.from) ?? 'custom';
}
