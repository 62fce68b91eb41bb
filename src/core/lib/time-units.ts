export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** 24 hours: never a calendar day, which lasts 23 or 25 when the clock changes. */
export const DAY_MS = 24 * HOUR_MS;
