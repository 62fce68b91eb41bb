export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
/** 24 hours, not a calendar day: that lasts 23 or 25 when the clock changes. */
export const DAY_MS = 24 * HOUR_MS;

/** "The last 7 days" are today and the six before it. */
export const LAST_7_BACK = 6;
