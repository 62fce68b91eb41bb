import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time-units';

/** Days of the week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Whether this platform knows an IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A time zone's clock. Offsets are remembered, since making them is slow. */
interface ZoneClock {
  /** Local time minus UTC, ms. */
  offsetMs(ms: number): number;
}

const clocks = new Map<string, ZoneClock>();
/** Enough for the midnights of a century. */
const MAX_OFFSETS = 40_000;

/** @throws RangeError for a zone that is unknown, see {@link isTimeZone} */
function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const clock: ZoneClock = {
    offsetMs(ms) {
      const remembered = offsets.get(ms);
      if (remembered !== undefined) return remembered;
      const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
      const size =
        Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS + Number(seconds ?? 0) * SECOND_MS;
      const offset = sign === '-' ? -size : size;
      if (offsets.size >= MAX_OFFSETS) offsets.clear();
      offsets.set(ms, offset);
      return offset;
    },
  };
  clocks.set(zone, clock);
  return clock;
}

/** The local day that a moment falls on: its weekday, and when the next day begins, epoch ms. */
function localDay(ms: number, { offsetMs }: ZoneClock): { weekday: Weekday; endMs: number } {
  const dayNumber = Math.floor((ms + offsetMs(ms)) / DAY_MS);
  const nextMidnight = (dayNumber + 1) * DAY_MS;
  // The offset at midnight may differ from now's. Where midnight is skipped, the day begins with the clock change.
  const guessMs = nextMidnight - offsetMs(ms);
  const endMs = nextMidnight - offsetMs(guessMs);
  // 1970-01-01 was a Thursday.
  const weekday = WEEKDAYS[(((dayNumber + 3) % 7) + 7) % 7] ?? 1;
  return { weekday, endMs: endMs > ms ? endMs : guessMs > ms ? guessMs : ms + HOUR_MS };
}

/**
 * Time between two moments without what falls on the given days of the week, ms.
 * @throws RangeError for an unknown zone
 */
export function elapsedOutside(free: readonly Weekday[], zone: string, fromMs: number, toMs: number): number {
  const totalMs = Math.max(0, toMs - fromMs);
  if (free.length === 0) return totalMs;
  const clock = clockOf(zone);
  let freeMs = 0;
  for (let atMs = fromMs; atMs < toMs; ) {
    const { weekday, endMs } = localDay(atMs, clock);
    const untilMs = Math.min(endMs, toMs);
    if (free.includes(weekday)) freeMs += untilMs - atMs;
    atMs = untilMs;
  }
  return totalMs - freeMs;
}
