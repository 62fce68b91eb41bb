import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { answerJson } from '../testing/http';
import { answerDamaged, type RawProvider, startRawProvider } from '../testing/provider/raw-provider';
import {
  CREATE,
  codeOf,
  DELETE,
  forward,
  provider,
  READ,
  textOf,
  upstreamOf,
} from '../testing/provider/upstream';
import { createHttpClient } from './http-client';
import { createUpstreams } from './upstream';

const closing: RawProvider[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

async function rawProvider(respond: (socket: Socket, startLine: string) => void): Promise<RawProvider> {
  const raw = await startRawProvider(respond);
  closing.push(raw);
  return raw;
}

/** An answer after which the connection stays open. */
function answer(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}');
}

it.each(['204 No Content\r\n', '200 OK\r\ncontent-length: 0\r\n'])(
  'an empty answer that calls itself compressed is a whole one (%j)',
  async (head) => {
    const raw = await rawProvider((socket) => socket.write(`HTTP/1.1 ${head}content-encoding: gzip\r\n\r\n`));
    expect(codeOf(await forward(upstreamOf(raw.baseUrl), DELETE))).toBe('answer');
  },
);

describe('connections', () => {
  it('are shared by reads, and each change uses a new one', async () => {
    const raw = await rawProvider(answer);
    const upstream = upstreamOf(raw.baseUrl);
    for (const call of [READ, READ, CREATE, DELETE, READ]) await forward(upstream, call);
    expect(raw.connections).toEqual([
      Array.from({ length: 3 }, () => 'GET /api/v1/backups/?server_id=1'),
      ['POST /api/v1/backups/'],
      ['DELETE /api/v1/backups/501/'],
    ]);
  });

  it('that the provider closes on reuse lose no read, and are never used for a change', async () => {
    const raw = await rawProvider((socket) => {
      const isSecond = raw.connections.some((lines) => lines.length === 2);
      if (isSecond) socket.destroy();
      else answer(socket);
    });
    const upstream = upstreamOf(raw.baseUrl);
    expect(codeOf(await forward(upstream, READ))).toBe('answer');
    expect(codeOf(await forward(upstream, CREATE))).toBe('answer');
    expect(raw.connections.map((lines) => lines.length)).toEqual([1, 1]);
  });

  it('that were closed are replaced for a read, once', async () => {
    const raw = await rawProvider((socket) => {
      // Each connection serves one request and dies at the next.
      if (raw.connections.some((lines) => lines.length > 1 && raw.connections.at(-1) === lines))
        socket.destroy();
      else answer(socket);
    });
    const upstream = upstreamOf(raw.baseUrl);
    expect(codeOf(await forward(upstream, READ))).toBe('answer');
    expect(codeOf(await forward(upstream, READ))).toBe('answer');
    expect(raw.connections.map((lines) => lines.length)).toEqual([2, 1]);
  });

  it('are never shared by two tokens', async () => {
    const raw = await rawProvider(answer);
    const upstreams = createUpstreams({
      provider: { baseUrl: raw.baseUrl, fetch: createHttpClient() },
      readTimeoutMs: 10_000,
    });
    for (const token of ['vps_anne', 'vps_ben', 'vps_anne']) await forward(upstreams.as(token), READ);
    expect(raw.connections.map((lines) => lines.length)).toEqual([2, 1]);
  });

  it('that are new and break are not retried', async () => {
    const raw = await rawProvider((socket) => socket.destroy());
    const upstream = upstreamOf(raw.baseUrl);
    for (const call of [READ, CREATE]) expect(codeOf(await forward(upstream, call))).toBe('upstream_cut');
    expect(raw.connections).toHaveLength(2);
  });
});

describe('what was not sent', () => {
  it.each([
    // Fetch takes these ports for those of other services, and sends nothing to them.
    ['a port that browsers block', 'http://127.0.0.1:1/api/v1'],
    ['another one, over https', 'https://127.0.0.1:6000/api/v1'],
    ['a name that does not exist', 'http://provider.invalid/api/v1'],
  ])('is known not to have been carried out: %s', async (_name, baseUrl) => {
    const outcome = await forward(upstreamOf(baseUrl), CREATE);
    expect(outcome).toMatchObject({
      failure: { code: 'upstream_unreachable', detail: expect.stringContaining('Nothing was sent.') },
    });
  });

  it('includes a change whose TLS connection failed', async () => {
    const raw = await rawProvider(() => undefined);
    const upstream = upstreamOf(raw.baseUrl.replace('http:', 'https:'));
    const call = forward(upstream, CREATE);
    await raw.opened;
    await raw.close();
    expect(codeOf(await call)).toBe('upstream_unreachable');
  });
});

describe('a compressed answer', () => {
  const text = JSON.stringify({
    count: 0,
    results: [],
    noise: Array.from({ length: 50_000 }, (_, at) => at),
  });

  it.each([
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['identity', Buffer.from(text)],
    ['', Buffer.from(text)],
  ])('is unpacked: %s', async (coding, bytes) => {
    const server = await provider((outgoing, { headers }) => {
      expect(headers['accept-encoding']).toBe('gzip, br');
      outgoing.writeHead(200, { 'content-encoding': coding }).end(bytes);
    });
    expect(textOf(await forward(upstreamOf(server.baseUrl), READ))).toBe(text);
  });

  it.each([
    ['gzip', gzipSync(text).subarray(0, -20)],
    ['br', brotliCompressSync(text).subarray(0, -20)],
    ['deflate', deflateSync(text).subarray(0, -20)],
    ['gzip', Buffer.from(text)],
  ])('that is truncated, or not compressed at all, counts as cut: %s', async (coding, bytes) => {
    const server = await provider((outgoing) =>
      outgoing.writeHead(200, { 'content-encoding': coding }).end(bytes),
    );
    expect(codeOf(await forward(upstreamOf(server.baseUrl), READ))).toBe('upstream_cut');
  });

  it('whose connection breaks midway fails at once, not at the time limit', async () => {
    const whole = gzipSync(text);
    const raw = await rawProvider((socket) => {
      const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${whole.byteLength}\r\n\r\n`;
      socket.end(Buffer.concat([Buffer.from(head), whole.subarray(0, whole.byteLength / 2)]));
    });
    const upstream = upstreamOf(raw.baseUrl, { readTimeoutMs: 3_600_000 });
    for (const call of [READ, CREATE]) expect(codeOf(await forward(upstream, call))).toBe('upstream_cut');
  });

  it('that is damaged midway fails at once, not at the time limit', async () => {
    const raw = await rawProvider((socket) => answerDamaged(socket, 'damaged inside'));
    const upstream = upstreamOf(raw.baseUrl, { readTimeoutMs: 3_600_000 });
    for (const call of [READ, CREATE]) expect(codeOf(await forward(upstream, call))).toBe('upstream_cut');
  });
});

it('an answer with an invalid status is an error', async () => {
  const raw = await rawProvider((socket) => socket.end('HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}'));
  expect(codeOf(await forward(upstreamOf(raw.baseUrl), CREATE))).toBe('upstream_cut');
});

it('an informational answer before the real one changes nothing', async () => {
  const server = await provider((outgoing) => {
    outgoing.writeEarlyHints({ link: '</x>; rel=preload' });
    answerJson(outgoing, 200, {});
  });
  expect(codeOf(await forward(upstreamOf(server.baseUrl), READ))).toBe('answer');
});
