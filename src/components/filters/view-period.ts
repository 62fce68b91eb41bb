import { PERIODS, rangeOfPreset, TODAY, timeChoiceOf, YESTERDAY } from './time-presets';

/** Stands for `from` and `to` in the query of a saved view, so that "Last 7 days" is counted anew when it is opened. */
const PERIOD = 'period';

/** Periods that a view keeps as such, by their message key. "Last Tuesday" is chosen as a date and stays one. */
const MOVING = [
  { period: 'today', preset: TODAY.name },
  { period: 'yesterday', preset: YESTERDAY.name },
  ...PERIODS.map(({ name }) => ({ period: name, preset: name })),
] as const;

/** The period that a query's days are as of `today`; null for other days, or none. */
export function movingPeriod(query: URLSearchParams, today: string) {
  const choice = timeChoiceOf({ from: query.get('from'), to: query.get('to') }, today);
  return MOVING.find(({ preset }) => preset === choice)?.period ?? null;
}

/** A page's query as a view keeps it. */
export function keptQuery(query: URLSearchParams, today: string): string {
  const period = movingPeriod(query, today);
  if (period === null) return query.toString();
  const kept = new URLSearchParams(query);
  kept.delete('from');
  kept.delete('to');
  kept.set(PERIOD, period);
  return kept.toString();
}

/** The query of the page for a view that is opened `today`. A period that this version does not know is left in it. */
export function openedQuery(kept: string, today: string): string {
  const query = new URLSearchParams(kept);
  const moving = MOVING.find(({ period }) => period === query.get(PERIOD));
  const range = moving === undefined ? null : rangeOfPreset(moving.preset, today);
  if (range === null) return kept;
  query.delete(PERIOD);
  for (const [key, day] of Object.entries(range)) {
    if (typeof day === 'string') query.set(key, day);
  }
  return query.toString();
}
