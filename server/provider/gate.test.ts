import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../http/log';
import { refusal, startTestGateway } from '../testing/gateway';
import { answerJson, deferred, OWN_PAGE, send, startServer } from '../testing/http';
import { codeOf, forward, provider, READ } from '../testing/provider/upstream';
import type { UpstreamOutcome } from './answer';
import { createProviderGate } from './gate';
import { createUpstreams } from './upstream';

const ANSWER: UpstreamOutcome = { kind: 'answer', status: 200, headers: new Headers(), body: null };
const LOST: UpstreamOutcome = { kind: 'failure', failure: { code: 'upstream_timeout', detail: 'Late.' } };

function gateOf(limits = { maxRunning: 4, maxWaiting: 2, maxWaitMs: 3000 }) {
  const lines: string[] = [];
  let nowMs = 0;
  const gate = createProviderGate({
    log: createLog({ write: (line) => lines.push(line) }),
    limits,
    now: () => nowMs,
    wallNow: () => Date.UTC(2025, 0, 16, 15, 45) + nowMs,
  });
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { gate, lines, pass };
}

describe('calls at once', () => {
  it('of one token get half of the places, then wait, then fail without being sent', async () => {
    const { gate } = gateOf();
    const release = deferred<UpstreamOutcome>();
    const sent: number[] = [];
    const begin = (number: number) =>
      gate.run(() => {
        sent.push(number);
        return release.promise;
      }, null);
    const first = [begin(1), begin(2), begin(3)];
    const refused = await begin(4);
    expect(refused).toMatchObject({
      kind: 'failure',
      failure: { code: 'upstream_busy', headers: { 'retry-after': '2' } },
    });
    expect(sent).toEqual([1, 2]);
    release.resolve(ANSWER);
    expect((await Promise.all(first)).map(codeOf)).toEqual(['answer', 'answer', 'answer']);
    expect(sent).toEqual([1, 2, 3]);
  });

  it("wait three seconds at most, and never take another token's turn", async () => {
    vi.useFakeTimers();
    try {
      const { gate } = gateOf();
      const release = deferred<UpstreamOutcome>();
      const running = [gate.run(() => release.promise, null), gate.run(() => release.promise, null)];
      const late = vi.fn(async () => ANSWER);
      const waiting = gate.run(late, null);
      await vi.advanceTimersByTimeAsync(2999);
      await vi.advanceTimersByTimeAsync(1);
      expect(codeOf(await waiting)).toBe('upstream_busy');
      release.resolve(ANSWER);
      await Promise.all(running);
      expect(late).not.toHaveBeenCalled();
      expect(codeOf(await gate.run(async () => ANSWER, null))).toBe('answer');
    } finally {
      vi.useRealTimers();
    }
  });

  it('that wait are dropped when their caller goes away', async () => {
    const { gate } = gateOf();
    const release = deferred<UpstreamOutcome>();
    const running = [gate.run(() => release.promise, null), gate.run(() => release.promise, null)];
    const caller = new AbortController();
    const unsent = vi.fn(async () => ANSWER);
    const waiting = gate.run(unsent, caller.signal);
    caller.abort();
    expect(codeOf(await waiting)).toBe('abandoned');
    // Its place in the queue is free again.
    const next = gate.run(async () => ANSWER, null);
    release.resolve(ANSWER);
    expect(codeOf(await next)).toBe('answer');
    await Promise.all(running);
    expect(unsent).not.toHaveBeenCalled();
  });

  it('hold their place while a long answer is streamed, however it ends', async () => {
    const { gate } = gateOf({ maxRunning: 1, maxWaiting: 0, maxWaitMs: 1 });
    const end = deferred();
    const stream = { ...ANSWER, kind: 'stream', body: new ReadableStream(), ended: end.promise } as const;
    expect((await gate.run(async () => stream, null)).kind).toBe('stream');
    expect(codeOf(await gate.run(async () => ANSWER, null))).toBe('upstream_busy');
    end.resolve();
    await end.promise;
    expect(codeOf(await gate.run(async () => ANSWER, null))).toBe('answer');
  });

  it('of one token leave places for others, however slow and numerous they are', async () => {
    const { gate } = gateOf({ maxRunning: 8, maxWaiting: 4, maxWaitMs: 3000 });
    const release = deferred<UpstreamOutcome>();
    const slow = Array.from({ length: 20 }, () => gate.run(() => release.promise, null, 'vps_slow'));
    for (let count = 0; count < 20; count += 1) {
      expect(codeOf(await gate.run(async () => ANSWER, null, 'vps_other'))).toBe('answer');
    }
    release.resolve(ANSWER);
    const codes = (await Promise.all(slow)).map(codeOf);
    // Four had places and two were waiting for one.
    expect(codes.filter((code) => code === 'answer')).toHaveLength(6);
    expect(codes.filter((code) => code === 'upstream_busy')).toHaveLength(14);
  });

  it("that wait are admitted by each token's share, then in order", async () => {
    const { gate } = gateOf({ maxRunning: 4, maxWaiting: 8, maxWaitMs: 3000 });
    const begun: string[] = [];
    const ends: ((outcome: UpstreamOutcome) => void)[] = [];
    const begin = (token: string) =>
      gate.run(
        () => {
          begun.push(token);
          const end = deferred<UpstreamOutcome>();
          ends.push(end.resolve);
          return end.promise;
        },
        null,
        token,
      );
    const running = ['a', 'a', 'b', 'c'].map(begin);
    const waiting = ['a', 'a', 'd'].map(begin);
    await vi.waitFor(() => expect(begun).toHaveLength(4));
    ends[0]?.(ANSWER);
    await running[0];
    await vi.waitFor(() => expect(begun).toEqual(['a', 'a', 'b', 'c', 'd']));
    for (let count = 1; count < 7; count += 1) {
      await vi.waitFor(() => expect(ends.length).toBeGreaterThan(count));
      ends[count]?.(ANSWER);
    }
    await Promise.all([...running, ...waiting]);
    expect(begun.slice(5)).toEqual(['a', 'a']);
  });

  it('do not lose a place when one fails unexpectedly', async () => {
    const { gate } = gateOf({ maxRunning: 1, maxWaiting: 0, maxWaitMs: 1 });
    await expect(gate.run(() => Promise.reject(new Error('bug')), null)).rejects.toThrow('bug');
    expect(codeOf(await gate.run(async () => ANSWER, null))).toBe('answer');
  });
});

describe('a dead provider', () => {
  it('is not called after five failures, and the log says when it went down and came back', async () => {
    const { gate, lines, pass } = gateOf();
    const lost = vi.fn(async () => LOST);
    for (let count = 0; count < 7; count += 1) await gate.run(lost, null);
    expect(lost).toHaveBeenCalledTimes(5);
    expect(await gate.run(lost, null)).toEqual({
      kind: 'failure',
      failure: {
        code: 'upstream_down',
        detail:
          'The provider has not responded since 2025-01-16T15:45:00.000Z. Nothing was sent; the next attempt is possible in 2 s.',
        since: '2025-01-16T15:45:00.000Z',
        headers: { 'retry-after': '2' },
      },
    });
    pass(2000);
    expect(codeOf(await gate.run(async () => ANSWER, null))).toBe('answer');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'provider_down', since: '2025-01-16T15:45:00.000Z' }),
      expect.objectContaining({ event: 'provider_back', since: '2025-01-16T15:45:00.000Z' }),
    ]);
  });

  it("is not assumed when only one token's calls get no answer", async () => {
    const { gate, pass } = gateOf();
    const lost = vi.fn(async () => LOST);
    for (let count = 0; count < 9; count += 1) {
      await gate.run(lost, null, 'vps_cut');
      expect(codeOf(await gate.run(async () => ANSWER, null, 'vps_other'))).toBe('answer');
    }
    // Its own calls wait.
    expect(lost).toHaveBeenCalledTimes(5);
    expect(codeOf(await gate.run(lost, null, 'vps_cut'))).toBe('upstream_down');
    pass(2000);
    expect(codeOf(await gate.run(async () => ANSWER, null, 'vps_cut'))).toBe('answer');
  });

  it("is not assumed when one token's calls get no answer and nobody else asks", async () => {
    const { gate } = gateOf();
    for (let count = 0; count < 9; count += 1) await gate.run(async () => LOST, null, 'vps_cut');
    expect(codeOf(await gate.run(async () => ANSWER, null, 'vps_other'))).toBe('answer');
  });

  it('is assumed for everyone when calls of several tokens got no answer', async () => {
    const { gate, pass } = gateOf();
    const lost = async () => LOST;
    for (const token of ['a', 'a', 'b', 'a', 'c']) await gate.run(lost, null, token);
    expect(codeOf(await gate.run(lost, null, 'vps_new'))).toBe('upstream_down');
    pass(2000);
    expect(codeOf(await gate.run(async () => ANSWER, null, 'b'))).toBe('answer');
    for (const token of ['a', 'vps_new']) {
      expect(codeOf(await gate.run(async () => ANSWER, null, token))).toBe('answer');
    }
  });

  it('is not assumed when the provider answers with errors', async () => {
    const { gate } = gateOf();
    const failing = vi.fn(async (): Promise<UpstreamOutcome> => ({ ...ANSWER, status: 503 }));
    for (let count = 0; count < 9; count += 1) await gate.run(failing, null);
    expect(failing).toHaveBeenCalledTimes(9);
  });

  it('gets no change, and the sender learns since when and that nothing was sent', async () => {
    const gone = await startServer(() => {});
    await gone.close();
    const gateway = await startTestGateway({ baseUrl: gone.baseUrl, hasGate: true });
    const { port } = gateway;
    for (let count = 0; count < 5; count += 1) await send({ port, path: '/api/v1/backups/' });
    const path = '/api/v1/backups/';
    const answer = await send({ port, method: 'POST', path, headers: OWN_PAGE, body: '{"server_id":1}' });
    const log = await send({ port, path: '/api/activity' });
    const ready = await send({ port, path: '/readyz' });
    await gateway.stop();
    expect(refusal(answer)).toEqual([503, 'upstream_down']);
    expect(answer.headers['retry-after']).toBe('2');
    expect(JSON.parse(answer.text)).toMatchObject({
      gateway: { reached: 'no', since: expect.stringMatching(/Z$/) },
    });
    expect(log.text).toContain('"outcome":"failed"');
    expect(ready.status).toBe(503);
  });
});

it('slow readers of one token leave places for another', async () => {
  const long = JSON.stringify({ count: 1, results: [{ id: 1, description: 'x'.repeat(2_000_000) }] });
  const server = await provider((outgoing, { headers }) => {
    if (headers.authorization === 'Bearer vps_slow') outgoing.writeHead(200).end(long);
    else answerJson(outgoing, 200, { count: 0, results: [] });
  });
  const upstreams = createUpstreams({
    provider: { baseUrl: server.baseUrl, fetch: (request, signal) => fetch(request, { signal }) },
    readTimeoutMs: 10_000,
    gate: createProviderGate({ log: createLog({ write: () => {} }) }),
  });
  const stalled = Array.from({ length: 24 }, () =>
    upstreams
      .as('vps_slow')
      .stream({ call: READ, body: null, signal: new AbortController().signal }, () => false),
  );
  const streams = await Promise.all(stalled);
  expect(streams.map(({ kind }) => kind)).toEqual(Array.from({ length: 24 }, () => 'stream'));
  expect(codeOf(await forward(upstreams.as('vps_other'), READ))).toBe('answer');
  for (const stream of streams) if (stream.kind === 'stream') await stream.body.cancel();
  await upstreams.settled();
});

it('one gate serves everything that calls the provider', async () => {
  const arrived = deferred();
  const release = deferred();
  const server = await provider((outgoing) => {
    if (server.seen.length === 24) arrived.resolve();
    void release.promise.then(() => answerJson(outgoing, 200, {}));
  });
  const gateway = await startTestGateway({ baseUrl: server.baseUrl, hasGate: true });
  const read = () => send({ port: gateway.port, path: '/api/v1/backups/' });
  const reads = Array.from({ length: 24 }, read);
  await arrived.promise;
  const last = read();
  release.resolve();
  const answers = await Promise.all([...reads, last]);
  await gateway.stop();
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 25 }, () => 200));
});
