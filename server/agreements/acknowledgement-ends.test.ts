import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database/tables';
import { readFleet } from '../provider/read-fleet';
import {
  type ActivityGatewayOptions,
  openActivityGateway,
  openSandbox,
  SECRET,
} from '../testing/activity-gateway';
import type { TestDatabases } from '../testing/database/databases';
import { describeOnEachDatabase } from '../testing/database/postgres';
import { fleetUpstream, listOf, wireBackup } from '../testing/provider/fleet-upstream';

const NOW = Date.parse('2025-01-16T15:45:00Z');
const HOUR = 3_600_000;
const WEB = { id: 12345, name: 'web-server-01' };
const LATE = 31;
const MISSED = 60;

describeOnEachDatabase('the end of an acknowledgement', (databases: TestDatabases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open(await databases.newPlace());
  });
  afterEach(() => database.close());
  afterAll(() => databases.dispose());

  /** One of several gateways on the same database. */
  const open = (options: ActivityGatewayOptions = {}) => {
    const { agreements, call, entries } = openActivityGateway(database, options);
    return {
      call,
      entries,
      acknowledge: (reason: string) =>
        call('POST', '/api/agreements/servers/12345', {
          version: 0,
          change: { kind: 'acknowledge', reason, state: 'late', is_in_error: false, until: null },
        }),
      /** What its watch, metrics and check report for a newest backup of this age. */
      async standing(hoursAgo: number, isWhole = true) {
        const backups = [0, 1, 2, 3, 4].map((days) =>
          wireBackup(100 + days, WEB, NOW - (hoursAgo + 24 * days) * HOUR),
        );
        const reading = await readFleet({
          upstream: fleetUpstream({
            backups: () => listOf(backups, { count: isWhole ? 5 : 6 }),
            servers: () => listOf([WEB]),
          }),
          signal: new AbortController().signal,
          now: () => NOW,
          readAgreements: () => agreements.read(null),
          endAcknowledgements: (ended) => agreements.end(null, ended),
        });
        return reading.kind === 'read' ? reading.servers[0]?.standing : reading.reason;
      },
      /** As a browser reports it. */
      report: async (version: number, cause = 'worse') =>
        (
          await call('POST', '/api/agreements/ended', {
            ended: [{ server_id: 12345, version, cause }],
          })
        ).status,
      stored: async () =>
        JSON.parse((await call('GET', '/api/agreements')).text).servers[0].acknowledgement.ended,
    };
  };

  it('is stored by the gateway that sees it, and still holds on the others when the state improves', async () => {
    const [one, other] = [open(), open()];
    await one.acknowledge(`Known. ${SECRET}`);
    expect(await one.standing(LATE)).toBe('acknowledged');
    expect(await one.standing(MISSED)).toBe('watched');
    expect(await other.standing(LATE)).toBe('watched');
    expect(await other.stored()).toEqual({ cause: 'worse', at: '2025-01-16T15:45:00.000Z' });
    expect((await other.entries()).entries).toMatchObject([
      {
        action: 'acknowledgement_ended',
        outcome: 'completed',
        reason: 'state_worse',
        actor: { email: 'Dashboard' },
        server: { id: 12345, name: 'web-server-01' },
        description: 'Known. [secret]',
      },
      { action: 'acknowledge', actor: { email: 'ops@example.com' } },
    ]);
  });

  it('is stored and logged once, however many readers report it', async () => {
    const [one, other] = [open(), open()];
    await one.acknowledge('Known');
    const all = await Promise.all([one.report(1), other.report(1), one.standing(MISSED), other.report(1)]);
    expect(all).toEqual([200, 200, 'watched', 200]);
    expect((await one.entries()).entries.map(({ action }) => action)).toEqual([
      'acknowledgement_ended',
      'acknowledge',
    ]);
  });

  it('is judged by the gateway itself, whatever the browser says', async () => {
    const { call, entries } = open();
    const acknowledge = (state: string) =>
      call('POST', '/api/agreements/servers/12379', {
        version: 0,
        change: { kind: 'acknowledge', reason: 'Known', state, is_in_error: false, until: null },
      });
    const report = (cause: string) =>
      call('POST', '/api/agreements/ended', { ended: [{ server_id: 12379, version: 1, cause }] });
    const ended = async () =>
      JSON.parse((await call('GET', '/api/agreements')).text).servers[0].acknowledgement.ended;
    await acknowledge('missed');
    for (const cause of ['worse', 'good']) expect((await report(cause)).status).toBe(200);
    expect(await ended()).toBeNull();
    expect((await entries()).entries.map(({ action }) => action)).toEqual(['acknowledge']);
    await database.db.deleteFrom('agreement').execute();
    await acknowledge('late');
    await report('good');
    expect(await ended()).toMatchObject({ cause: 'worse' });
    expect((await entries()).entries[0]).toMatchObject({ reason: 'state_worse' });
  });

  it('is not taken while the gateway can’t read everything, and the caller is told', async () => {
    const sandbox = openSandbox();
    let isReadable = true;
    const one = open({
      sandbox,
      fetch: async (request) => {
        if (!isReadable && request.url.includes('/backups/')) throw new TypeError('No connection');
        return sandbox.fetch(request);
      },
    });
    await one.acknowledge('Known');
    isReadable = false;
    expect(await one.report(1)).toBe(503);
    expect(await one.stored()).toBeNull();
  });

  it('is not stored from a report about an older version', async () => {
    const one = open();
    await one.acknowledge('Known');
    expect(await one.report(2)).toBe(200);
    expect(await one.stored()).toBeNull();
  });

  it('is not taken from a browser before its date, nor by a date that it does not have', async () => {
    const one = open();
    const acknowledge = (version: number, until: string | null) =>
      one.call('POST', '/api/agreements/servers/12345', {
        version,
        change: { kind: 'acknowledge', reason: 'Known', state: 'late', is_in_error: false, until },
      });
    await acknowledge(0, '2025-01-17T15:45:00.000Z');
    for (const cause of ['date', 'good']) {
      expect(await one.report(1, cause)).toBe(200);
      expect(await one.stored(), cause).toBeNull();
    }
    await acknowledge(1, null);
    await one.report(2, 'date');
    expect(await one.stored()).toBeNull();
    await acknowledge(2, '2025-01-16T15:44:00.000Z');
    await one.report(3, 'date');
    expect(await one.stored()).toMatchObject({ cause: 'date' });
  });

  it('is not derived from an incomplete list', async () => {
    const one = open();
    await one.acknowledge('Known');
    expect(await one.standing(MISSED, false)).toBe('watched');
    expect(await one.standing(LATE)).toBe('acknowledged');
  });

  it('is applied but not stored by a read-only gateway', async () => {
    await open().acknowledge('Known');
    const reader = open({ isReadOnly: true });
    expect(await reader.standing(MISSED)).toBe('watched');
    expect(await reader.report(1)).toBe(403);
    expect(await reader.stored()).toBeNull();
  });
});
