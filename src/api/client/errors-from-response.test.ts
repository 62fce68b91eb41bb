import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../core/lib/retry-after';
import { errorFromResponse, unreadableAnswer } from './errors-from-response';

const NOW = Date.UTC(2025, 0, 16, 15, 45);
const READ = { isWrite: false, isForwarded: true, nowMs: NOW };
const WRITE = { ...READ, isWrite: true };

function answer(status: number, body: unknown = '', headers: HeadersInit = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, text, headers: new Headers(headers) };
}

function gatewayAnswer(status: number, code: string, reached: 'no' | 'maybe') {
  return answer(status, { detail: 'Words.', gateway: { code, reached } });
}

describe('errorFromResponse', () => {
  it.each([
    [302, 'contract', true],
    [304, 'contract', true],
    [400, 'validation', false],
    [401, 'unauthorized', false],
    [402, 'contract', false],
    [403, 'forbidden', false],
    [404, 'notFound', false],
    [405, 'contract', false],
    [408, 'timeout', true],
    [409, 'conflict', false],
    [410, 'notFound', false],
    [413, 'validation', false],
    [415, 'validation', false],
    [422, 'validation', false],
    [423, 'conflict', false],
    [429, 'rateLimited', false],
    [500, 'server', true],
    [502, 'server', true],
    [503, 'server', true],
    [504, 'server', true],
    [599, 'server', true],
  ])('%i is %s; a write may have acted: %s', (status, kind, mayHaveActed) => {
    expect(errorFromResponse(answer(status), WRITE)).toMatchObject({ kind, status, mayHaveActed });
    expect(errorFromResponse(answer(status), READ)).toMatchObject({ kind, mayHaveActed: false });
  });

  it.each([
    [401, 'unauthorized'],
    [404, 'notFound'],
    [408, 'timeout'],
    [429, 'rateLimited'],
    [500, 'dashboard'],
    [502, 'dashboard'],
    [503, 'dashboard'],
  ])('%i without a code is %s where only the gateway answers', (status, kind) => {
    expect(errorFromResponse(answer(status), { ...READ, isForwarded: false })).toMatchObject({
      kind,
      status,
    });
  });

  it.each([
    [502, 'upstream_unreachable', 'no', 'network'],
    [502, 'upstream_cut', 'maybe', 'network'],
    [504, 'upstream_timeout', 'maybe', 'timeout'],
    [502, 'upstream_redirect', 'maybe', 'contract'],
    [502, 'upstream_too_large', 'maybe', 'contract'],
    [503, 'upstream_down', 'no', 'network'],
    [503, 'upstream_busy', 'no', 'rateLimited'],
    [403, 'host_refused', 'no', 'forbidden'],
    [403, 'origin_refused', 'no', 'forbidden'],
    [404, 'not_forwarded', 'no', 'notFound'],
    [405, 'method_refused', 'no', 'contract'],
    [400, 'bad_query', 'no', 'validation'],
    [413, 'body_too_large', 'no', 'validation'],
    [415, 'bad_body', 'no', 'validation'],
    [409, 'duplicate_call', 'no', 'conflict'],
    [503, 'shutting_down', 'no', 'dashboard'],
    [503, 'activity_unavailable', 'no', 'dashboard'],
    [500, 'internal_error', 'maybe', 'dashboard'],
    [502, 'wall_unreadable', 'no', 'server'],
    [502, 'a_later_code', 'maybe', 'server'],
  ] as const)("the gateway's own %i %s (reached: %s) is %s", (status, code, reached, kind) => {
    const failed = gatewayAnswer(status, code, reached);
    const error = errorFromResponse(failed, WRITE);
    expect(error).toMatchObject({ kind, status, detail: 'Words.', mayHaveActed: reached === 'maybe' });
    expect(error.fieldErrors).toEqual({});
    expect(errorFromResponse(failed, READ).mayHaveActed).toBe(false);
  });

  it('shows the title of an HTML page, never its markup', () => {
    const html = '<html><head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html>';
    expect(errorFromResponse(answer(502, html, { 'content-type': 'text/html' }), WRITE)).toMatchObject({
      kind: 'server',
      detail: '502 Bad Gateway',
      mayHaveActed: true,
    });
  });

  it("carries the provider's words and the wait it asks for", () => {
    const failed = answer(429, { detail: 'Slow down.' }, { 'retry-after': '17' });
    expect(errorFromResponse(failed, READ)).toMatchObject({ detail: 'Slow down.', retryAfterMs: 17_000 });
    const busy = answer(503, '', { 'retry-after': 'Thu, 16 Jan 2025 15:46:30 GMT' });
    expect(errorFromResponse(busy, READ).retryAfterMs).toBe(90_000);
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['1.5', 1_500],
    ['Thu, 16 Jan 2025 15:45:30 GMT', 30_000],
    ['Thu, 16 Jan 2025 15:00:00 GMT', 0],
    ['Thu, 99 Jan 2025 15:00:00 GMT', null],
    ['-5', null],
    ['soon 5', null],
    ['', null],
    [null, null],
  ])('%s → %s ms', (value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });
});

describe('unreadableAnswer', () => {
  it('quotes a page that came in place of data, but not data', () => {
    const page = answer(200, '<title>Sign in to Wi-Fi</title>', { 'content-type': 'text/html' });
    expect(unreadableAnswer(page, false)).toMatchObject({
      kind: 'contract',
      status: 200,
      detail: 'Sign in to Wi-Fi',
      mayHaveActed: false,
    });
    expect(unreadableAnswer(answer(200, { detail: 'x' }), true)).toMatchObject({
      detail: null,
      mayHaveActed: true,
    });
  });
});
