import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOW, openTrial } from '../sandbox/testing';

const ROOT = join(import.meta.dirname, '../..');
const TIME_LIMIT_MS = 120_000;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'check-command-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

/** The command as README writes it, with nothing of this environment's settings. */
function checkBackups(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    DATA_DIR: dir,
    SANDBOX_NOW: new Date(NOW).toISOString(),
  };
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '-s', 'check:backups', '--', ...args],
      { cwd: ROOT, env },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

it('the command tells by its exit code what a monitoring system shall do', {
  timeout: TIME_LIMIT_MS,
}, async () => {
  const { sandbox } = openTrial({ file: join(dir, 'sandbox.sqlite') });
  const [all, sound] = await Promise.all([
    checkBackups('--nagios'),
    checkBackups('--server', 'web-server-01', '--json'),
  ]);
  sandbox.close();
  expect(all).toMatchObject({
    code: 2,
    stderr: '',
    stdout: expect.stringMatching(/^BACKUPS CRITICAL - 7 of 14 /),
  });
  expect(sound).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(sound.stdout)).toMatchObject({ status: 'ok', servers: [{ name: 'web-server-01' }] });
});
