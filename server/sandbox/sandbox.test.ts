import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/lib/time-units';
import { SandboxChangeError } from './change';
import { SandboxFileError } from './database';
import { createSandbox } from './sandbox';
import { NOW, openTrial } from './testing';

const WEB = 12345;

function execute(file: string, sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

describe('a file', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    file = join(folder, 'data', 'sandbox.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is created with its folder, and keeps everything over a restart', async () => {
    const first = openTrial({ file });
    first.sandbox.update({ scenario: 'failing-restore', creationSpeed: 4, advanceMs: DAY_MS });
    const { id } = await first.create(WEB, 'kept');
    await first.call('DELETE', '/backups/501/');
    await first.call('POST', '/servers/12346/restore/', { backup_id: 482 });
    const before = {
      state: first.sandbox.state(),
      backups: await first.backups(),
      servers: await first.servers(),
    };
    first.sandbox.close();

    const second = openTrial({ file });
    expect(second.sandbox.state()).toEqual(before.state);
    expect(await second.backups()).toEqual(before.backups);
    expect(await second.servers()).toEqual(before.servers);
    expect((await second.create(WEB)).id).toBe(id + 1);
    second.sandbox.close();
  });

  it('lets running work end while it is closed', async () => {
    const first = openTrial({ file });
    const { id } = await first.create(WEB);
    first.sandbox.close();
    const second = openTrial({ file, now: NOW + 3 * DAY_MS });
    const backups = await second.backups(`?server_id=${WEB}`);
    expect(backups.find((backup) => backup.id === id)?.status).toBe('completed');
    expect(backups.filter((backup) => Date.parse(backup.created_at) > NOW)).toHaveLength(3);
    second.sandbox.close();
  });

  it('keeps its own fleet when no other is asked for, and says so when one is', () => {
    createSandbox({ file, fleet: { servers: 3, backups: 20 }, seed: 5 }).close();
    createSandbox({ file }).close();
    createSandbox({ file, fleet: { servers: 3, backups: 20 }, seed: 5 }).close();
    expect(() => createSandbox({ file, fleet: { servers: 4, backups: 20 } })).toThrow(
      /holds a fleet of 3 servers and 20 backups.*Delete it/,
    );
    expect(() => createSandbox({ file, seed: 6 })).toThrow(/made with seed 5/);
  });

  it.each([
    [
      'text',
      (path: string) => writeFileSync(path, 'hello, this is no database\n'.repeat(500)),
      /is no SQLite database/,
    ],
    [
      'another program',
      (path: string) => execute(path, 'CREATE TABLE notes (id INTEGER)'),
      /belongs to another program/,
    ],
    [
      'a later version',
      (path: string) => {
        createSandbox({ file: path }).close();
        execute(path, 'PRAGMA user_version = 99');
      },
      /has format 99, and this version reads format 1/,
    ],
    [
      'half a file',
      (path: string) => {
        createSandbox({ file: path }).close();
        truncateSync(path, Math.floor(readFileSync(path).length / 2));
      },
      /is damaged/,
    ],
    [
      'damaged pages',
      (path: string) => {
        createSandbox({ file: path }).close();
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0xab, 4096 * 2));
      },
      /is damaged/,
    ],
    ['a folder', () => undefined, /cannot be opened.*can be written/],
  ])('that holds %s gives one clear error that names it', (kind, make, words) => {
    const path = kind === 'a folder' ? folder : join(folder, 'odd.db');
    make(path);
    let error: unknown;
    try {
      createSandbox({ file: path });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SandboxFileError);
    expect(error).toHaveProperty('message', expect.stringMatching(words));
    expect(error).toHaveProperty('message', expect.stringContaining(path));
    expect(error).toHaveProperty('message', expect.not.stringContaining('\n'));
  });
});

describe('steering', () => {
  it('starts with no scenario, at the real time and speed', () => {
    expect(openTrial().sandbox.state()).toEqual({
      scenario: null,
      scenarios: expect.arrayContaining(['slow', 'failing-restore']),
      now: '2025-01-16T15:45:00.000Z',
      creationSpeed: 1,
    });
  });

  it('changes only what is named', () => {
    const { sandbox } = openTrial();
    sandbox.update({ scenario: 'slow' });
    sandbox.update({ creationSpeed: 20 });
    expect(sandbox.update({ advanceMs: MINUTE_MS })).toMatchObject({
      scenario: 'slow',
      creationSpeed: 20,
      now: '2025-01-16T15:46:00.000Z',
    });
    expect(sandbox.update({ scenario: null })).toMatchObject({ scenario: null, creationSpeed: 20 });
    expect(sandbox.update({})).toEqual(sandbox.state());
  });

  it('advances its clock, and everything that depends on it', async () => {
    const trial = openTrial();
    const { id } = await trial.create(WEB);
    trial.sandbox.update({ advanceMs: 40 * SECOND_MS });
    expect((await trial.backups()).find((backup) => backup.id === id)?.status).toBe('completed');
    trial.sandbox.update({ advanceMs: 35 * DAY_MS });
    const automatic = await trial.backups(`?server_id=${WEB}&backup_type=automatic`);
    expect(automatic.every((backup) => Date.parse(backup.created_at) > NOW)).toBe(true);
    expect(automatic.length).toBeGreaterThanOrEqual(30);
  });

  it.each<[object, RegExp]>([
    [{ scenario: 'flood' }, /scenario must be null or one of slow, cut/],
    [{ creationSpeed: 0 }, /at least 0\.05/],
    [{ creationSpeed: Number.NaN }, /creation_speed must be a number/],
    [{ creationSpeed: 1e9 }, /at most 10000/],
    [{ advanceMs: -1 }, /must not be negative/],
    [{ advanceMs: 0.5 }, /whole milliseconds/],
    [{ advanceMs: 401 * DAY_MS }, /at most 400 days/],
    [{ speed: 3 }, /nothing but scenario, creation_speed and advance_ms/],
  ])('refuses %j and changes nothing', (change, words) => {
    const { sandbox } = openTrial();
    const before = sandbox.state();
    expect(() => sandbox.update({ creationSpeed: 7, scenario: 'slow', ...change })).toThrow(
      SandboxChangeError,
    );
    expect(() => sandbox.update(change)).toThrow(words);
    expect(sandbox.state()).toEqual(before);
  });

  it('limits the total to 400 days', () => {
    const { sandbox } = openTrial();
    sandbox.update({ advanceMs: 399 * DAY_MS });
    expect(() => sandbox.update({ advanceMs: 2 * DAY_MS })).toThrow(SandboxChangeError);
  });

  it('resets fleet, time and speed', async () => {
    const trial = openTrial({ creationSpeed: 3 });
    const fresh = {
      state: trial.sandbox.state(),
      backups: await trial.backups(),
      servers: await trial.servers(),
    };
    await trial.create(WEB);
    await trial.call('POST', '/servers/12345/restore/', { backup_id: 501 });
    trial.sandbox.update({ scenario: 'html', creationSpeed: 9, advanceMs: 50 * DAY_MS });
    expect(trial.sandbox.reset()).toEqual(fresh.state);
    expect(await trial.backups()).toEqual(fresh.backups);
    expect(await trial.servers()).toEqual(fresh.servers);
    expect((await trial.create(WEB)).id).toBe(503);
  });

  it('refuses invalid options', () => {
    expect(() => openTrial({ creationSpeed: 0 })).toThrow(RangeError);
  });
});
