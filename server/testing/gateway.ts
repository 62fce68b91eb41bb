import { afterEach, expect } from 'vitest';
import { startGateway } from '../app';
import { createActivity } from '../audit/activity';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';
import type { Gateway } from '../http/listen';
import { createLog } from '../http/log';
import { publicAddress } from '../http/own-address';
import { createProviderGate } from '../provider/gate';
import { createHttpClient } from '../provider/http-client';
import { jsonWithoutSecrets } from '../provider/secrets';
import { createUpstreams, WRITE_TIME_FACTOR } from '../provider/upstream';
import type { SandboxControl } from '../sandbox/control-routes';
import { createMetrics } from '../watch/metrics/metrics';
import { createReadiness } from '../watch/readiness';
import { type Answer, answerJson, type SeenRequest, startServer, type TestServer } from './http';

export const TEST_TOKEN = 'vps_canary-"token"\\0123456789';

export interface TestGateway extends Gateway {
  readonly logLines: readonly string[];
}

interface TestGatewayOptions {
  readonly baseUrl?: string;
  readonly mode?: 'token' | 'sandbox';
  readonly clientDir?: string | null;
  readonly sandbox?: SandboxControl | null;
  readonly readTimeoutMs?: number;
  readonly maxResponseBytes?: number;
  readonly publicUrl?: string | null;
  readonly metricsToken?: string | null;
  /** With the limits that apply to a provider over the network. */
  readonly hasGate?: boolean;
  readonly isReadOnly?: boolean;
  /** How long a request may take to come in, ms. */
  readonly requestLimitMs?: number;
  /** How long reads may take once the gateway stops, ms. */
  readonly stopPatienceMs?: number;
  /** Where the log is stored; a new in-memory database by default. */
  readonly database?: Database;
}

/** The whole gateway on a free port, in this process. */
export async function startTestGateway({
  baseUrl = 'http://provider.invalid/api/v1',
  mode = 'token',
  clientDir = null,
  sandbox = null,
  readTimeoutMs = 10_000,
  maxResponseBytes,
  publicUrl = null,
  metricsToken = null,
  hasGate = false,
  isReadOnly = false,
  requestLimitMs,
  stopPatienceMs,
  database: given,
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const logLines: string[] = [];
  const database = given ?? (await openSqlite(':memory:'));
  const log = createLog({
    write: (line) => logLines.push(line),
    redact: (line) => jsonWithoutSecrets(line, TEST_TOKEN),
  });
  const upstreams = createUpstreams({
    provider: { baseUrl, fetch: createHttpClient() },
    readTimeoutMs,
    ...(maxResponseBytes !== undefined && { maxResponseBytes }),
    ...(hasGate && { gate: createProviderGate({ log }) }),
  });
  const upstream = upstreams.as(TEST_TOKEN);
  const providerHost = new URL(baseUrl).host;
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    info: { mode, providerHost, providerUrl: baseUrl, version: '1.2.3' },
    upstream: upstreams,
    activity: createActivity({
      database,
      upstreams,
      token: TEST_TOKEN,
      log,
      providerHost,
      secret: TEST_TOKEN,
      now: Date.now,
      writeTimeoutMs: readTimeoutMs * WRITE_TIME_FACTOR,
    }),
    metrics: createMetrics({ upstream, now: Date.now, token: metricsToken, version: '1.2.3', log }),
    sandbox,
    clientDir,
    log,
    publicAddress: publicUrl === null ? null : publicAddress(publicUrl),
    isReadOnly,
    ...(requestLimitMs !== undefined && { requestLimitMs }),
    ...(stopPatienceMs !== undefined && { stopPatienceMs }),
    readiness: createReadiness({ upstream, database, log }),
  });
  return { ...gateway, logLines };
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const ACCOUNT = { account: { email: 'ops@example.com' }, token: { name: 'test' } };

type ProviderTestOptions = Pick<
  TestGatewayOptions,
  | 'mode'
  | 'readTimeoutMs'
  | 'maxResponseBytes'
  | 'publicUrl'
  | 'isReadOnly'
  | 'hasGate'
  | 'requestLimitMs'
  | 'stopPatienceMs'
> & {
  /** The answer of `GET /account/me/`. */
  readonly account?: unknown;
};

/** A gateway in front of a stand-in for the provider; both end with the test. */
export async function setUpGateway(
  respond: Parameters<typeof startServer>[0] = (outgoing) =>
    answerJson(outgoing, 200, { count: 0, results: [] }),
  { account = ACCOUNT, ...options }: ProviderTestOptions = {},
): Promise<{ gateway: TestGateway; port: number; provider: TestServer }> {
  const provider = await startServer((outgoing, seen, incoming) => {
    const own = ownAnswer(seen, account);
    if (own === null) respond(outgoing, seen, incoming);
    else answerJson(outgoing, 200, own);
  });
  const gateway = await startTestGateway({ baseUrl: provider.baseUrl, ...options });
  cleanups.push(provider.close, gateway.stop);
  return { gateway, port: gateway.port, provider };
}

/** The answer to the account request that the gateway makes for its log before a write; null for anything else. */
function ownAnswer({ method, url }: SeenRequest, account: unknown): unknown {
  return method === 'GET' && url === '/api/v1/account/me/' ? account : null;
}

/** Status and code of a response of the gateway's own, after checking its form. */
export function refusal(answer: Answer): unknown {
  const body: unknown = JSON.parse(answer.text);
  expect(body).toMatchObject({
    detail: expect.stringMatching(/^[A-Z].*\.$/),
    gateway: { code: answer.headers['x-gateway-error'] },
  });
  return [answer.status, answer.headers['x-gateway-error']];
}
