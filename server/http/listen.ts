import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { Hono } from 'hono';
import { type GatewayFailure, gatewayError, INTERNAL_ERROR } from './gateway-error';
import type { GatewayEnv } from './http-env';
import type { Log } from './log';
import { noStore, securityHeaders } from './security-headers';
import { StartError } from './start-error';

/** A whole request must have arrived by then: a slow one holds memory and a connection. */
const REQUEST_LIMIT_MS = 30_000;

/** Longer than nginx keeps an idle connection (60 s): closing it must not hit a change on its way. */
const KEEP_ALIVE_MS = 75_000;

/**
 * How long reads may take once the gateway stops. Connections still open are closed after half as long again, and writes
 * end just before the process is ended by force, so that the log says that their outcome is unknown.
 */
const STOP_PATIENCE_MS = 5000;

export interface ListenOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** How long a request may take to arrive, ms. */
  readonly requestLimitMs?: number;
  /** How long reads may take once the gateway stops, ms. */
  readonly stopPatienceMs?: number;
  /** Whether browsers reach the gateway over https. */
  readonly isHttps: boolean;
  readonly log: Log;
  /** Creates the app; port and stopping are known only later. */
  readonly appOf: (state: {
    readonly port: () => number;
    readonly isStopping: () => boolean;
  }) => Hono<GatewayEnv>;
  /** The calls to the provider. */
  readonly upstream: {
    /** Resolves when no call is in progress. */
    settled(): Promise<void>;
    giveUpReads(): void;
    /** Last of all: the outcome of these calls is then unknown. */
    giveUpWrites(): void;
  };
}

export interface Gateway {
  /** An address that works in a browser on this machine. */
  readonly url: string;
  readonly port: number;
  /** Accepts no more connections; resolves when every write under way is logged. Reads and slow clients get seconds. */
  stop(): Promise<void>;
}

/**
 * Starts to listen; resolves when it takes requests.
 * @throws StartError when the port is taken or the host cannot be bound
 */
export async function listenForRequests(options: ListenOptions): Promise<Gateway> {
  let port = options.port;
  let isStopping = false;
  const app = options.appOf({ port: () => port, isStopping: () => isStopping });
  const handled = new Set<Promise<unknown>>();
  const handle: typeof app.fetch = (...request) => {
    const answer = app.fetch(...request);
    if (!(answer instanceof Promise)) return answer;
    handled.add(answer);
    return answer.finally(() => handled.delete(answer));
  };
  const listener = getRequestListener(handle, {
    // Replaces an empty Host header, so that the guard can refuse it with an explanation.
    hostname: '127.0.0.1',
    errorHandler: adapterErrors(options),
  });
  const { requestLimitMs = REQUEST_LIMIT_MS } = options;
  const limits = {
    requestTimeout: requestLimitMs,
    headersTimeout: requestLimitMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.ceil(requestLimitMs / 10),
  };
  const server = createServer(limits, (incoming, outgoing) => void listener(incoming, outgoing));
  const closeIdle = trackConnections(server);
  port = await listen(server, options.host, options.port);

  return {
    url: `http://${browsableHost(options.host)}:${port}`,
    port,
    async stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      closeIdle();
      const { stopPatienceMs = STOP_PATIENCE_MS, upstream } = options;
      const timers = [
        setTimeout(upstream.giveUpReads, stopPatienceMs),
        setTimeout(() => server.closeAllConnections(), stopPatienceMs * 1.5),
        setTimeout(upstream.giveUpWrites, stopPatienceMs * 1.8),
      ];
      await closed;
      // A write whose browser has gone must still be finished and logged.
      await upstream.settled();
      await Promise.allSettled(handled);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): StartError {
  const code = error.code ?? error.message;
  if (code === 'EADDRINUSE') {
    return new StartError(
      `PORT ${port} is already in use on ${host}; stop the other program or set PORT to another number.`,
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `PORT ${port} may not be used by this user (EACCES); set PORT to a number above 1023.`,
    );
  }
  return new StartError(
    `HOST ${host} cannot be listened on (${code}); set HOST to an address of this machine, such as 127.0.0.1.`,
  );
}

/** Malformed requests never reach the app; their responses carry the same headers. */
function adapterErrors({ log, isHttps }: Pick<ListenOptions, 'log' | 'isHttps'>) {
  return (error: unknown): Response | Promise<Response> => {
    if (!(error instanceof RequestError)) log.error(error);
    const app = new Hono();
    app.use(securityHeaders([], isHttps), noStore);
    app.use(async () => gatewayError(error instanceof RequestError ? MALFORMED : INTERNAL_ERROR));
    return app.request('/');
  };
}

const MALFORMED: GatewayFailure = {
  code: 'bad_request',
  detail: "The request's address or its Host header is malformed.",
};

/**
 * Returns a function that closes idle connections, now and as they become idle. `server.close()` alone waits for those
 * that a browser opened in advance and has not used yet.
 */
function trackConnections(server: Server): () => void {
  const requestsBySocket = new Map<Socket, number>();
  let isClosing = false;
  const count = (socket: Socket, change: number) => {
    if (!requestsBySocket.has(socket)) return;
    const requests = (requestsBySocket.get(socket) ?? 0) + change;
    requestsBySocket.set(socket, requests);
    if (isClosing && requests === 0) socket.destroySoon();
  };
  server.on('connection', (socket) => {
    requestsBySocket.set(socket, 0);
    socket.once('close', () => requestsBySocket.delete(socket));
  });
  server.on('request', ({ socket }, outgoing) => {
    count(socket, 1);
    outgoing.once('close', () => count(socket, -1));
  });
  return () => {
    isClosing = true;
    for (const socket of requestsBySocket.keys()) count(socket, 0);
  };
}

/** The address to open: "all interfaces" is not one. */
function browsableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
