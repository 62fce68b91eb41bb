import { afterEach, expect, it, vi } from 'vitest';
import { loadLanguage } from '../core/text/language';
import { enterZone } from '../testing/format';
import { createI18n } from './i18n/i18n-provider';
import { bothTimesText } from './moment-text';

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ['Europe/Amsterdam', 'local', 'Tue 24 Nov 2026, 21:12 (20:12 UTC)', 'di 24 nov. 2026, 21:12 (20:12 UTC)'],
  // It is another day there.
  [
    'Pacific/Auckland',
    'local',
    'Wed 25 Nov 2026, 09:12 (Tue 24 Nov 2026, 20:12 UTC)',
    'wo 25 nov. 2026, 09:12 (di 24 nov. 2026, 20:12 UTC)',
  ],
  ['Europe/London', 'local', 'Tue 24 Nov 2026, 20:12 UTC', 'di 24 nov. 2026, 20:12 UTC'],
  ['Pacific/Auckland', 'utc', 'Tue 24 Nov 2026, 20:12 UTC', 'di 24 nov. 2026, 20:12 UTC'],
] as const)('a moment in %s, %s times shown, has its UTC beside it', async (zone, choice, english, dutch) => {
  enterZone(zone);
  for (const [language, text] of [
    ['en', english],
    ['nl', dutch],
  ] as const) {
    const i18n = createI18n(await loadLanguage(language), choice);
    expect(bothTimesText('2026-11-24T20:12:00Z', i18n)).toBe(text);
  }
});
