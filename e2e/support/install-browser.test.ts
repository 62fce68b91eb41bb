import { describe, expect, it } from 'vitest';
import { canInstall, installChromium } from './install-browser';

/** Answers each command in turn as told and keeps what was run. */
function script(...answers: boolean[]) {
  const log: string[] = [];
  const run = (command: string, args: readonly string[]): boolean => {
    log.push(`${command} ${args[0]}`);
    return answers[log.length - 1] ?? false;
  };
  return { log, run };
}

describe('installing a browser', () => {
  it('does not touch a machine where it is not root, or that has no apt-get', () => {
    expect(canInstall({ platform: 'linux', isRoot: true, hasAptGet: true })).toBe(true);
    expect(canInstall({ platform: 'linux', isRoot: false, hasAptGet: true })).toBe(false);
    expect(canInstall({ platform: 'linux', isRoot: true, hasAptGet: false })).toBe(false);
    expect(canInstall({ platform: 'darwin', isRoot: true, hasAptGet: true })).toBe(false);
  });

  it('leaves the package lists alone when they name the package', () => {
    const { log, run } = script(true, true);
    expect(installChromium(run)).toBe(true);
    expect(log).toEqual(['apt-cache show', 'apt-get install']);
  });

  it('fetches the package lists on a fresh machine', () => {
    const { log, run } = script(false, true, true);
    expect(installChromium(run)).toBe(true);
    expect(log).toEqual(['apt-cache show', 'apt-get update', 'apt-get install']);
  });

  it('fetches them once more when they are too old to install from', () => {
    const { log, run } = script(true, false, true, true);
    expect(installChromium(run)).toBe(true);
    expect(log).toEqual(['apt-cache show', 'apt-get install', 'apt-get update', 'apt-get install']);
  });

  it('says so when it cannot be installed', () => {
    expect(installChromium(script(false, false).run)).toBe(false);
    expect(installChromium(script(true, false, true, false).run)).toBe(false);
  });
});
