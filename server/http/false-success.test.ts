import { describe, expect, it } from 'vitest';
import { setUpGateway } from '../testing/gateway';
import { answerJson, OWN_PAGE, send } from '../testing/http';

const LISTED = { id: 501, server: { id: 1, name: 'web' }, backup_type: 'manual', status: 'completed' };

type Call = readonly [method: string, path: string, body: string | undefined];

const CREATE: Call = ['POST', '/backups/', '{"server_id":1}'];
const DELETE: Call = ['DELETE', '/backups/501/', undefined];
const RESTORE: Call = ['POST', '/servers/1/restore/', '{"backup_id":501}'];

const NO_SUCCESS = [
  ['a web page', 200, '<!doctype html><title>Sign in</title>'],
  ['a web page', 202, '<html><body>Maintenance</body></html>'],
  ['plain text', 200, 'OK'],
  ['half of a JSON text', 201, '{"id": 50'],
  ['bytes that are no text', 200, Buffer.from([0xff, 0xfe, 0x00])],
] as const;

/** What one call leaves in the log, and what the browser gets. */
async function outcomeOf(
  [method, path, body]: Call,
  [status, text]: readonly [number, string | Buffer],
): Promise<{ answer: { status: number; text: string }; entries: unknown }> {
  const { port } = await setUpGateway((outgoing, seen) => {
    if (seen.method === 'GET') answerJson(outgoing, 200, { count: 1, results: [LISTED] });
    else outgoing.writeHead(status, { 'content-type': 'text/html' }).end(text);
  });
  const sent = { port, method, path: `/api/v1${path}`, headers: OWN_PAGE };
  const answer = await send({ ...sent, ...(body !== undefined && { body }) });
  const log: unknown = JSON.parse((await send({ port, path: '/api/activity' })).text);
  return { answer, entries: log };
}

describe.each([CREATE, DELETE, RESTORE])('%s %s', (...call) => {
  it.each(NO_SUCCESS)(
    'answered with %s (%i) is logged as unknown, not as done',
    async (_name, status, text) => {
      const { answer, entries } = await outcomeOf(call, [status, text]);
      expect(answer.status).toBe(status);
      expect(entries).toMatchObject({
        entries: [{ outcome: 'unknown', reason: 'unreadable_answer', provider_status: status }],
      });
    },
  );
});

it.each([
  [200, ''],
  [202, ' \r\n'],
  [204, ''],
  [200, '{"message":"Restore started."}'],
  [202, 'null'],
])('a restore answered with %i and %j is logged as accepted', async (status, text) => {
  const { entries } = await outcomeOf(RESTORE, [status, text]);
  expect(entries).toMatchObject({ entries: [{ outcome: 'accepted' }] });
});
