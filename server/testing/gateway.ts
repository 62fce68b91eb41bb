import { afterEach, expect } from 'vitest';
import { type Gateway, startGateway } from '../gateway';
import { createLog } from '../log';
import type { SandboxControl } from '../sandbox-routes';
import { createUpstream } from '../upstream';
import { type Answer, answerJson, startServer, type TestServer } from './http';

export const TEST_TOKEN = 'vps_canary-"token"\\0123456789';

export interface TestGateway extends Gateway {
  readonly logLines: readonly string[];
}

interface TestGatewayOptions {
  readonly baseUrl?: string;
  readonly clientDir?: string | null;
  readonly sandbox?: SandboxControl | null;
  readonly readTimeoutMs?: number;
}

/** The whole gateway on a free port, without a process of its own. */
export async function startTestGateway({
  baseUrl = 'http://provider.invalid/api/v1',
  clientDir = null,
  sandbox = null,
  readTimeoutMs = 10_000,
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const logLines: string[] = [];
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    info: { mode: 'token', providerHost: new URL(baseUrl).host, version: '1.2.3' },
    upstream: createUpstream({
      provider: { baseUrl, token: TEST_TOKEN, fetch: (request) => fetch(request) },
      readTimeoutMs,
    }),
    sandbox,
    clientDir,
    log: createLog({ write: (line) => logLines.push(line), secret: TEST_TOKEN }),
  });
  return { ...gateway, logLines };
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A gateway before a stand-in of the provider; both end with the test. */
export async function setUpGateway(
  respond: Parameters<typeof startServer>[0] = (outgoing) =>
    answerJson(outgoing, 200, { count: 0, results: [] }),
  options: { readTimeoutMs?: number } = {},
): Promise<{ gateway: TestGateway; port: number; provider: TestServer }> {
  const provider = await startServer(respond);
  const gateway = await startTestGateway({ baseUrl: provider.baseUrl, ...options });
  cleanups.push(provider.close, gateway.stop);
  return { gateway, port: gateway.port, provider };
}

/** Status and code of one of the gateway's own answers, whose form it checks. */
export function refusal(answer: Answer): unknown {
  const body: unknown = JSON.parse(answer.text);
  expect(body).toMatchObject({
    detail: expect.stringMatching(/^[A-Z].*\.$/),
    gateway: { code: answer.headers['x-gateway-error'] },
  });
  return [answer.status, answer.headers['x-gateway-error']];
}
