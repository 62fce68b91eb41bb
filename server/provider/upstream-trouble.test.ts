import { createServer } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { answerJson, deferred, startServer } from '../testing/http';
import {
  CREATE,
  codeOf,
  DELETE,
  forward,
  json,
  provider,
  READ,
  UPSTREAM_TOKEN,
  upstreamOf,
} from '../testing/provider/upstream';
import { createUpstream } from './upstream';

describe('when the provider fails', () => {
  it('reports that nothing was sent if nobody listens', async () => {
    const gone = await startServer(() => {});
    await gone.close();
    expect(codeOf(await forward(upstreamOf(gone.baseUrl), CREATE))).toBe('upstream_unreachable');
  });

  it('reports that nothing was sent if TLS fails', async () => {
    const plain = await provider((outgoing) => answerJson(outgoing, 200, {}));
    const upstream = upstreamOf(plain.baseUrl.replace('http:', 'https:'));
    expect(codeOf(await forward(upstream, CREATE))).toBe('upstream_unreachable');
    expect(plain.seen).toEqual([]);
  });

  it('calls it cut when the connection breaks before the answer', async () => {
    const server = await provider((outgoing) => outgoing.destroy());
    expect(codeOf(await forward(upstreamOf(server.baseUrl), CREATE))).toBe('upstream_cut');
  });

  it('calls it cut when the connection breaks inside the answer', async () => {
    const server = await provider((outgoing) => {
      outgoing.writeHead(201, { 'content-length': '100' });
      outgoing.write('{"id": 5', () => outgoing.destroy());
    });
    expect(codeOf(await forward(upstreamOf(server.baseUrl), CREATE))).toBe('upstream_cut');
  });

  it('calls it cut when the answer is not HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(codeOf(await forward(upstreamOf(`http://127.0.0.1:${port}`), CREATE))).toBe('upstream_cut');
    server.close();
  });

  it.each([
    ['before the answer', () => {}],
    ['inside the answer', (outgoing) => void outgoing.writeHead(200).write('{"count":')],
  ] satisfies [string, Parameters<typeof startServer>[0]][])(
    'gives up after the time limit, %s',
    async (_name, respond) => {
      const server = await provider(respond);
      const upstream = upstreamOf(server.baseUrl, { readTimeoutMs: 20 });
      expect(codeOf(await forward(upstream, READ))).toBe('upstream_timeout');
      expect(codeOf(await forward(upstream, CREATE))).toBe('upstream_timeout');
    },
  );

  it('gives a change three times as long as a read', async () => {
    vi.useFakeTimers();
    try {
      const upstream = createUpstream({
        provider: {
          baseUrl: 'http://provider.invalid',
          token: UPSTREAM_TOKEN,
          fetch: ({ signal }) =>
            new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        },
        readTimeoutMs: 1000,
      });
      const ended: string[] = [];
      void forward(upstream, READ).then((outcome) => ended.push(`read ${codeOf(outcome)}`));
      void forward(upstream, CREATE).then((outcome) => ended.push(`write ${codeOf(outcome)}`));
      await vi.advanceTimersByTimeAsync(999);
      expect(ended).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(ended).toEqual(['read upstream_timeout']);
      await vi.advanceTimersByTimeAsync(1999);
      expect(ended).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(ended).toEqual(['read upstream_timeout', 'write upstream_timeout']);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('calls that overlap', () => {
  it('sends the same change once, however often it is requested at the same time', async () => {
    const arrived = deferred();
    const release = deferred();
    const server = await provider((outgoing) => {
      arrived.resolve();
      void release.promise.then(() => answerJson(outgoing, 201, { id: 1 }));
    });
    const upstream = upstreamOf(server.baseUrl);
    const first = forward(upstream, CREATE);
    await arrived.promise;
    expect(codeOf(await forward(upstream, CREATE))).toBe('duplicate_call');
    expect(codeOf(await forward(upstream, CREATE))).toBe('duplicate_call');
    release.resolve();
    expect(codeOf(await first)).toBe('answer');
    expect(server.seen).toHaveLength(1);

    expect(codeOf(await forward(upstream, CREATE))).toBe('answer');
    expect(server.seen).toHaveLength(2);
  });

  it('sends different changes and equal reads side by side', async () => {
    const all = deferred();
    const server = await provider((outgoing) => {
      if (server.seen.length === 5) all.resolve();
      void all.promise.then(() => answerJson(outgoing, 200, {}));
    });
    const upstream = upstreamOf(server.baseUrl);
    const outcomes = await Promise.all([
      forward(upstream, READ),
      forward(upstream, READ),
      forward(upstream, CREATE, json({ server_id: 1 })),
      forward(upstream, CREATE, json({ server_id: 2 })),
      forward(upstream, DELETE),
    ]);
    expect(outcomes.map(codeOf)).toEqual(Array.from({ length: 5 }, () => 'answer'));
  });

  it('aborts a read whose caller has gone, but finishes a change', async () => {
    const arrived = [deferred(), deferred()];
    const readBroken = deferred();
    const release = deferred();
    const server = await provider((outgoing, { method }) => {
      if (method === 'GET') outgoing.once('close', () => readBroken.resolve());
      void release.promise.then(() => answerJson(outgoing, 201, {}));
      arrived[server.seen.length - 1]?.resolve();
    });
    const upstream = upstreamOf(server.baseUrl);
    const caller = new AbortController();
    const read = forward(upstream, READ, null, caller.signal);
    const write = forward(upstream, CREATE, json({ server_id: 1 }), caller.signal);
    await Promise.all(arrived.map(({ promise }) => promise));
    caller.abort();
    expect(codeOf(await read)).toBe('abandoned');
    let isSettled = false;
    const settled = upstream.settled().then(() => {
      isSettled = true;
    });
    await readBroken.promise;
    expect(isSettled).toBe(false);
    release.resolve();
    expect(codeOf(await write)).toBe('answer');
    await settled;
  });

  it('does not begin a read whose caller has already gone', async () => {
    const server = await provider((outgoing) => answerJson(outgoing, 200, {}));
    expect(codeOf(await forward(upstreamOf(server.baseUrl), READ, null, AbortSignal.abort()))).toBe(
      'abandoned',
    );
    expect(server.seen).toEqual([]);
  });
});
