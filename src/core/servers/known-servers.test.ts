import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { normalizedText } from '../lib/fold-text';
import { distinctLabels, knownServers } from './known-servers';

const labelsOf = (names: readonly string[]) => [
  ...distinctLabels(names.map((name, index) => ({ key: String(index + 1), name }))).values(),
];

describe('distinctLabels', () => {
  it.each([
    ['leaves names that differ as they are', ['web', 'Web', 'web-2'], ['web', 'Web', 'web-2']],
    ['puts the id behind each of one name', ['web', 'db', 'web'], ['web (#1)', 'db', 'web (#3)']],
    [
      'takes names for one that look the same',
      ['web 1', 'web \u00a01\u200b'],
      ['web 1 (#1)', 'web \u00a01\u200b (#2)'],
    ],
    ['has the id alone where no name is to be seen', ['', ' \u200b'], ['#1', '#2']],
  ])('%s', (_case, names, expected) => {
    expect(labelsOf(names)).toEqual(expected);
  });

  it('gives each server a label that looks different from all others', () => {
    const nameArbitrary = fc.constantFrom('web', ' web', 'WEB', 'db', '', '\u200b', 'wéb', 'we\u0301b');
    fc.assert(
      fc.property(fc.array(nameArbitrary), (names) => {
        const labels = labelsOf(names).map(normalizedText);
        expect(new Set(labels).size).toBe(names.length);
      }),
    );
  });
});

describe('knownServers', () => {
  it('distinguishes two servers of one name', () => {
    const server = { id: 7, name: 'web', ipAddress: null, status: null };
    const backups = [aBackup({ id: 1, serverId: 8, serverName: 'web' })];
    const known = knownServers(
      backups,
      [{ ...server, hostname: null, location: null, createdAt: null, plan: null, osName: null }],
      true,
    );
    expect(known.map(({ key, name, label }) => [key, name, label])).toEqual([
      ['7', 'web', 'web (#7)'],
      ['8', 'web', 'web (#8)'],
    ]);
  });
});
