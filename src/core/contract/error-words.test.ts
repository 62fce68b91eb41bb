import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { allWords, cut, readErrorWords } from './error-words';

const read = (body: unknown) => readErrorWords(JSON.stringify(body), 'application/json');

describe('readErrorWords', () => {
  it.each<[string, unknown, string | null, Record<string, readonly string[]>]>([
    ['detail', { detail: 'Not found.' }, 'Not found.', {}],
    ['detail with a code', { detail: 'Invalid token.', code: 'bad_token' }, 'Invalid token.', {}],
    ['fields', { server_id: ['Required.', 'A number.'] }, null, { server_id: ['Required.', 'A number.'] }],
    ['a field with one bare text', { server_id: 'Required.' }, null, { server_id: ['Required.'] }],
    ['nested fields', { server: { id: ['Unknown.'] } }, null, { server: ['Unknown.'] }],
    ['non_field_errors', { non_field_errors: ['All slots used.'] }, 'All slots used.', {}],
    [
      'both',
      { non_field_errors: ['No.'], description: ['Too long.'] },
      'No.',
      { description: ['Too long.'] },
    ],
    ['a request id beside the words', { detail: 'No.', request_id: 'f00' }, 'No.', {}],
    ['fields under errors', { errors: { server_id: ['Required.'] } }, null, { server_id: ['Required.'] }],
    ['a list under errors', { errors: [{ message: 'No.' }] }, 'No.', {}],
    ['an error object', { error: { message: 'Quota reached.' } }, 'Quota reached.', {}],
    ['a plain list', ['One.', 'Two.', 'One.'], 'One. Two.', {}],
    ['a plain text in JSON', 'Nope.', 'Nope.', {}],
    ['nothing to read', { detail: null, code: 5, status: 'x' }, null, {}],
    ['a number', 42, null, {}],
    ['null', null, null, {}],
  ])('understands %s', (_name, body, detail, fieldErrors) => {
    expect(read(body)).toEqual({ detail, fieldErrors });
  });

  it.each<[string, string, string | null, string | null]>([
    ['plain text', 'Bad gateway', 'text/plain', 'Bad gateway'],
    ['an empty body', '  ', null, null],
    ['JSON that was cut', '{"detail": "Not fo', 'application/json', null],
    [
      'the title of a page',
      '<!DOCTYPE html><html><head><title>502 Bad&nbsp;Gateway</title></head><body><h1>Oops</h1></body></html>',
      'text/html',
      '502 Bad Gateway',
    ],
    [
      'the text of a page without title',
      '<html><style>p{color:red}</style><script>alert("x")</script><!-- secret --><p>Down for\n <b>repairs</b> &amp; tests',
      'text/html',
      'Down for repairs & tests',
    ],
    ['a page that says nothing', '<html><script>alert(1)', 'text/html', null],
    ['a page under a wrong name', '<html><title>Sign in</title>', 'application/json', 'Sign in'],
  ])('takes %s', (_name, text, contentType, detail) => {
    expect(readErrorWords(text, contentType)).toEqual({ detail, fieldErrors: {} });
  });

  it('cuts long text', () => {
    expect(read({ detail: 'x'.repeat(9_000) }).detail).toHaveLength(500);
    expect(read({ field: ['x'.repeat(9_000)] }).fieldErrors['field']?.[0]).toHaveLength(500);
    expect(readErrorWords(`<title>${'x'.repeat(9_000)}</title>`, 'text/html').detail).toHaveLength(200);
    expect(readErrorWords('x'.repeat(9_000), 'text/plain').detail).toHaveLength(500);
  });

  it('never throws and stays within the limits for any body', () => {
    const words = fc.oneof(
      fc.json().map((text) => readErrorWords(text, 'application/json')),
      fc.string().map((text) => readErrorWords(text, null)),
      fc.string().map((text) => readErrorWords(`<html>${text}</html>`, 'text/html')),
    );
    fc.assert(
      fc.property(words, ({ detail, fieldErrors }) => {
        expect(detail?.length ?? 1).toBeGreaterThan(0);
        expect(detail?.length ?? 0).toBeLessThanOrEqual(500);
        for (const messages of Object.values(fieldErrors)) expect(messages).not.toEqual([]);
      }),
    );
  });
});

describe('allWords', () => {
  const error = { detail: 'No.', fieldErrors: { server_id: ['Unknown.'], description: ['Too long.'] } };

  it('returns all messages, except those shown beside their field', () => {
    expect(allWords(error)).toBe('No. Unknown. Too long.');
    expect(allWords(error, ['description'])).toBe('No. Unknown.');
    expect(allWords({ detail: null, fieldErrors: {} })).toBeNull();
  });
});

describe('cut', () => {
  it('keeps short text and never cuts inside a character', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('ab…');
    expect(cut('a😀bcd', 3)).toBe('a…');
  });
});
