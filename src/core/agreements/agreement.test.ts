import { describe, expect, it } from 'vitest';
import type { Expectation } from '../protection/expectation';
import { agreementsOf, type ServerAgreement } from './agreement';

const NONE = { maxAgeHours: null, freeDays: [], timeZone: 'UTC', minGood: null, reachBackDays: null };
const OWN: Expectation = { ...NONE, maxAgeHours: 50 };
const WEB: Expectation = { ...NONE, maxAgeHours: 26, minGood: 3 };
const DB: Expectation = { ...NONE, minGood: 10, reachBackDays: 30 };
const NOTHING = { acknowledgement: null, unwatched: null, acceptedBackupId: null, note: null } as const;

describe('the expectation that applies to a server', () => {
  it.each<[string, Pick<ServerAgreement, 'expectation' | 'tags'>, Expectation | null]>([
    ['its own', { expectation: OWN, tags: [] }, OWN],
    ['its own, whatever its tags say', { expectation: OWN, tags: ['web', 'db'] }, OWN],
    ['that of its tag', { expectation: null, tags: ['web'] }, WEB],
    [
      'the strictest of its tags',
      { expectation: null, tags: ['web', 'db'] },
      { ...WEB, minGood: 10, reachBackDays: 30 },
    ],
    ['none by a tag about which nothing is agreed', { expectation: null, tags: ['eu'] }, null],
    ['none without a tag', { expectation: null, tags: [] }, null],
  ])('%s', (_name, agreed, expected) => {
    const agreements = agreementsOf({
      servers: [{ serverId: '7', version: 1, ...NOTHING, ...agreed }],
      tags: [
        { tag: 'web', version: 1, expectation: WEB },
        { tag: 'db', version: 1, expectation: DB },
      ],
    });
    const { countedMs: _countedMs, ...applied } = agreements.get('7')?.applied ?? { countedMs: null };
    expect(applied).toEqual(expected ?? {});
  });
});
