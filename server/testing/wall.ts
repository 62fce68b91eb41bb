import { afterAll, afterEach, beforeEach } from 'vitest';
import type { Database } from '../database/tables';
import type { TestDatabases } from './database/databases';
import type { Answer } from './http';
import { backup, type SignInSetup, setUpSignIn, type startSignInGateway } from './sign-in';

/** The service token; it is of Anne's account. */
export const SERVICE = 'vps_canary-service-0123456789';
export const NOBODY = 'x'.repeat(43);

export const json = (answer: Answer) => JSON.parse(answer.text);

/** The calls of `/api/wall` and `/api/wall-links`. */
export function wallCallsOf(call: Awaited<ReturnType<typeof startSignInGateway>>['call']) {
  return {
    make: (cookie: string, name: unknown = 'Office') =>
      call('POST', '/api/wall-links', { cookie, body: { name } }),
    list: async (cookie: string) => json(await call('GET', '/api/wall-links', { cookie })),
    revoke: (cookie: string, id: string) => call('DELETE', `/api/wall-links/${id}`, { cookie }),
    open: (key: unknown) => call('POST', '/api/wall', { body: { key } }),
    read: (cookie: string, headers: Record<string, string> = {}) =>
      call('GET', '/api/wall', { cookie, headers }),
  };
}

/** A new database for each test of the block, and gateways on it with wall links. */
export function setUpWall(databases: TestDatabases) {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  async function start(options: Partial<SignInSetup> = {}) {
    const clock = { ms: 0 };
    const made = await setUpSignIn({
      database,
      serviceToken: SERVICE,
      wallClock: () => clock.ms,
      ...options,
    });
    const me = { account: { email: 'anne@example.com' }, token: { name: 'service', permissions: ['all'] } };
    const secret = { ...backup(501, 'anne-web'), description: 'canary-description' };
    const servers = [{ id: 1, name: 'anne-web', status: 'active', ip_address: '203.0.113.10' }];
    made.accounts.set(SERVICE, { me, backups: [secret], servers });
    return { ...made, ...wallCallsOf(made.call), clock, database };
  }
  return { start };
}
