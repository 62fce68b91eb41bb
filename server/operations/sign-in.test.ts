import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { wireOperationSchema } from '../../src/core/restore/restore-operation';
import type { Database } from '../database/tables';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { answerJson, startServer } from '../testing/http';
import { ANNE, BEN, backup, laterClose, startSignInGateway } from '../testing/sign-in';

describeOnEachDatabase('a restore where people sign in', testSignIn);

const ID = 'operation-of-anne';
const START = { operation_id: ID, kind: 'safe_restore', server_id: 1, backup_id: 501, safety_backup: true };

function testSignIn(databases: TestDatabases): void {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
    // Closed after the gateways, which still store the outcome of a write under way.
    laterClose(() => database.close());
  });
  afterAll(() => databases.dispose());

  /** A provider with one server per account, whose safety backup completes if `copyStatus` says so. */
  async function setUp(now?: () => number) {
    const writes: string[] = [];
    const shown = { copyStatus: 'in_progress', revoked: '' };
    let copy: object | null = null;
    const respond = (outgoing: ServerResponse, method: string, path: string, token: string, body: string) => {
      const name = token === ANNE || token === `${ANNE}2` ? 'anne' : 'ben';
      if (token === shown.revoked) return answerJson(outgoing, 401, { detail: 'Invalid token.' });
      if (path === '/account/me/') {
        const me = {
          account: { email: `${name}@example.com` },
          token: { name: 'ops', permissions: ['all'] },
        };
        return answerJson(outgoing, 200, me);
      }
      if (method === 'POST') {
        writes.push(`${name} ${path}`);
        if (path !== '/backups/') return answerJson(outgoing, 202, { message: 'Restore started.' });
        const { description }: { description?: string } = JSON.parse(body);
        copy = {
          ...backup(600, `${name}-web`),
          backup_type: 'manual',
          created_at: new Date().toISOString(),
          description,
        };
        return answerJson(outgoing, 201, { ...copy, status: 'in_progress', size_mb: null });
      }
      if (path === '/servers/1/') return answerJson(outgoing, 404, { detail: 'Not found.' });
      const results = [
        backup(501, `${name}-web`),
        ...(copy === null ? [] : [{ ...copy, status: shown.copyStatus }]),
      ];
      answerJson(outgoing, 200, { count: results.length, results });
    };
    const provider = await startServer((outgoing, { method, url, headers, body }) => {
      const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      respond(outgoing, method, url.replace(/^\/api\/v1/, '').replace(/\?.*$/, ''), token, body);
    });
    const gateway = await startSignInGateway({ database, baseUrl: provider.baseUrl, ...(now && { now }) });
    laterClose(provider.close, gateway.stop);
    const one = async (cookie: string) => {
      const { status, text } = await gateway.call('GET', `/api/operations/${ID}`, { cookie });
      return status === 200 ? v.parse(wireOperationSchema, JSON.parse(text)) : null;
    };
    const start = (cookie: string) => gateway.call('POST', '/api/operations', { cookie, body: START });
    const ask = (cookie: string, what: string) =>
      gateway.call('POST', `/api/operations/${ID}/${what}`, { cookie });
    return { gateway, writes, shown, one, start, ask };
  }

  it('continues after the browser has gone, with the token of the person who started it', async () => {
    const { gateway, writes, shown, one, start } = await setUp();
    const anne = await gateway.signIn(ANNE);
    expect((await start(anne)).status).toBe(201);
    shown.copyStatus = 'completed';
    await expect
      .poll(() => writes, { timeout: 10_000 })
      .toEqual(['anne /backups/', 'anne /servers/1/restore/']);
    await expect
      .poll(() => one(anne))
      .toMatchObject({ message: 'Restore started.', startedBy: { email: 'anne@example.com' } });
  });

  it.each([
    ['signed out', null],
    ['lost its token', ANNE],
  ])(
    'stops before its next write when the person has %s, until somebody of the account continues it',
    async (_how, revoked) => {
      const { gateway, writes, shown, one, start, ask } = await setUp();
      const anne = await gateway.signIn(ANNE);
      await start(anne);
      await expect.poll(() => one(anne)).toMatchObject({ state: { phase: { kind: 'waitingForCopy' } } });
      if (revoked === null) await gateway.call('DELETE', '/api/session', { cookie: anne });
      else shown.revoked = revoked;
      const again = await gateway.signIn(`${ANNE}2`);
      await expect.poll(() => one(again), { timeout: 10_000 }).toMatchObject({ waitsFor: 'sign_in' });
      shown.copyStatus = 'completed';
      expect(writes).toEqual(['anne /backups/']);
      expect((await ask(again, 'continue')).status).toBe(200);
      await expect
        .poll(() => writes, { timeout: 10_000 })
        .toEqual(['anne /backups/', 'anne /servers/1/restore/']);
    },
  );

  it('ends with the maximum session length, although it counts as use until then', async () => {
    let nowMs = Date.now();
    const { gateway, one, start } = await setUp(() => nowMs);
    const anne = await gateway.signIn(ANNE);
    await start(anne);
    for (let hour = 0; hour < 11; hour += 0.25) {
      nowMs += 15 * 60_000;
      await gateway.operations.lookNow();
    }
    expect(await one(anne)).toMatchObject({ waitsFor: null });
    nowMs += 2 * 3_600_000;
    await gateway.operations.lookNow();
    const again = await gateway.signIn(ANNE);
    expect(await one(again)).toMatchObject({ waitsFor: 'sign_in' });
  });

  it("can't be seen, stopped or continued by anyone else", async () => {
    const { gateway, one, start, ask } = await setUp();
    const anne = await gateway.signIn(ANNE);
    await start(anne);
    const ben = await gateway.signIn(BEN);
    expect(await one(ben)).toBeNull();
    for (const what of ['stop', 'continue', 'dismiss']) expect((await ask(ben, what)).status).toBe(404);
    const list = await gateway.call('GET', '/api/operations', { cookie: ben });
    expect(JSON.parse(list.text)).toEqual({ operations: [], runs: [], next_run: null });
    expect(await one(anne)).toMatchObject({
      state: { phase: { kind: expect.not.stringContaining('dropped') } },
    });
  });
}
