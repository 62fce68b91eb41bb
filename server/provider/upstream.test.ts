import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { answerJson } from '../testing/http';
import {
  CREATE,
  codeOf,
  DELETE,
  forward,
  provider,
  READ,
  textOf,
  UPSTREAM_TOKEN,
  upstreamOf,
} from '../testing/provider/upstream';
import { createUpstreams } from './upstream';

describe('a call on its way to the provider', () => {
  it('carries the token, requests JSON and goes to the documented path', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 200, { count: 0, results: [] }));
    await forward(upstreamOf(server.baseUrl), READ);
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/api/v1/backups/?server_id=1', body: '' });
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${UPSTREAM_TOKEN}`,
      accept: 'application/json',
    });
    expect(server.seen[0]?.headers['content-type']).toBeUndefined();
  });

  it('keeps the bytes of a body', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 201, {}));
    const text = '{ "server_id": 1, "description": "naïef ☂" }';
    await forward(upstreamOf(server.baseUrl), CREATE, new TextEncoder().encode(text));
    expect(server.seen[0]?.body).toBe(text);
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
  });
});

describe("the provider's answer", () => {
  it.each([200, 201, 202, 400, 401, 403, 404, 409, 422, 429, 500, 503])(
    'passes status %i and body on',
    async (status) => {
      const server = await provider((outgoing) => answerJson(outgoing, status, { detail: 'Nee.' }));
      const outcome = await forward(upstreamOf(server.baseUrl), READ);
      expect(outcome).toMatchObject({ kind: 'answer', status });
      expect(textOf(outcome)).toBe('{"detail":"Nee."}');
    },
  );

  it('passes content type, Retry-After and the date on, and no other header', async () => {
    const date = 'Thu, 16 Jan 2025 03:00:00 GMT';
    const server = await provider((outgoing) => {
      outgoing.writeHead(429, {
        'content-type': 'application/json; charset=utf-8',
        'retry-after': '30',
        date,
        'set-cookie': ['session=1', 'other=2'],
        'access-control-allow-origin': '*',
        'content-security-policy': 'default-src *',
        'clear-site-data': '"*"',
        link: '</x>; rel=preload',
        'x-secret': '1',
      });
      outgoing.end('{}');
    });
    const outcome = await forward(upstreamOf(server.baseUrl), READ);
    expect(outcome.kind === 'answer' && Object.fromEntries(outcome.headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'retry-after': '30',
      'x-provider-date': date,
    });
  });

  it('passes HTML and broken JSON on as they are', async () => {
    const html = '<html><h1>502 Bad Gateway</h1></html>';
    const server = await provider((outgoing) =>
      outgoing.writeHead(502, { 'content-type': 'text/html' }).end(html),
    );
    const outcome = await forward(upstreamOf(server.baseUrl), READ);
    expect(outcome).toMatchObject({ kind: 'answer', status: 502 });
    expect(textOf(outcome)).toBe(html);

    const broken = await provider((outgoing) => outgoing.writeHead(200).end('{"count": 3, "resul'));
    expect(textOf(await forward(upstreamOf(broken.baseUrl), READ))).toBe('{"count": 3, "resul');
  });

  it('passes an empty 204 on', async () => {
    const server = await provider((outgoing) => outgoing.writeHead(204).end());
    expect(await forward(upstreamOf(server.baseUrl), DELETE)).toMatchObject({
      kind: 'answer',
      status: 204,
      body: null,
    });
  });

  it('unpacks a compressed body', async () => {
    const server = await provider((outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' });
      outgoing.end(gzipSync('{"count":0}'));
    });
    expect(textOf(await forward(upstreamOf(server.baseUrl), READ))).toBe('{"count":0}');
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a redirect (%i), so the token goes nowhere else',
    async (status) => {
      const elsewhere = await provider((outgoing) => answerJson(outgoing, 200, {}));
      const server = await provider((outgoing) =>
        outgoing.writeHead(status, { location: elsewhere.baseUrl }).end(),
      );
      expect(codeOf(await forward(upstreamOf(server.baseUrl), READ))).toBe('upstream_redirect');
      expect(codeOf(await forward(upstreamOf(server.baseUrl), CREATE))).toBe('upstream_redirect');
      expect(elsewhere.seen).toEqual([]);
    },
  );

  it.each([
    ['announced', { 'content-length': '2000' }],
    ['not announced', {}],
  ])('stops at the size limit, %s', async (_name, headers) => {
    const server = await provider((outgoing) => outgoing.writeHead(200, headers).end('x'.repeat(2000)));
    const upstream = upstreamOf(server.baseUrl, { maxResponseBytes: 1999 });
    expect(codeOf(await forward(upstream, READ))).toBe('upstream_too_large');
    expect(codeOf(await forward(upstreamOf(server.baseUrl, { maxResponseBytes: 2000 }), READ))).toBe(
      'answer',
    );
  });

  it('measures a compressed body by its decompressed size', async () => {
    const server = await provider((outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
    });
    expect(codeOf(await forward(upstreamOf(server.baseUrl, { maxResponseBytes: 10_000 }), READ))).toBe(
      'upstream_too_large',
    );
  });
});

describe('many reads at once', () => {
  it('add no listeners to anything shared, and all end when the gateway stops', async () => {
    const warnings: string[] = [];
    const hear = (warning: Error) => void warnings.push(warning.name);
    process.on('warning', hear);
    try {
      const upstreams = createUpstreams({
        provider: { baseUrl: 'http://127.0.0.1:1', fetch: () => new Promise(() => undefined) },
        readTimeoutMs: 10_000,
      });
      const upstream = upstreams.as(UPSTREAM_TOKEN);
      const reads = Array.from({ length: 50 }, () => forward(upstream, READ));
      // Node emits a warning in the next tick.
      await new Promise((resolve) => setImmediate(resolve));
      upstreams.giveUpReads();
      const codes = (await Promise.all([...reads, forward(upstream, READ)])).map(codeOf);
      expect(codes).toEqual(Array.from({ length: 51 }, () => 'shutting_down'));
      expect(warnings).toEqual([]);
    } finally {
      process.off('warning', hear);
    }
  });
});
