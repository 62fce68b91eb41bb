import { existsSync } from 'node:fs';
import { findBrowser } from './find-browser';
import { canInstall, INSTALL_ADVICE, installChromium, runCommand } from './install-browser';

/** Installs a browser for the end-to-end tests if possible, or prints what to install. */
function ensureBrowser(): number {
  const found = findBrowser();
  if (found !== undefined) return report(found.path);
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    console.error(`CHROMIUM_PATH names ${named}, which is not a Chromium that starts.`);
    return 1;
  }
  const machine = {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasAptGet: existsSync('/usr/bin/apt-get'),
  };
  if (canInstall(machine)) {
    console.log('No Chromium found; installing it with apt-get.');
    const installed = installChromium(runCommand) ? findBrowser() : undefined;
    if (installed !== undefined) return report(installed.path);
  }
  console.error(INSTALL_ADVICE);
  return 1;
}

function report(path: string): number {
  console.log(`End-to-end tests use ${path}`);
  return 0;
}

process.exitCode = ensureBrowser();
