import { describe, expect, it } from 'vitest';
import { createI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import type { SafeRestoreError } from '../../core/restore/safe-restore-state';
import { loadLanguage } from '../../core/text/language';
import { at, through, waiting } from '../../testing/fleets/safe-restore';
import { apiErrorOf, type Decision, isDecisionOpen } from './operation-text';

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

describe('a decision that failed', () => {
  const asked = through(waiting, at(1000).revisit);
  const ended = through(waiting, at(1000).drop);
  it.each<[Decision, string, typeof waiting, boolean]>([
    ['stop', 'in progress', waiting, true],
    ['stop', 'ended', ended, false],
    ['unfollow', 'in progress', waiting, true],
    ['unfollow', 'ended', ended, false],
    ['continue', 'waiting for a person', asked, true],
    ['continue', 'in progress', waiting, false],
    ['continue', 'ended', ended, false],
    ['dismiss', 'ended', ended, true],
    ['dismiss', 'in progress', waiting, false],
  ])('to %s matters while the operation is %s', (decision, _name, state, isOpen) => {
    expect(isDecisionOpen(decision, state)).toBe(isOpen);
  });
});
