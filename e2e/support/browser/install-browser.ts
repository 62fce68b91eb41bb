import { spawnSync } from 'node:child_process';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasAptGet: boolean;
}

/** Runs one command; true if it succeeded. */
export type RunCommand = (command: string, args: readonly string[]) => boolean;

/** Best first: the headless shell is smaller and faster, but older systems do not have it. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];

/** What to do on a machine where no browser can be installed automatically. */
export const INSTALL_ADVICE = [
  'No Chromium for the end-to-end tests. Do one of these, then run the command again:',
  '  Debian:          sudo apt-get install chromium-headless-shell fonts-liberation',
  '  any system:      npx playwright install --with-deps chromium',
  '  another browser: CHROMIUM_PATH=/path/to/chrome npm run test:e2e',
].join('\n');

/** Whether a browser can be installed here without asking. */
export function canInstall(machine: Machine): boolean {
  return machine.platform === 'linux' && machine.isRoot && machine.hasAptGet;
}

/**
 * Installs Chromium with apt-get. The package lists are only updated if they do not contain a package, or name a
 * version that the mirror no longer has. True if the installation succeeded.
 */
export function installChromium(run: RunCommand): boolean {
  const install = () => PACKAGES.some((name) => isListed(run, name) && installPackage(run, name));
  return install() || (run('apt-get', ['update']) && install());
}

function isListed(run: RunCommand, name: string): boolean {
  return run('apt-cache', ['show', '--quiet', name]);
}

function installPackage(run: RunCommand, name: string): boolean {
  return run('apt-get', ['install', '-y', '--no-install-recommends', name, 'fonts-liberation']);
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
