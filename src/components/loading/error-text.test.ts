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
});
