import { describe, expect, it } from 'vitest';
import type { UpstreamOutcome } from '../provider/answer';
import type { Upstream } from '../provider/upstream';
import { checkToken } from './token-check';

function answer(status: number, body: unknown): UpstreamOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers: new Headers(), body: new TextEncoder().encode(text) };
}

const PAGE = answer(200, '<!doctype html><title>Welcome</title>');
const LIST = answer(200, { count: 0, results: [] });
const REFUSED = answer(401, { detail: 'Invalid token.' });

function upstreamOf(account: UpstreamOutcome, list: UpstreamOutcome): Upstream {
  return {
    forward: async ({ call }) => (call.path === '/account/me/' ? account : list),
    stream: () => Promise.reject(new Error('Nothing is streamed here.')),
    settled: async () => undefined,
  };
}

describe('a token', () => {
  it.each([
    ['an account', answer(200, { account: { id: 7, email: 'a@example.com' } }), PAGE],
    ['an account without a name', answer(200, { account: {}, token: { name: 'ops' } }), PAGE],
    ['an account of another form, and a list', answer(200, { email: 'a@example.com' }), LIST],
    ['no right to the account, and a list', answer(403, {}), LIST],
    ['a page in place of the account, and a bare list', PAGE, answer(200, [])],
  ])('is accepted for %s', async (_name, account, list) => {
    expect(await checkToken(upstreamOf(account, list))).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['a page with status 200', PAGE, PAGE],
    ['an empty 200', answer(200, ''), answer(200, '')],
    ['empty objects', answer(200, {}), answer(200, {})],
    ['a list that is none', answer(404, {}), answer(200, { results: 'none' })],
    ['broken JSON', answer(200, '{"account": {'), answer(200, '{"results": [')],
    ['an account, redirected', answer(302, ''), LIST],
    ['a page, then trouble', PAGE, answer(500, {})],
  ])('is not accepted for %s, and no failure is counted', async (_name, account, list) => {
    expect(await checkToken(upstreamOf(account, list))).toMatchObject({
      kind: 'unverified',
      failure: { code: 'token_unverified' },
    });
  });

  it.each([
    ['its account', REFUSED, LIST],
    ['the list', PAGE, REFUSED],
    ['both', answer(403, {}), answer(403, {})],
  ])('that the provider refuses for %s is refused', async (_name, account, list) => {
    expect(await checkToken(upstreamOf(account, list))).toMatchObject({ kind: 'refused' });
  });
});
