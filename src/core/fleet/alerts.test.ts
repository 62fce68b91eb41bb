import { describe, expect, it } from 'vitest';
import { PROTECTION_ORDER } from '../protection/protection-state';
import {
  type AlertLevel,
  alertLevelOf,
  FORGET_AFTER_MS,
  INITIAL_WATCH_STATE,
  isCheckGood,
  nextCheck,
  type WatchReading,
  type WatchState,
} from './alerts';

const BLIND: WatchReading = { kind: 'blind' };
const read = (servers: Record<string, AlertLevel>): WatchReading => ({
  kind: 'read',
  servers: new Map(Object.entries(servers)),
  areServersKnown: true,
});
/** Known from their backups alone. */
const readPart = (servers: Record<string, AlertLevel>): WatchReading => ({
  kind: 'read',
  servers: new Map(Object.entries(servers)),
  areServersKnown: false,
});
const web = (level: AlertLevel) => read({ web: level });
const GONE = read({ other: 'good' });

/** The events of each check as text: `web late`, `summary`. */
function told(
  readings: readonly WatchReading[],
  start: WatchState = INITIAL_WATCH_STATE,
  stepMs = 300_000,
): string[] {
  let memory = start;
  return readings.map((reading, index) => {
    const check = nextCheck(memory, reading, index * stepMs);
    memory = check.memory;
    return check.events
      .map((event) => (event.kind === 'changed' ? `${event.key} ${event.from} > ${event.to}` : event.kind))
      .join(', ');
  });
}

/** The trouble of `web` is acknowledged. */
const silenced = (level: AlertLevel): WatchReading => ({
  kind: 'read',
  servers: new Map([['web', level]]),
  areServersKnown: true,
  acknowledged: new Set(['web']),
});

/** Like {@link told}, after a first check in which `web` is good. */
const toldLater = (...readings: WatchReading[]) => told([web('good'), ...readings]).slice(1);

describe('the level of a state', () => {
  it('is one of the events, or good', () => {
    expect(PROTECTION_ORDER.map((state) => [state, alertLevelOf(state, { status: 'active' })])).toEqual([
      ['never', 'unprotected'],
      ['unprotected', 'unprotected'],
      ['failing', 'failing'],
      ['missed', 'missed'],
      ['late', 'late'],
      ['tooFew', 'tooFew'],
      ['shortReach', 'shortReach'],
      ['expiring', 'expiring'],
      ['old', 'late'],
      ['protected', 'good'],
    ]);
  });
});

describe('a server that is in error itself', () => {
  it('has its own level, whatever its backups', () => {
    expect(PROTECTION_ORDER.map((state) => alertLevelOf(state, { status: 'error' }))).toEqual(
      PROTECTION_ORDER.map(() => 'error'),
    );
    expect(alertLevelOf('protected', null)).toBe('good');
    expect(alertLevelOf('protected', { status: 'restoring' })).toBe('good');
  });
});

describe('a server whose automatic backups expired while a manual one is left', () => {
  const unjudged = (level: AlertLevel): WatchReading => ({
    kind: 'read',
    servers: new Map([['web', level]]),
    areServersKnown: true,
    unjudged: new Set(['web']),
  });
  const twice = (reading: WatchReading) => [reading, reading];

  it.each<[AlertLevel]>([['failing'], ['missed']])('has not recovered from %s by that', (trouble) => {
    expect(toldLater(...twice(web(trouble)), ...twice(unjudged('good')), ...twice(unjudged('late')))).toEqual(
      ['', `web good > ${trouble}`, ...['', '', '', '']],
    );
    expect(toldLater(...twice(web(trouble)), ...twice(unjudged('good')), ...twice(web('good')))).toEqual([
      '',
      `web good > ${trouble}`,
      ...['', '', ''],
      `web ${trouble} > good`,
    ]);
  });

  it('is reported when it gets worse, and recovers from other trouble', () => {
    expect(toldLater(...twice(web('missed')), ...twice(unjudged('failing')))[3]).toBe('web missed > failing');
    expect(toldLater(...twice(web('late')), ...twice(unjudged('good')))[3]).toBe('web late > good');
    expect(toldLater(...twice(unjudged('unprotected')), ...twice(unjudged('good')))[3]).toBe(
      'web unprotected > good',
    );
  });
});

describe('a check', () => {
  it.each<[string, WatchReading[], string[]]>([
    [
      'reports a change that lasted for two checks, once',
      [web('late'), web('late'), web('late')],
      ['', 'web good > late', ''],
    ],
    [
      'reports nothing that did not last',
      [web('late'), web('good'), web('late'), web('good')],
      ['', '', '', ''],
    ],
    [
      'reports every further change, and the recovery',
      [web('late'), web('late'), web('missed'), web('missed'), web('good'), web('good')],
      ['', 'web good > late', '', 'web late > missed', '', 'web missed > good'],
    ],
    [
      'counts two readings with a blind check between them as consecutive',
      [web('failing'), BLIND, web('failing')],
      ['', '', 'web good > failing'],
    ],
    [
      'does not call a server recovered that is no longer listed',
      [web('late'), web('late'), GONE, GONE],
      ['', 'web good > late', '', ''],
    ],
    [
      'reports nothing again when a server comes back as it was',
      [web('late'), web('late'), GONE, GONE, web('late'), web('late')],
      ['', 'web good > late', '', '', '', ''],
    ],
    ['does not count a state from before a gap in the list', [web('late'), GONE, web('late')], ['', '', '']],
    [
      'reports a new server only if it is in trouble',
      [
        read({ web: 'good', a: 'good', b: 'unprotected' }),
        read({ web: 'good', a: 'good', b: 'unprotected' }),
      ],
      ['', 'b null > unprotected'],
    ],
    [
      'reports a good new server when it gets worse',
      [GONE, GONE, read({ other: 'late' }), read({ other: 'late' })],
      ['', '', '', 'other good > late'],
    ],
  ])('%s', (_promise, readings, expected) => {
    expect(toldLater(...readings)).toEqual(expected);
  });

  it('makes one summary when it is the first, which is not repeated', () => {
    const all = read({ a: 'missed', b: 'unprotected', c: 'good' });
    expect(told([all, all, all])).toEqual(['summary', '', '']);
    expect(
      told([
        all,
        read({ a: 'good', b: 'unprotected', c: 'good' }),
        read({ a: 'good', b: 'unprotected', c: 'good' }),
      ]),
    ).toEqual(['summary', '', 'a missed > good']);
  });
});

describe('a provider that cannot be read', () => {
  it.each<[string, WatchReading[], string[]]>([
    ['is reported after three checks, once', [BLIND, BLIND, BLIND, BLIND], ['', '', 'blind', '']],
    [
      'is not reported when it answers in between',
      [BLIND, BLIND, web('good'), BLIND, BLIND],
      ['', '', '', '', ''],
    ],
    [
      'is reported as readable after two readings, once',
      [BLIND, BLIND, BLIND, web('good'), web('good'), web('good')],
      ['', '', 'blind', '', 'seeing', ''],
    ],
    [
      'is not reported again while it comes and goes',
      [BLIND, BLIND, BLIND, web('good'), BLIND, BLIND, BLIND, web('good'), BLIND],
      ['', '', 'blind', '', '', '', '', '', ''],
    ],
    [
      'leaves every server as it was',
      [web('late'), web('late'), BLIND, BLIND, BLIND, web('late'), web('late')],
      ['', 'web good > late', '', '', 'blind', '', 'seeing'],
    ],
  ])('%s', (_promise, readings, expected) => {
    expect(toldLater(...readings)).toEqual(expected);
  });

  it('delays the summary until the first reading', () => {
    expect(told([BLIND, BLIND, BLIND, web('late'), web('late')])).toEqual([
      '',
      '',
      'blind',
      'summary',
      'seeing',
    ]);
  });
});

describe('a fleet without any listed server', () => {
  it('is no reading: it is reported after three checks, no server is forgotten, and its return is reported', () => {
    const checks = [read({}), read({}), read({}), read({}), web('good'), web('good')];
    expect(toldLater(...checks)).toEqual(['', '', 'blind', '', '', 'seeing']);
  });

  it('is not reported if there never was a server, or the last one had gone before', () => {
    expect(told([read({}), read({}), read({}), read({})])).toEqual(['summary', '', '', '']);
  });
});

describe('when servers are known from their backups alone', () => {
  const other = readPart({ other: 'good' });
  it.each<[string, WatchReading[], string[]]>([
    [
      'one that disappears has lost its last backup, which is reported once',
      [
        readPart({ web: 'missed', other: 'good' }),
        readPart({ web: 'missed', other: 'good' }),
        other,
        other,
        other,
      ],
      ['', 'web good > missed', '', 'web missed > unprotected', ''],
    ],
    [
      'so have all that disappear at once',
      [readPart({}), readPart({}), readPart({})],
      ['', 'web good > unprotected', ''],
    ],
    [
      'one that comes back meanwhile has not',
      [other, readPart({ web: 'good' }), other, web('good')],
      ['', '', '', ''],
    ],
    [
      'one that is backed up again has recovered',
      [other, other, readPart({ web: 'good', other: 'good' }), readPart({ web: 'good', other: 'good' })],
      ['', 'web good > unprotected', '', 'web unprotected > good'],
    ],
    ['one that was gone before is gone', [GONE, other, other, other], ['', '', '', '']],
    ['one that the next complete list does not have is gone', [other, GONE, other, other], ['', '', '', '']],
  ])('%s', (_promise, readings, expected) => {
    expect(toldLater(...readings)).toEqual(expected);
  });
});

describe('a server that stays gone', () => {
  it('is forgotten after 30 days', () => {
    const { memory } = nextCheck(INITIAL_WATCH_STATE, web('late'), 0);
    const gone = nextCheck(memory, GONE, 1).memory;
    const day29 = nextCheck(gone, GONE, FORGET_AFTER_MS).memory;
    expect(day29.servers.get('web')).toEqual({ notified: 'late', pending: null, absentSinceMs: 1 });
    expect(nextCheck(day29, GONE, FORGET_AFTER_MS + 1).memory.servers.has('web')).toBe(false);
  });
});

describe('the dead man’s switch', () => {
  it.each<[WatchReading, boolean]>([
    [web('good'), true],
    [web('late'), true],
    [web('missed'), false],
    [web('failing'), false],
    [web('unprotected'), false],
    [web('error'), false],
    [read({ a: 'good', b: 'missed' }), false],
    [read({}), false],
    [readPart({ web: 'good' }), false],
    [BLIND, false],
  ])('%j: %s', (reading, isGood) => {
    expect(isCheckGood(reading)).toBe(isGood);
  });
});

describe('a server whose trouble is acknowledged', () => {
  it.each([
    ['makes no alert', [web('good'), silenced('late'), silenced('late')], ['', '', '']],
    [
      'is reported when that ends and the trouble remains',
      [web('late'), web('late'), silenced('late'), web('late'), web('late'), web('late')],
      ['', 'web good > late', '', '', 'web late > late', ''],
    ],
    [
      'is reported when it gets worse',
      [web('late'), web('late'), silenced('late'), web('missed'), web('missed')],
      ['', 'web good > late', '', '', 'web late > missed'],
    ],
    [
      'is reported when it recovers, if its trouble was reported',
      [web('late'), web('late'), silenced('late'), web('good'), web('good'), web('good')],
      ['', 'web good > late', '', '', 'web late > good', ''],
    ],
    [
      'recovers silently if its trouble was never reported',
      [silenced('late'), silenced('late'), web('good'), web('good')],
      ['', '', '', ''],
    ],
    [
      'is reported when an acknowledgement made before any alert ends',
      [silenced('late'), web('late'), web('late')],
      ['', '', 'web good > late'],
    ],
  ])('%s', (_name, readings, events) => {
    expect(toldLater(...readings)).toEqual(events);
  });

  it('does not stop the ping: people know', () => {
    expect(isCheckGood(silenced('missed'))).toBe(true);
    expect(isCheckGood(web('missed'))).toBe(false);
  });
});
