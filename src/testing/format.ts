import { expect, vi } from 'vitest';
import { createFormat, type Format, type TimeZoneChoice } from '../core/text/format';
import { messagesEn } from '../core/text/messages-en';
import { messagesNl } from '../core/text/messages-nl';

/** The format of English as the app makes it. */
export function englishFormat(timeZone: TimeZoneChoice = 'utc'): Format {
  return createFormat({
    languageTag: 'en-GB',
    months: messagesEn['date.months'],
    weekdays: messagesEn['date.weekdays'],
    decimalMark: messagesEn['number.decimalMark'],
    groupMark: messagesEn['number.groupMark'],
    timeZone,
    durationUnits: { day: 'd', hour: 'h', minute: 'min', second: 's' },
  });
}

/** The format of Dutch as the app makes it. */
export function dutchFormat(timeZone: TimeZoneChoice = 'utc'): Format {
  return createFormat({
    languageTag: 'nl',
    months: messagesNl['date.months'],
    weekdays: messagesNl['date.weekdays'],
    decimalMark: messagesNl['number.decimalMark'],
    groupMark: messagesNl['number.groupMark'],
    timeZone,
    durationUnits: { day: 'd', hour: 'u', minute: 'min', second: 's' },
  });
}

/** Puts the machine into a time zone; `vi.unstubAllEnvs` puts it back. Works in a process, not in a worker thread. */
export function enterZone(zone: string): void {
  vi.stubEnv('TZ', zone);
  // Compared through `Intl`, which has older names for some zones.
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(timeZone);
}

/** `Intl` puts a no-break space between number and unit in some versions of its data; people see no difference. */
export function withPlainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
