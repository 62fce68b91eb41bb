import { createHash } from 'node:crypto';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { setUpGateway } from '../testing/gateway';
import { deferred, send, sendHttp10 } from '../testing/http';

const MIB = 1024 * 1024;
const PIECE = `${'x'.repeat(64 * 1024 - 1)}\n`;
const PATH = '/api/v1/backups/';

/** A JSON document slightly larger than `mib`, in chunks; counts the chunks read. */
function longAnswer(mib: number) {
  const taken = { bytes: 0 };
  function* pieces() {
    yield '{"results":"';
    for (let sent = 0; sent < mib * MIB; sent += PIECE.length) {
      taken.bytes += PIECE.length;
      yield PIECE;
    }
    yield '"}';
  }
  return {
    taken,
    stream: () => Readable.from(pieces(), { objectMode: false }),
    text: () => [...pieces()].join(''),
  };
}

function sendLong(outgoing: ServerResponse, mib: number): void {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  longAnswer(mib).stream().pipe(outgoing);
}

/** Sends `bytes`, then breaks the connection on command. */
function sendHalf(outgoing: ServerResponse, mib: number, broken: Promise<void>): void {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  longAnswer(mib).stream().pipe(outgoing, { end: false });
  void broken.then(() => outgoing.destroy());
}

const events = (lines: readonly string[]): unknown[] =>
  lines
    .map((line): unknown => JSON.parse(line))
    .filter((line) => JSON.stringify(line).includes('answer_cut'));

describe('an answer too long to be held in memory', () => {
  it.each([
    ['as it is', {}],
    ['compressed', { 'accept-encoding': 'gzip' }],
  ])('comes whole, %s', async (_how, headers) => {
    const { port, gateway } = await setUpGateway((outgoing) => sendLong(outgoing, 12));
    const answer = await send({ port, path: PATH, headers });
    expect([answer.status, answer.headers.etag]).toEqual([200, undefined]);
    const bytes = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.bytes) : answer.bytes;
    const digest = (of: Buffer | string) => createHash('sha256').update(of).digest('hex');
    expect(digest(bytes)).toBe(digest(longAnswer(12).text()));
    expect(events(gateway.logLines)).toEqual([]);
  });

  it.each([
    ['as it is', {}],
    ['compressed', { 'accept-encoding': 'gzip' }],
  ])('is an error if it breaks off, never a short success, %s', async (_how, headers) => {
    const broken = deferred();
    const { port, gateway } = await setUpGateway((outgoing) => sendHalf(outgoing, 10, broken.promise));
    const response = await fetch(`http://127.0.0.1:${port}${PATH}`, { headers });
    expect(response.status).toBe(200);
    const text = response.text();
    broken.resolve();
    await expect(text).rejects.toThrow('terminated');
    expect(events(gateway.logLines)).toMatchObject([{ code: 'upstream_cut' }]);
  });

  it('is an error over HTTP/1.0 too, which nginx uses by default', async () => {
    const broken = deferred();
    const { port } = await setUpGateway((outgoing) => sendHalf(outgoing, 10, broken.promise));
    // Broken off when all that was sent has come: a reset that meets unread bytes looks like an end to Node.
    const reading = sendHttp10(port, PATH, (count) => {
      if (count > 10 * MIB) broken.resolve();
    });
    await expect(reading).rejects.toThrow(/ECONNRESET/);
  });

  it('is cut at the size limit, and the log says so', async () => {
    const { port, gateway } = await setUpGateway((outgoing) => sendLong(outgoing, 12), {
      maxResponseBytes: 11 * MIB,
    });
    await expect(send({ port, path: PATH })).rejects.toThrow('aborted');
    expect(events(gateway.logLines)).toMatchObject([{ code: 'upstream_too_large' }]);
  });

  it('is refused with an explanation if it announces that it is too large', async () => {
    const { port } = await setUpGateway((outgoing) => {
      outgoing.writeHead(200, { 'content-length': String(65 * MIB) }).flushHeaders();
    });
    const answer = await send({ port, path: PATH });
    expect([answer.status, answer.headers['x-gateway-error']]).toEqual([502, 'upstream_too_large']);
    expect(answer.text).toContain('larger than 64 MiB');
  });

  it('is no longer read when the browser has gone', async () => {
    const given = deferred();
    const { port, gateway } = await setUpGateway((outgoing) => {
      outgoing.once('close', () => given.resolve());
      sendHalf(outgoing, 10, new Promise(() => {}));
    });
    const caller = new AbortController();
    const response = await fetch(`http://127.0.0.1:${port}${PATH}`, { signal: caller.signal });
    caller.abort();
    await expect(response.text()).rejects.toThrow('aborted');
    await given.promise;
    expect(events(gateway.logLines)).toEqual([]);
  });
});

describe('clients that stop reading', () => {
  const SIZE = 40;

  it('fill the buffers, and then hold back the provider', async () => {
    const answers: ReturnType<typeof longAnswer>[] = [];
    const { port } = await setUpGateway(
      (outgoing) => {
        const answer = longAnswer(SIZE);
        answers.push(answer);
        outgoing.writeHead(200, { 'content-type': 'application/json' });
        answer.stream().pipe(outgoing);
      },
      { hasGate: true },
    );
    const slow = await Promise.all(Array.from({ length: 6 }, () => beginReading(port)));
    // One that does read gets everything meanwhile.
    const whole = await send({ port, path: PATH });
    expect(whole.bytes.byteLength).toBeGreaterThan(SIZE * MIB);
    const taken = answers.slice(0, 6).reduce((sum, answer) => sum + answer.taken.bytes, 0);
    // Sockets hold some MiB each; the gateway holds 64 MiB of all of them together.
    expect(taken).toBeLessThan(6 * (SIZE / 2) * MIB);
    for (const incoming of slow) incoming.destroy();
  });

  function beginReading(port: number): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: PATH, agent: false })
        .once('response', (incoming) => resolve(incoming.pause()))
        .once('error', reject)
        .end();
    });
  }
});
