import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
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

/** Runs a command without this environment's settings. */
function run(program: string, args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    DATA_DIR: dir,
    SANDBOX_NOW: new Date(NOW).toISOString(),
  };
  return new Promise((resolve) => {
    execFile(program, args, { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

// Both ways of running it that docs/watching.md names.
it('the exit code of the command follows the worst server', { timeout: TIME_LIMIT_MS }, async () => {
  const { sandbox } = openTrial({ file: join(dir, 'sandbox.sqlite') });
  const [all, sound] = await Promise.all([
    run(process.execPath, [join(inject('serverDir'), 'check-backups.js'), '--nagios']),
    run('npm', ['run', '-s', 'check:backups', '--', '--server', 'web-server-01', '--json']),
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
