import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';

/** A promise that the test settles itself. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

export interface SentRequest {
  readonly port: number;
  readonly method?: string;
  /** Sent over the wire exactly as it stands. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Sends one request on a connection of its own; unlike `fetch` it sets any header and leaves the path alone. */
export function send({
  port,
  method = 'GET',
  path,
  headers = {},
  body,
  signal,
}: SentRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers, agent: false, ...(signal && { signal }) },
      (incoming) => {
        readAll(incoming).then((bytes) => {
          const status = incoming.statusCode ?? 0;
          resolve({ status, headers: incoming.headers, bytes, text: bytes.toString() });
        }, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Sends bytes that no HTTP client would, and reads until the other side closes. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.once('error', reject);
    readAll(socket).then((bytes) => resolve(bytes.toString()), reject);
  });
}

/**
 * Reads over HTTP/1.0, where an answer may end with its connection; rejects when that is reset.
 * @param onBytes hears how many bytes have come
 */
export function sendHttp10(port: number, path: string, onBytes: (count: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    });
    const chunks: Buffer[] = [];
    let count = 0;
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      count += chunk.byteLength;
      onBytes(count);
    });
    socket.once('error', reject);
    socket.once('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Headers of a change made by the gateway's own page. */
export const OWN_PAGE = {
  'sec-fetch-site': 'same-origin',
  'x-requested-with': 'vps-backups',
  'content-type': 'application/json',
};

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestServer {
  readonly port: number;
  readonly baseUrl: string;
  /** What has arrived so far. */
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

type Respond = (outgoing: ServerResponse, seen: SeenRequest, incoming: IncomingMessage) => void;

/** A stand-in for the provider on a free port of 127.0.0.1. */
export async function startServer(respond: Respond): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    readAll(incoming).then(
      (bytes) => {
        const { method = '', url = '', headers } = incoming;
        const one = { method, url, headers, body: bytes.toString() };
        seen.push(one);
        respond(outgoing, one, incoming);
      },
      () => {},
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    baseUrl: `http://127.0.0.1:${address.port}/api/v1`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
