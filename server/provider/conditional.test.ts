import { describe, expect, it } from 'vitest';
import { etagOf, isKnown } from '../http/etag';
import { setUpGateway } from '../testing/gateway';
import { answerJson, send } from '../testing/http';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a tag', () => {
  const etag = etagOf(bytes('{"count": 1}'));

  it('depends on the content only', () => {
    expect(etagOf(bytes('{"count": 1}'))).toBe(etag);
    expect(etagOf(bytes('{"count": 2}'))).not.toBe(etag);
  });

  it.each([
    ['itself', etag, true],
    ['itself, weakened by a proxy', `W/${etag}`, true],
    ['one of several', `"a", ${etag}`, true],
    ['another one', '"a"', false],
    ['nothing', undefined, false],
    ['anything, which names no content', '*', false],
  ])('matches %s', (_what, header, isMatch) => {
    expect(isKnown(header, etag)).toBe(isMatch);
  });
});

describe('a read of what the caller already has', () => {
  const LIST = { count: 0, results: [] };

  it('is answered without content, and still asks the provider', async () => {
    const { port, provider } = await setUpGateway((outgoing) => answerJson(outgoing, 200, LIST));
    const first = await send({ port, path: '/api/v1/backups/' });
    const etag = String(first.headers['etag']);
    const again = await send({ port, path: '/api/v1/backups/', headers: { 'if-none-match': etag } });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
    expect(again.headers['etag']).toBe(etag);
    expect(again.headers['cache-control']).toBe('no-store');
    const reads = provider.seen.filter(({ url }) => url === '/api/v1/backups/');
    expect(reads.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
  });

  it('is answered in full once it differs', async () => {
    let count = 0;
    const { port } = await setUpGateway((outgoing) =>
      answerJson(outgoing, 200, { count: count++, results: [] }),
    );
    const first = await send({ port, path: '/api/v1/backups/' });
    const headers = { 'if-none-match': String(first.headers['etag']) };
    expect((await send({ port, path: '/api/v1/backups/', headers })).status).toBe(200);
  });

  it('never hides a failure', async () => {
    const { port } = await setUpGateway((outgoing) => answerJson(outgoing, 500, LIST));
    const first = await send({ port, path: '/api/v1/backups/' });
    expect([first.status, first.headers['etag']]).toEqual([500, undefined]);
  });
});
