import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { deferred } from '../http';

export interface RawProvider {
  readonly port: number;
  readonly baseUrl: string;
  /** The connections that were opened, and for each the start lines of its requests. */
  readonly connections: readonly (readonly string[])[];
  /** Resolves at the first byte of the first connection. */
  readonly opened: Promise<void>;
  /** Resolves at the first request. */
  readonly asked: Promise<void>;
  close(): Promise<void>;
}

/** A stand-in for the provider that writes its answers byte by byte, as no HTTP server would. */
export async function startRawProvider(
  respond: (socket: Socket, startLine: string) => void,
): Promise<RawProvider> {
  const sockets = new Set<Socket>();
  const connections: string[][] = [];
  const opened = deferred();
  const asked = deferred();
  const server = createServer((socket) => {
    const startLines: string[] = [];
    connections.push(startLines);
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
    // The gateway breaking off is what some tests are about.
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      opened.resolve();
      const startLine = /^[A-Z]+ \S+(?= HTTP\/1\.1\r\n)/.exec(data.toString('latin1'))?.[0];
      if (startLine === undefined) return;
      startLines.push(startLine);
      asked.resolve();
      respond(socket, startLine);
    });
  });
  const port = await listen(server);
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    connections,
    opened: opened.promise,
    asked: asked.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve(address.port);
    });
  });
}

/** How a compressed answer can be broken so that the damage shows only after its first part was read. */
export const GZIP_DAMAGE = ['damaged inside', 'followed by stray bytes', 'never ended'] as const;

/** Answers with JSON in a gzip body that is broken, in two packets. */
export function answerDamaged(socket: Socket, damage: (typeof GZIP_DAMAGE)[number], status = 200): void {
  const [first, second] = damagedPieces(damage);
  socket.write(
    `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
  socket.write(chunk(first));
  // A packet of its own: the first one has been worked through by then.
  setTimeout(() => socket.write(Buffer.concat([chunk(second), Buffer.from('0\r\n\r\n')])), 30);
}

function chunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.byteLength.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

function damagedPieces(damage: (typeof GZIP_DAMAGE)[number]): readonly [Uint8Array, Uint8Array] {
  const noise = Array.from({ length: 300 }, (_, at) => at * at);
  const whole = gzipSync(JSON.stringify({ count: 0, results: [], noise }));
  const half = Math.floor(whole.byteLength / 2);
  switch (damage) {
    case 'damaged inside': {
      const broken = Buffer.from(whole).fill(0xff, half, half + 40);
      return [broken.subarray(0, half), broken.subarray(half)];
    }
    case 'followed by stray bytes':
      return [whole, Buffer.from('stray bytes')];
    case 'never ended':
      return [whole.subarray(0, half), whole.subarray(half, half + 1)];
  }
}
