import { describe, expect, it } from 'vitest';
import { createI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import type { SafeRestoreError } from '../../core/restore/safe-restore-state';
import { loadLanguage } from '../../core/text/language';
import { apiErrorOf } from './operation-text';

const en = createI18n(await loadLanguage('en'), 'utc');

describe('why a request of the gateway failed', () => {
  it.each<[string, SafeRestoreError, string]>([
    [
      'the provider',
      { kind: 'server', status: 503, detail: 'Busy.' },
      'The provider returned an error (503). The provider says: “Busy.”',
    ],
    [
      'the gateway itself',
      { kind: 'server', status: null, detail: 'The dashboard is stopping.' },
      'The dashboard says: The dashboard is stopping.',
    ],
    [
      'the connection to the provider',
      { kind: 'network', status: null, detail: 'Lost.' },
      'The connection to the provider failed.',
    ],
  ])('is told as a problem of %s', (_name, error, line) => {
    expect(errorLine(apiErrorOf(error), en)).toBe(line);
  });
});
