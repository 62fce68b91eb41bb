import { afterEach } from 'vitest';
import type { UpstreamOutcome } from '../../provider/answer';
import type { ForwardCall } from '../../provider/forward-table';
import { createHttpClient } from '../../provider/http-client';
import { createUpstream, type Upstream, type UpstreamsOptions } from '../../provider/upstream';
import { startServer, type TestServer } from '../http';

export const UPSTREAM_TOKEN = 'vps_test-token';
export const READ: ForwardCall = {
  method: 'GET',
  path: '/backups/?server_id=1',
  route: '/backups/',
  hasBody: false,
};
export const CREATE: ForwardCall = { method: 'POST', path: '/backups/', route: '/backups/', hasBody: true };
export const DELETE: ForwardCall = {
  method: 'DELETE',
  path: '/backups/501/',
  route: '/backups/{id}/',
  hasBody: false,
};

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export async function provider(respond: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const server = await startServer(respond);
  servers.push(server);
  return server;
}

export function upstreamOf(
  baseUrl: string,
  options: Partial<Pick<UpstreamsOptions, 'readTimeoutMs' | 'maxResponseBytes' | 'leases'>> = {},
): Upstream {
  return createUpstream({
    provider: { baseUrl, token: UPSTREAM_TOKEN, fetch: createHttpClient() },
    readTimeoutMs: 10_000,
    ...options,
  });
}

export function json(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function forward(
  upstream: Upstream,
  call: ForwardCall,
  body = call.hasBody ? json({ server_id: 1 }) : null,
  signal = new AbortController().signal,
) {
  return upstream.forward({ call, body, signal });
}

export function textOf(outcome: UpstreamOutcome): string {
  if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome));
  return new TextDecoder().decode(outcome.body ?? new Uint8Array());
}

export function codeOf(outcome: UpstreamOutcome): string {
  return outcome.kind === 'failure' ? outcome.failure.code : outcome.kind;
}
