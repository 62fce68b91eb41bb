import { spawnSync } from 'node:child_process';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasAptGet: boolean;
}

/** Runs one command; true if it succeeded. */
export type RunCommand = (command: string, args: readonly string[]) => boolean;

const INSTALL = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'];

/** What to do on a machine where no browser can be installed automatically. */
export const INSTALL_ADVICE = [
  'No Chromium for the end-to-end tests. Do one of these, then run the command again:',
  '  Debian:          sudo apt-get install chromium fonts-liberation',
  '  any system:      npx playwright install --with-deps chromium',
  '  another browser: CHROMIUM_PATH=/path/to/chrome npm run test:e2e',
].join('\n');

/** Whether a browser can be installed here without asking. */
export function canInstall(machine: Machine): boolean {
  return machine.platform === 'linux' && machine.isRoot && machine.hasAptGet;
}

/**
 * Installs Chromium with apt-get. The package lists are only updated if they do not contain the package, or name a
 * version that the mirror no longer has. True if the installation succeeded.
 */
export function installChromium(run: RunCommand): boolean {
  const isListed = run('apt-cache', ['show', '--quiet', 'chromium']);
  if (isListed && run('apt-get', INSTALL)) return true;
  return run('apt-get', ['update']) && run('apt-get', INSTALL);
}

/** Runs a system command and sends its output to stderr, to keep the tests' own output clean. */
export function runCommand(command: string, args: readonly string[]): boolean {
  const isQuery = command === 'apt-cache';
  const { status } = spawnSync(command, args, {
    stdio: isQuery ? 'ignore' : ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
