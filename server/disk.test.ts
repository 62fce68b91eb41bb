import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import LibSql from 'libsql';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openSqlite } from './database/sqlite';
import type { Database } from './database/tables';
import { SILENT_LOG } from './http/log';
import { openActivityGateway } from './testing/activity-gateway';
import { sqliteDatabases } from './testing/database/databases';
import { createReadiness } from './watch/readiness';

const { placeWithoutTables, open, dispose } = sqliteDatabases();
afterAll(dispose);
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A gateway on this database, and whether it reports being ready. */
function gatewayOver(database: Database) {
  const gateway = openActivityGateway(database);
  cleanups.push(() => database.close());
  const upstream = {
    forward: async () => ({ kind: 'answer', status: 200, headers: new Headers(), body: null }) as const,
  };
  let nowMs = 0;
  const readiness = createReadiness({ upstream, database, log: SILENT_LOG, now: () => nowMs });
  const ready = async () => {
    // Earlier results no longer count.
    nowMs += 60_000;
    return (await readiness()).database;
  };
  return { ...gateway, remove: (id: number) => gateway.call('DELETE', `/api/v1/backups/${id}/`), ready };
}

const REFUSED = { gateway: { code: 'activity_unavailable', reached: 'no' } };

/** A small file system; null if none can be mounted. */
function smallDisk(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'small-disk-'));
  cleanups.push(() => rmSync(place, { recursive: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    process.stderr.write('No file system can be mounted: the test of a full disk is skipped.\n');
    return null;
  }
  cleanups.push(() => execFileSync('umount', ['--lazy', place]));
  return place;
}

describe('a gateway', () => {
  it('with a full disk changes nothing and is not ready, until there is room again', async ({ skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip();
    const { remove, ready, provider } = gatewayOver(await openSqlite(join(disk, 'activity.sqlite')));
    expect(await ready()).toBe('ok');
    const ballast = join(disk, 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024))).toThrow(/ENOSPC/);
    // Fills the remaining space in the file.
    while ((await remove(999_999)).status !== 503);
    const before = await provider('/backups/');
    const refused = await remove(501);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([503, expect.objectContaining(REFUSED)]);
    expect(await provider('/backups/')).toBe(before);
    expect(await ready()).toBe('unavailable');

    rmSync(ballast);
    expect(await ready()).toBe('ok');
    expect((await remove(501)).status).toBe(204);
  });

  it('whose DATA_DIR was removed changes nothing and is not ready', async () => {
    const place = await placeWithoutTables();
    const { remove, ready, provider } = gatewayOver(await open(place));
    expect([await ready(), (await remove(999_999)).status]).toEqual(['ok', 404]);
    rmSync(dirname(place), { recursive: true });
    const before = await provider('/backups/');
    const refused = await remove(501);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([503, expect.objectContaining(REFUSED)]);
    expect(await provider('/backups/')).toBe(before);
    expect(await ready()).toBe('unavailable');
  });

  it('whose file is locked sends a change once the file is free, and answers everything else meanwhile', async () => {
    const place = await placeWithoutTables();
    const { remove, call } = gatewayOver(await open(place));
    const other = new LibSql(place);
    other.exec('begin immediate');
    const removed = remove(501);
    for (const path of ['/healthz', '/api/v1/backups/', '/api/activity']) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
    }
    other.exec('rollback');
    other.close();
    expect((await removed).status).toBe(204);
  });

  it('whose file stays locked changes nothing and is not ready', async () => {
    const place = await placeWithoutTables();
    const { remove, ready, provider } = gatewayOver(await openSqlite(place, 20));
    const other = new LibSql(place);
    other.exec('begin immediate');
    const before = await provider('/backups/');
    const refused = await remove(501);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([503, expect.objectContaining(REFUSED)]);
    expect(await provider('/backups/')).toBe(before);
    expect(await ready()).toBe('unavailable');
    other.exec('rollback');
    other.close();
    expect(await ready()).toBe('ok');
  });

  it('whose file is locked when a change is answered passes the answer on, and logs it once the file is free', async () => {
    const place = await placeWithoutTables();
    const database = await openSqlite(place, 20);
    cleanups.push(() => database.close());
    const other = new LibSql(place);
    const { call, entries } = openActivityGateway(database, {
      async fetch({ method }) {
        if (method !== 'DELETE') return Response.json({ count: 0, results: [] });
        other.exec('begin immediate');
        return new Response(null, { status: 204 });
      },
    });
    expect((await call('DELETE', '/api/v1/backups/501/')).status).toBe(204);
    expect((await entries()).entries).toMatchObject([{ outcome: 'pending' }]);
    other.exec('rollback');
    other.close();
    await vi.waitFor(async () => expect((await entries()).entries).toMatchObject([{ outcome: 'deleted' }]), {
      timeout: 10_000,
    });
  });
});
