import { describe, expect, it } from 'vitest';
import { ApiError } from '../../core/contract/errors';
import { loadLanguage } from '../../core/text/language';
import { createI18n } from '../i18n/i18n-provider';
import { errorText } from './error-text';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

describe('errorText', () => {
  it('says since when the provider is down, that nothing was sent, and when to retry', () => {
    const error = new ApiError({
      kind: 'network',
      status: 503,
      detail: 'English words of the gateway.',
      gatewayCode: 'upstream_down',
      downSince: '2025-01-16T14:02:05.000Z',
      retryAfterMs: 4000,
    });
    expect(errorText(error, en)).toEqual({
      title: 'Can’t reach the provider',
      text: 'The provider hasn’t responded since 14:02 UTC, so nothing was sent. The next attempt is possible in 4 s.',
      said: null,
    });
    expect(errorText(error, nl).text).toMatch(/niet meer sinds 14:02.*over 4 s/);
  });

  it('says that too many calls are under way', () => {
    const error = new ApiError({
      kind: 'rateLimited',
      status: 503,
      detail: 'English words of the gateway.',
      gatewayCode: 'upstream_busy',
      retryAfterMs: 2000,
    });
    expect(errorText(error, en)).toMatchObject({ title: 'Too many requests at once', said: null });
    expect(errorText(error, nl).text).toContain('niet verstuurd');
  });

  it.each([
    [
      'server',
      ['The provider has a problem', 'The provider returned an error (500).', 'The provider says: “Oops.”'],
      ['De provider heeft een storing', 'De provider gaf een fout terug (500).', 'De provider zegt: “Oops.”'],
    ],
    [
      'dashboard',
      [
        'The dashboard has a problem',
        'The dashboard returned an error (500).',
        'The dashboard says: “Oops.”',
      ],
      [
        'Het dashboard heeft een storing',
        'Het dashboard gaf een fout terug (500).',
        'Het dashboard meldt: “Oops.”',
      ],
    ],
  ] as const)('says who has the problem: %s', (kind, english, dutch) => {
    const error = new ApiError({ kind, status: 500, detail: 'Oops.' });
    for (const [i18n, [title, text, said]] of [[en, english] as const, [nl, dutch] as const]) {
      expect(errorText(error, i18n)).toEqual({ title, text, said });
      expect(errorText(new ApiError({ kind, status: 500 }), i18n)).toEqual({ title, text, said: null });
    }
  });

  it.each([
    [{ kind: 'dashboard', status: 500 }, 'The dashboard has a problem', 'Het dashboard heeft een storing'],
    [{ kind: 'conflict', status: 409 }, 'Refused by the dashboard', 'Geweigerd door het dashboard'],
  ] as const)("quotes the dashboard's own answer: %o", (fields, english, dutch) => {
    const error = new ApiError({ ...fields, gatewayCode: 'internal_error', detail: 'Its words.' });
    const text = 'The dashboard says: Its words.';
    expect(errorText(error, en)).toEqual({ title: english, text, said: null });
    expect(errorText(error, nl).title).toBe(dutch);
  });
});
