import { request } from 'node:http';
import { type Measure, Readings, repeat } from '../measure';
import { childRssMb } from '../process-memory';

/**
 * The gateway alone, reading the whole list as a browser does: time to the first byte and to the end of the answer, its
 * size, and the memory of the process before and after. In sandbox mode the provider is in the same process, so its
 * work and data are part of these figures.
 */
export const gateway: Measure = {
  name: 'gateway',
  about: 'time to first byte of the list, and the memory of the gateway',
  take: async (bench) => {
    const readings = new Readings();
    const { url } = await bench.fleet();
    const entry = `${bench.options.dist}/server/main.js`;
    readings.add('memory before', 'MB', childRssMb(entry));
    for (const encoding of ['gzip', 'gzip, deflate, br']) {
      await repeat(bench.options.runs, async () => {
        const { firstByteMs, totalMs, bodyBytes, etag } = await ask(`${url}/api/v1/backups/`, encoding, null);
        readings.add(`${encoding}: first byte`, 'ms', firstByteMs);
        readings.add(`${encoding}: whole list`, 'ms', totalMs);
        readings.add(`${encoding}: body`, 'kB', bodyBytes / 1000);
        if (etag === null) return;
        const again = await ask(`${url}/api/v1/backups/`, encoding, etag);
        readings.add(`${encoding}: asked again with its tag (${again.status})`, 'ms', again.totalMs);
      });
    }
    readings.add('memory after', 'MB', childRssMb(entry));
    return { readings: readings.all() };
  },
};

function ask(url: string, encoding: string, tag: string | null) {
  return new Promise<{
    status: number;
    firstByteMs: number;
    totalMs: number;
    bodyBytes: number;
    etag: string | null;
  }>((resolve, reject) => {
    const startedMs = performance.now();
    const headers = { 'accept-encoding': encoding, ...(tag === null ? {} : { 'if-none-match': tag }) };
    const call = request(url, { headers }, (response) => {
      const firstByteMs = performance.now() - startedMs;
      let bodyBytes = 0;
      response.on('data', (chunk: Buffer) => {
        bodyBytes += chunk.byteLength;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          firstByteMs,
          totalMs: performance.now() - startedMs,
          bodyBytes,
          etag: response.headers.etag ?? null,
        }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}
