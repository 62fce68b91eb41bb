import { describe, expect, it } from 'vitest';
import { CUT_ANSWER, classifyFetchError, NotSentError, TIMEOUT, tooLarge, whyUnread } from './failures';

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('what a failed call means for a change', () => {
  it('that certainly was not sent: the provider was not reached', () => {
    expect(classifyFetchError(new NotSentError(coded('ENOTFOUND')))).toMatchObject({
      code: 'upstream_unreachable',
      detail: 'The provider could not be reached (ENOTFOUND). Nothing was sent.',
    });
  });

  it.each(['ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT', 'ETIMEDOUT', 'NEW_CODE'])(
    '%s: the provider may have acted',
    (code) => {
      const failure = classifyFetchError(new TypeError('fetch failed', { cause: coded(code) }));
      expect(failure.code).toBe('upstream_cut');
      expect(failure.detail).toContain(`(${code})`);
    },
  );

  it('names the first of several addresses that were tried', () => {
    const tried = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]);
    expect(classifyFetchError(new NotSentError(tried)).detail).toContain('(ECONNREFUSED)');
  });

  it.each([[undefined], [null], ['text'], [new Error('no code')], [{ code: 7 }], [new AggregateError([])]])(
    'errs on the safe side for %j',
    (error) => {
      expect(classifyFetchError(error).code).toBe('upstream_cut');
    },
  );

  it('does not hang on an error that is its own cause', () => {
    const circular = new Error('circular');
    circular.cause = circular;
    expect(classifyFetchError(circular).code).toBe('upstream_cut');
  });
});

describe('why a read failed', () => {
  it.each([
    [TIMEOUT, 'The provider did not respond in time.'],
    [CUT_ANSWER, "The provider's response was cut off."],
    [
      classifyFetchError(new NotSentError(coded('ENOTFOUND'))),
      'The provider could not be reached (ENOTFOUND).',
    ],
    [
      classifyFetchError(coded('EPIPE')),
      'The connection to the provider was lost before it responded (EPIPE).',
    ],
    [tooLarge(1024 * 1024), "The provider's response is larger than 1 MiB."],
  ])('says nothing about changes: $code', (failure, words) => {
    expect(whyUnread(failure)).toBe(words);
  });
});
