import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandboxClient } from './sandbox-client';

interface Seen {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const STATE = { scenario: null, scenarios: ['slow'], now: '2025-01-16T15:45:00.000Z', creationSpeed: 1 };

let server: Server;
let origin: string;
let seen: Seen[];
let answer: { status: number; body: string };

beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: JSON.stringify(STATE) };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

describe('steering the sandbox', () => {
  it('changes one thing at a time, as a page of the gateway would', async () => {
    const client = createSandboxClient(origin);
    expect(await client.advance(1500)).toEqual(STATE);
    await client.setScenario(null);
    await client.reset();
    expect(seen.map(({ line, body }) => `${line} ${body}`.trim())).toEqual([
      'PUT /api/sandbox {"advanceMs":1500}',
      'PUT /api/sandbox {"scenario":null}',
      'POST /api/sandbox/reset',
    ]);
    expect(seen.every(({ headers }) => headers.origin === origin)).toBe(true);
  });

  it('does not go on when the sandbox refuses or there is none', async () => {
    answer = { status: 404, body: '{"detail":"no sandbox"}' };
    await expect(createSandboxClient(origin).setScenario('slow')).rejects.toThrow(/404.*no sandbox/);
  });
});

describe('calling the gateway past the browser', () => {
  it.each<[string, unknown]>([
    ['{"count":0}', { count: 0 }],
    ['<h1>Oops</h1>', '<h1>Oops</h1>'],
    ['', null],
  ])('gives the body of %s whatever the status', async (body, expected) => {
    answer = { status: 500, body };
    expect(await createSandboxClient(origin).api('GET', '/api/v1/backups/')).toMatchObject({
      status: 500,
      body: expected,
    });
  });
});
