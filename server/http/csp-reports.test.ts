import { describe, expect, it } from 'vitest';
import { setUpGateway } from '../testing/gateway';
import { send } from '../testing/http';

const OLD = {
  'csp-report': {
    'document-uri': 'http://127.0.0.1:4173/backups?q=private#part',
    'effective-directive': 'script-src-elem',
    'blocked-uri': 'https://evil.example/x.js?token=vps_leak',
    'source-file': 'http://127.0.0.1:4173/assets/app.js?v=private',
    'line-number': 7,
    'script-sample': 'private sample',
    'original-policy': "default-src 'none'",
  },
};
const NEW = [
  {
    type: 'csp-violation',
    age: 5,
    url: 'https://backups.example.com/servers/1?private=1',
    body: {
      documentURL: 'https://backups.example.com/servers/1?private=1',
      blockedURL: 'inline',
      effectiveDirective: 'style-src-attr',
      sample: 'private',
    },
  },
];

async function report(port: number, body: unknown, type = 'application/csp-report') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  // As a browser sends it: without the app's own headers.
  const headers = { 'content-type': type };
  return send({ port, method: 'POST', path: '/api/csp-report', headers, body: text });
}

function violations(lines: readonly string[]): unknown[] {
  return lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ event }) => event === 'csp_violation')
    .map(({ time: _time, id: _id, event: _event, ...rest }) => rest);
}

describe('reports of content security policy violations', () => {
  it('become one line each, without query, fragment or sample', async () => {
    const { gateway, port } = await setUpGateway();
    expect((await report(port, OLD)).status).toBe(204);
    expect((await report(port, NEW, 'application/reports+json')).status).toBe(204);
    expect(violations(gateway.logLines)).toEqual([
      {
        directive: 'script-src-elem',
        blocked: 'https://evil.example/x.js',
        page: 'http://127.0.0.1:4173/backups',
        source: 'http://127.0.0.1:4173/assets/app.js',
        line: 7,
      },
      {
        directive: 'style-src-attr',
        blocked: 'inline',
        page: 'https://backups.example.com/servers/1',
        source: '',
        line: null,
      },
    ]);
    expect(gateway.logLines.join('')).not.toMatch(/private|leak/);
  });

  it.each([
    ['data:text/html,private', 'data:'],
    ['blob:https://x.example/private', 'blob:'],
    ['eval', 'eval'],
    [`https://x.example/${'a'.repeat(500)}`, `https://x.example/${'a'.repeat(102)}`],
    ['javascript private', 'javascript'],
    [7, ''],
  ])('shorten what was blocked: %j', async (blocked, expected) => {
    const { gateway, port } = await setUpGateway();
    await report(port, { 'csp-report': { 'blocked-uri': blocked } });
    expect(violations(gateway.logLines)).toEqual([expect.objectContaining({ blocked: expected })]);
  });

  it.each([
    ['{', 'application/csp-report'],
    ['[]', 'application/reports+json'],
    ['{"csp-report": 1}', 'application/csp-report'],
    ['[{"type": "deprecation", "body": {}}]', 'application/reports+json'],
    [JSON.stringify(OLD), 'text/plain'],
    [JSON.stringify({ ...OLD, more: 'x'.repeat(9000) }), 'application/csp-report'],
  ])('are refused if invalid: %.40s', async (body, type) => {
    const { gateway, port } = await setUpGateway();
    expect((await report(port, body, type)).status).toBe(400);
    expect(violations(gateway.logLines)).toEqual([]);
  });

  it('cannot fill the log', async () => {
    const { gateway, port } = await setUpGateway();
    const statuses: number[] = [];
    for (let count = 0; count < 32; count += 1) statuses.push((await report(port, OLD)).status);
    expect(statuses.slice(29)).toEqual([204, 429, 429]);
    expect(violations(gateway.logLines)).toHaveLength(30);
  });
});
