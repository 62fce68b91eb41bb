import { describe, expect, it } from 'vitest';
import type { EffectiveAgreement } from '../agreements/agreement';
import { countTags, groupByTag } from './tag-groups';

function server(name: string, ...tags: readonly string[]) {
  const agreement: EffectiveAgreement | null =
    tags.length === 0
      ? null
      : {
          serverId: name,
          version: 1,
          expectation: null,
          acknowledgement: null,
          unwatched: null,
          acceptedBackupId: null,
          tags: [...tags],
          note: null,
          applied: null,
        };
  return { name, agreement };
}

const FLEET = [
  server('web', 'production', 'eu'),
  server('test'),
  server('db', 'production'),
  server('old', 'Archive'),
];

describe('servers by tag', () => {
  it('appear in each of their groups, in their order; groups by name, those without a tag last', () => {
    expect(groupByTag(FLEET).map(({ tag, servers }) => [tag, ...servers.map(({ name }) => name)])).toEqual([
      ['Archive', 'old'],
      ['eu', 'web'],
      ['production', 'web', 'db'],
      [null, 'test'],
    ]);
    expect(groupByTag([])).toEqual([]);
  });

  it('are counted per tag', () => {
    expect(countTags(FLEET)).toEqual([
      { tag: 'Archive', count: 1 },
      { tag: 'eu', count: 1 },
      { tag: 'production', count: 2 },
    ]);
  });
});
