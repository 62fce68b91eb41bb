import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fleetSummary } from '../../src/core/fleet/fleet-summary';
import { HOUR_MS } from '../../src/core/lib/time-units';
import { verdictText } from '../../src/core/text/verdict-text';
import { openSqlite } from '../database/sqlite';
import type { Database } from '../database/tables';
import { readFleet } from '../provider/read-fleet';
import { createUpstream } from '../provider/upstream';
import { openActivityGateway } from '../testing/activity-gateway';
import { ENGLISH } from '../watch/english';

let database: Database;
beforeEach(async () => {
  database = await openSqlite(':memory:');
});
afterEach(() => database.close());

/** Lists each server's agreements and their effect. */
async function demo(later = 0) {
  const gateway = openActivityGateway(database, { isDemo: true });
  await gateway.agreements.begin();
  const { sandbox } = gateway;
  const now = () => Date.parse(sandbox.state().now) + later;
  const reading = await readFleet({
    upstream: createUpstream({ provider: sandbox, readTimeoutMs: 1000 }),
    signal: new AbortController().signal,
    now,
    readAgreements: () => gateway.agreements.read(null),
  });
  if (reading.kind === 'blind') throw new Error(reading.reason);
  const of = (name: string) => reading.servers.find((server) => server.name === name);
  return { gateway, of, servers: reading.servers, nowMs: now() };
}

describe('the demo data', () => {
  it('show each kind of agreement', async () => {
    const { of, servers, nowMs } = await demo();
    expect(verdictText(fleetSummary(servers, { nowMs }), ENGLISH)).toBe(
      '6 of 14 servers need attention, 1 acknowledged, 1 not watched',
    );
    expect(of('web-server-01')).toMatchObject({
      agreement: { expectation: null, tags: ['production', 'web'], note: expect.any(String) },
      protection: { state: 'protected', expectation: { maxAgeHours: 26 } },
    });
    expect(of('billing-01')).toMatchObject({
      agreement: { expectation: { minGood: 10 } },
      protection: { state: 'protected' },
    });
    expect(of('customer-portal-production-read-replica-02')).toMatchObject({
      standing: 'acknowledged',
      protection: { state: 'missed' },
    });
    expect(of('staging-01')).toMatchObject({ standing: 'unwatched', protection: { state: 'never' } });
    const edge = of('edge-03')?.protection;
    expect(edge?.state).toBe('shortReach');
    expect(edge?.reasons.map(({ code }) => code)).toContain('unusuallyLarge');
  });

  it('show an accepted size: without it, two later backups would be suspicious', async () => {
    const { gateway, of } = await demo();
    const suspicious = (server: ReturnType<typeof of>) =>
      server?.history.filter(({ suspicion }) => suspicion !== null).length;
    expect(suspicious(of('cache-02'))).toBe(0);
    await gateway.call('POST', '/api/agreements/servers/12360', {
      version: 1,
      change: { kind: 'forget_size' },
    });
    expect(suspicious((await demo()).of('cache-02'))).toBe(2);
  });

  it('show a locked backup with a note', async () => {
    const { gateway } = await demo();
    const { backups } = JSON.parse((await gateway.call('GET', '/api/agreements')).text);
    expect(backups).toMatchObject([
      { backup_id: 499, note: expect.any(String), kept: { by: 'ops@example.com' } },
    ]);
  });

  it.each([6, 12, 18])('show the same %d hours later', async (hours) => {
    const { of } = await demo(hours * HOUR_MS);
    expect(of('customer-portal-production-read-replica-02')?.standing).toBe('acknowledged');
    expect(of('edge-03')?.protection.state).toBe('shortReach');
  });

  it("are restored by a reset, and otherwise keep people's changes", async () => {
    const { gateway } = await demo();
    const all = async () => JSON.parse((await gateway.call('GET', '/api/agreements')).text);
    const fresh = await all();
    await gateway.call('POST', '/api/agreements/servers/12367', {
      version: 1,
      change: { kind: 'start_watching' },
    });
    await gateway.agreements.begin();
    expect(await all()).not.toEqual(fresh);
    expect((await gateway.call('POST', '/api/sandbox/reset')).status).toBe(200);
    expect((await all()).servers).toHaveLength(fresh.servers.length);
    expect((await all()).servers).toContainEqual(
      expect.objectContaining({ server_id: 12367, unwatched: expect.anything() }),
    );
  });
});
