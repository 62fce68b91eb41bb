import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from './data-dir';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'data-dir-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a data directory', () => {
  it('has one gateway; another one is refused with its name', async () => {
    const lock = await lockDataDir(dir);
    await expect(lockDataDir(dir, 0)).rejects.toThrow(
      new RegExp(
        `^DATA_DIR ${dir} is in use by another VPS Backups \\(process ${process.pid} on .+, since 2`,
      ),
    );
    lock.release();
    (await lockDataDir(dir, 0)).release();
  });

  it('is waited for while its gateway stops', async () => {
    const first = await lockDataDir(dir);
    const second = lockDataDir(dir, 10_000);
    await new Promise((resolve) => setImmediate(resolve));
    first.release();
    (await second).release();
  });

  it.each([
    ['of a process that is gone', '{"pid":999999999,"host":"elsewhere","since":"2025-01-16T15:45:00.000Z"}'],
    ['of this very process number', JSON.stringify({ pid: process.pid, host: 'elsewhere', since: '' })],
    ['that is damaged', '\0{'],
  ])('is free whatever holder file was left behind: %s', async (_what, note) => {
    writeFileSync(join(dir, 'gateway.json'), note);
    (await lockDataDir(dir, 0)).release();
  });

  it('is refused without a name while the holder has not written it', async () => {
    const lock = await lockDataDir(dir);
    rmSync(join(dir, 'gateway.json'));
    await expect(lockDataDir(dir, 0)).rejects.toThrow(/is in use by another VPS Backups\. Stop/);
    lock.release();
  });

  it('contains only the lock and the holder file', async () => {
    const lock = await lockDataDir(dir);
    expect(readdirSync(dir).sort()).toEqual(['gateway.json', 'gateway.lock']);
    lock.release();
  });
});
