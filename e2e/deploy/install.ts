import { runCommand } from '../support/browser/install-browser';

/** Installs a Debian package as root; false where that is not possible. */
export function installPackage(name: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const install = ['install', '-y', '--no-install-recommends', name];
  return (
    runCommand('apt-get', install) || (runCommand('apt-get', ['update']) && runCommand('apt-get', install))
  );
}
