import { describe, expect, it } from 'vitest';
import { automatic, daily, isoAgo, judge, manual, NOW } from '../../testing/fleets/protection';
import type { ServerAgreement } from './agreement';
import { acknowledgementEnd, standingOf } from './standing';

type Known = Pick<ServerAgreement, 'acknowledgement' | 'unwatched'>;

const said = { reason: 'Disk is being replaced', at: isoAgo(5), by: 'jan@example.com' };
const known = (changes: Partial<NonNullable<Known['acknowledgement']>> = {}): Known => ({
  acknowledgement: { ...said, state: 'late', isInError: false, until: null, ended: null, ...changes },
  unwatched: null,
});
const LATE = judge(...daily(40));
const MISSED = judge(...daily(60));
const FINE = judge(...daily(3));
const ENDED = { cause: 'worse', at: isoAgo(2) } as const;
const RUNNING = { status: 'active' };
const BROKEN = { status: 'error' };

describe('standingOf', () => {
  it.each([
    ['nothing is agreed', null, LATE, RUNNING, 'watched'],
    ['the trouble is known', known(), LATE, RUNNING, 'acknowledged'],
    ['it has become worse', known(), MISSED, RUNNING, 'watched'],
    ['it has become better, not good', known({ state: 'missed' }), LATE, RUNNING, 'acknowledged'],
    ['it is good', known(), FINE, RUNNING, 'watched'],
    ['the server has failed since', known(), LATE, BROKEN, 'watched'],
    ['the failed server was known', known({ isInError: true }), LATE, BROKEN, 'acknowledged'],
    [
      'the failed server was known, with good backups',
      known({ state: 'protected', isInError: true, until: isoAgo(-5) }),
      FINE,
      BROKEN,
      'acknowledged',
    ],
    ['the date is to come', known({ until: isoAgo(-1) }), LATE, RUNNING, 'acknowledged'],
    ['the date is over', known({ until: isoAgo(0) }), LATE, RUNNING, 'watched'],
    ['a newer good backup exists', known(), judge(...daily(40), manual(2)), RUNNING, 'watched'],
    [
      'a newer good backup exists, but it lasts to a date',
      known({ until: isoAgo(-9) }),
      judge(...daily(40), manual(2)),
      RUNNING,
      'acknowledged',
    ],
    [
      'a newer backup failed',
      known(),
      judge(...daily(40), automatic(2, { status: 'failed' })),
      RUNNING,
      'watched',
    ],
    ['it ended when it got worse, and is better again', known({ ended: ENDED }), LATE, RUNNING, 'watched'],
    ['it is not watched', { ...known(), unwatched: said }, MISSED, RUNNING, 'unwatched'],
    ['it is not watched and good', { acknowledgement: null, unwatched: said }, FINE, null, 'unwatched'],
  ] as const)('%s', (_name, agreement, protection, server, standing) => {
    expect(standingOf(agreement, protection, server, NOW)).toBe(standing);
  });
});

describe('acknowledgementEnd', () => {
  it.each([
    ['it lasts', {}, LATE, RUNNING, null],
    ['the state got worse', {}, MISSED, RUNNING, 'worse'],
    ['the state got worse before its date', { until: isoAgo(-9) }, MISSED, RUNNING, 'worse'],
    ['the server failed', {}, LATE, BROKEN, 'worse'],
    ['there is a newer good backup', {}, judge(...daily(40), manual(2)), RUNNING, 'good'],
    ['all is well, as when a size was accepted', {}, judge(...daily(7)), RUNNING, 'good'],
    ['all is well before its date', { until: isoAgo(-9) }, FINE, RUNNING, null],
    ['its date has come', { until: isoAgo(0) }, LATE, RUNNING, 'date'],
    ['its date has come, and all is well', { until: isoAgo(0) }, FINE, RUNNING, 'date'],
    ['it was stored as ended', { ended: ENDED }, LATE, RUNNING, 'worse'],
  ] as const)('%s', (_name, changes, protection, server, cause) => {
    const { acknowledgement } = known(changes);
    expect(acknowledgement && acknowledgementEnd(acknowledgement, protection, server, NOW)).toBe(cause);
  });
});
