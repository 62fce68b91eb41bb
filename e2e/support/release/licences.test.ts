import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkLicences, readAdvisories } from './licences';

const lock = (packages: Record<string, unknown>) => ({
  lockfileVersion: 3,
  packages: { '': {}, ...packages },
});

describe('licences of the lockfile', () => {
  it('are all allowed', () => {
    const path = new URL('../../../package-lock.json', import.meta.url);
    const report = checkLicences(JSON.parse(readFileSync(path, 'utf8')));
    expect(report.refused).toEqual([]);
    expect(report.checked).toBeGreaterThan(100);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-3.0-only OR Apache-2.0', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0-or-later', false],
    ['MPL-2.0', false],
    ['OFL-1.1', false],
    ['SEE LICENSE IN LICENSE', false],
    ['UNLICENSED', false],
    [undefined, false],
  ])('%s: allowed is %s', (license, isAllowed) => {
    const { refused } = checkLicences(
      lock({ 'node_modules/a/node_modules/@b/c': { version: '1.0.0', license } }),
    );
    expect(refused).toEqual(isAllowed ? [] : [`@b/c 1.0.0: ${license ?? 'no licence stated'}`]);
  });

  it('may be a little wider for named tools and for the font', () => {
    const packages = {
      'node_modules/lightningcss-linux-x64-gnu': { license: 'MPL-2.0', dev: true },
      'node_modules/@fontsource-variable/inter': { license: 'OFL-1.1', dev: true },
    };
    expect(checkLicences(lock(packages))).toEqual({ checked: 2, refused: [] });
  });

  it('is not wider for a package of the browser bundle, which the lockfile marks as dev too', () => {
    const packages = { 'node_modules/widget': { version: '1.0.0', license: 'MPL-2.0', dev: true } };
    expect(checkLicences(lock(packages)).refused).toEqual(['widget 1.0.0: MPL-2.0']);
  });

  it('reject anything that is no lockfile', () => {
    expect(() => checkLicences({})).toThrow();
  });
});

describe('the answer of npm audit', () => {
  it('names what is affected', () => {
    const vulnerabilities = { 'left-pad': { severity: 'high', range: '<1.3.0', via: [] } };
    expect(readAdvisories(JSON.stringify({ vulnerabilities }))).toEqual(['left-pad <1.3.0: high']);
    expect(readAdvisories(JSON.stringify({ vulnerabilities: {} }))).toEqual([]);
  });

  it.each(['', '{"message": "405 Method Not Allowed", "statusCode": 405}', 'npm error ENOTFOUND', 'null'])(
    'is not mistaken for "nothing found" if unreadable: %s',
    (output) => {
      expect(readAdvisories(output)).toBeNull();
    },
  );
});
