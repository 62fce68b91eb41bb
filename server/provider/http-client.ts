import {
  type ClientRequestArgs,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { NotSentError } from './failures';

/** The used part of a response. A `Response` fits. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/** Sends one request; rejects with a {@link NotSentError} if it is certain that nothing of it arrived. */
export type HttpFetch = (request: Request, signal: AbortSignal) => Promise<HttpAnswer>;

/** If there is no connection after this, there won't be one. */
const CONNECT_LIMIT_MS = 10_000;
/** Shorter than servers keep an idle connection (at least five seconds), so that the client closes it first. */
const IDLE_LIMIT_MS = 4000;
const CHUNK_BYTES = 64 * 1024;

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip({ chunkSize: CHUNK_BYTES }),
  'x-gzip': () => createGunzip({ chunkSize: CHUNK_BYTES }),
  deflate: () => createInflate({ chunkSize: CHUNK_BYTES }),
  br: () => createBrotliDecompress({ chunkSize: CHUNK_BYTES }),
};

/**
 * HTTP to the outside. Node's `fetch` is not up to it: damaged compressed bodies hang it, it refuses some ports, and it
 * sends a change on a connection that the other side may be closing at that moment, which leaves open whether it
 * arrived. Here each change has a connection of its own; reads of one token share some, and a read that met a closed
 * one is sent once more. Redirects are not followed.
 */
export function createHttpClient(): HttpFetch {
  const shared = { keepAlive: true, timeout: IDLE_LIMIT_MS };
  const agents = { 'http:': new TokenAgent(shared), 'https:': new TokenTlsAgent(shared) } as const;

  return async (request, signal) => {
    const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
    const isRead = request.method === 'GET';
    const send = (isShared: boolean): Promise<IncomingMessage> =>
      sendOnce(request, { body, signal, isShared });
    try {
      return toResponse(await send(isRead));
    } catch (error) {
      if (!(error instanceof StaleConnectionError)) throw error;
      return toResponse(await send(false));
    }
  };

  function sendOnce(
    { url, method, headers }: Request,
    { body, signal, isShared }: { body: Uint8Array | null; signal: AbortSignal; isShared: boolean },
  ): Promise<IncomingMessage> {
    const isTls = url.startsWith('https:');
    return new Promise((resolve, reject) => {
      const outgoing = (isTls ? httpsRequest : httpRequest)(url, {
        method,
        headers: {
          'user-agent': 'vps-backups',
          ...Object.fromEntries(headers),
          'accept-encoding': 'gzip, br',
          ...(body !== null && { 'content-length': body.byteLength }),
        },
        agent: isShared ? agents[isTls ? 'https:' : 'http:'] : false,
        signal,
      });
      let isConnected = false;
      const timer = setTimeout(() => outgoing.destroy(new ConnectTimeoutError()), CONNECT_LIMIT_MS);
      const connected = (): void => {
        isConnected = true;
        clearTimeout(timer);
      };
      outgoing.once('socket', (socket) => {
        if (outgoing.reusedSocket) connected();
        else socket.once(isTls ? 'secureConnect' : 'connect', connected);
      });
      outgoing.once('response', resolve);
      // Stays for the whole call: a connection can also break while the answer comes.
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        if (!isConnected) reject(new NotSentError(error));
        else if (outgoing.reusedSocket && CLOSED.has(error.code ?? ''))
          reject(new StaleConnectionError(error));
        else reject(error);
      });
      outgoing.end(body);
    });
  }
}

/**
 * Requests with the same name share connections. The token is part of it, so that bytes a provider sends late can never
 * pass for the answer to another account.
 */
class TokenAgent extends HttpAgent {
  override getName(options: ClientRequestArgs = {}): string {
    return `${super.getName(options)} ${tokenIn(options)}`;
  }
}

class TokenTlsAgent extends HttpsAgent {
  override getName(options: ClientRequestArgs = {}): string {
    return `${super.getName(options)} ${tokenIn(options)}`;
  }
}

function tokenIn({ headers = {} }: ClientRequestArgs): string {
  return 'authorization' in headers ? String(headers.authorization) : '';
}

/** How a connection ends that the other side has closed. */
const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

/** A read met a connection from before that had been closed. */
class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError';
  constructor(cause: unknown) {
    super('The connection was closed before it was used again.', { cause });
  }
}

class ConnectTimeoutError extends Error {
  override readonly name = 'ConnectTimeoutError';
  readonly code = 'ETIMEDOUT';
  readonly syscall = 'connect';
}

function toResponse(incoming: IncomingMessage): HttpAnswer {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return { status: incoming.statusCode ?? 0, headers, body: webStream(unpacked(incoming, headers)) };
}

const BODYLESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** The body as it was before it was compressed; damage to it is an error of the stream. */
function unpacked(incoming: IncomingMessage, headers: Headers): Readable {
  // Without a single byte there is nothing to decompress, whatever the header says.
  if (BODYLESS.has(incoming.statusCode ?? 0) || headers.get('content-length') === '0') return incoming;
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding]?.() : undefined;
  // Errors show when the result is read.
  return decoder === undefined ? incoming : pipeline(incoming, decoder, () => undefined);
}

/** Read only on demand; cancelling it closes the connection. */
function webStream(from: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  // Errors before anybody reads show at the first read.
  from.on('error', () => undefined);
  const chunks: AsyncIterator<unknown> = from[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (value instanceof Uint8Array) controller.enqueue(new Uint8Array(value));
        else if (done === true) controller.close();
      },
      cancel() {
        from.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
