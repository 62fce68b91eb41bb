import { expect, it } from 'vitest';
import { createI18n } from '../../components/i18n/i18n-provider';
import { loadLanguage } from '../../core/text/language';
import { zonedTime } from './schedule-text';

it.each([
  ['en', 'Sun 29 Nov 2026, 02:00'],
  ['nl', 'zo 29 nov. 2026, 02:00'],
] as const)(
  'a run in %s is written like other dates, in the zone of its schedule',
  async (language, text) => {
    const i18n = createI18n(await loadLanguage(language), 'local');
    expect(zonedTime('2026-11-28T20:30:00Z', 330, i18n)).toBe(text);
    expect(zonedTime('2026-11-29T07:00:00Z', -300, i18n)).toBe(text);
  },
);
