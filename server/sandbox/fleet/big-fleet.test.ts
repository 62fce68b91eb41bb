import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/core/lib/time-units';
import type { BackupRow } from '../model';
import { NOW, openTrial } from '../testing';
import { makeBigFleet } from './big-fleet';
import { createRandom } from './random';

const moment = { now: NOW, random: createRandom(1) };

describe('the generated fleet', () => {
  it.each([
    [1, 0],
    [1, 1],
    [1, 45],
    [3, 7],
    [50, 1],
    [60, 100],
    [10, 20_000],
    [500, 20_000],
    [2500, 4000],
  ])('of %d servers holds exactly %d backups', (servers, backups) => {
    const fleet = makeBigFleet({ servers, backups }, moment);
    expect(fleet.servers).toHaveLength(servers);
    expect(fleet.backups).toHaveLength(backups);
    expect(new Set(fleet.backups.map((backup) => backup.id)).size).toBe(backups);
    expect(new Set(fleet.servers.map((server) => server.name)).size).toBe(servers);
    expect(new Set(fleet.servers.map((server) => server.ipAddress)).size).toBe(servers);
    const odd = fleet.backups.filter(
      ({ createdAt, expiresAt }) => createdAt > NOW || (expiresAt !== null && expiresAt <= NOW),
    );
    expect(odd).toEqual([]);
  });

  it('refuses more backups than its servers can have', () => {
    expect(() => makeBigFleet({ servers: 1, backups: 1_000_000 }, moment)).toThrow(RangeError);
    expect(() => openTrial({ fleet: { servers: 0, backups: 10 } })).toThrow(RangeError);
    expect(() => openTrial({ fleet: { servers: 2.5, backups: 10 } })).toThrow(RangeError);
  });

  it('mixes all states in small, fixed proportions', () => {
    const fleet = makeBigFleet({ servers: 500, backups: 20_000 }, moment);
    const byServer = new Map<number, BackupRow[]>(fleet.servers.map((server) => [server.id, []]));
    for (const backup of fleet.backups) byServer.get(backup.serverId)?.push(backup);
    const counts = { never: 0, unprotected: 0, single: 0, full: 0, running: 0, sizeless: 0, stale: 0 };
    for (const server of fleet.servers) {
      const own = byServer.get(server.id) ?? [];
      const good = own.filter((backup) => backup.status === 'completed');
      const newestGood = Math.max(...good.map((backup) => backup.createdAt));
      const manual = own.filter((backup) => backup.type === 'manual').length;
      expect(manual).toBeLessThanOrEqual(10);
      if (own.length === 0) counts.never += 1;
      else if (good.length === 0) counts.unprotected += 1;
      else if (NOW - newestGood > 24 * HOUR_MS) counts.stale += 1;
      if (own.length === 1) counts.single += 1;
      if (manual === 10) counts.full += 1;
      if (own.some((backup) => backup.status === 'in_progress' && backup.type === 'manual'))
        counts.running += 1;
      if (good.some((backup) => backup.sizeMb === null)) counts.sizeless += 1;
    }
    expect(counts).toMatchObject({
      never: 10,
      unprotected: 10,
      single: 10,
      full: 10,
      running: 10,
      sizeless: 10,
    });
    expect(counts.stale).toBeGreaterThan(20);
    expect(counts.stale).toBeLessThan(80);
  });

  it('is listed completely, and the same for the same seed', async () => {
    const fleet = { servers: 60, backups: 2000 };
    const trial = openTrial({ fleet });
    expect(await trial.backups()).toHaveLength(2000);
    expect(await trial.servers()).toHaveLength(60);
    expect(await openTrial({ fleet }).backups()).toEqual(await trial.backups());
    trial.sandbox.reset();
    expect(await trial.backups()).toHaveLength(2000);
  });
});
