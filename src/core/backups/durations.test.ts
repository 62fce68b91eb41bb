import { describe, expect, it } from 'vitest';
import { manual, NOW, RUNNING } from '../../testing/fleets/protection';
import { fc } from '../../testing/properties';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { addObservation, KEPT_IN_ALL, KEPT_PER_SERVER, observationOf } from './duration-observation';
import { durationVerdict, type Observation, usualDuration } from './durations';

function anObservation(changes: Partial<Observation> = {}): Observation {
  return {
    serverKey: '12345',
    backupKey: '501',
    sizeMb: 4523,
    durationMs: 5 * MINUTE_MS,
    observedAtMs: NOW,
    ...changes,
  };
}

const observationsOf = (store: readonly Observation[], serverKey: string) =>
  store.filter((one) => one.serverKey === serverKey);

const took = (...minutes: number[]) =>
  minutes.map((one, index) => anObservation({ backupKey: String(index), durationMs: one * MINUTE_MS }));

describe('observationOf', () => {
  const after = manual(0.1, { id: 502, sizeMb: 4600 });
  const before = { ...after, ...RUNNING };
  const startedMs = NOW - 0.1 * HOUR_MS;

  it('measures from the start to midway between the last two polls', () => {
    const passage = { lastSeenRunningMs: NOW - 10_000, firstSeenCompletedMs: NOW };
    expect(observationOf(before, after, passage)).toEqual({
      serverKey: '12345',
      backupKey: '502',
      sizeMb: 4600,
      durationMs: 6 * MINUTE_MS - 5_000,
      observedAtMs: NOW,
    });
  });

  const soon = { lastSeenRunningMs: NOW - 3000, firstSeenCompletedMs: NOW };
  it.each([
    ['the tab slept over the end', before, after, { ...soon, firstSeenCompletedMs: NOW + 10 * MINUTE_MS }],
    [
      'a short one was looked at too rarely',
      before,
      after,
      { lastSeenRunningMs: startedMs + 1000, firstSeenCompletedMs: startedMs + 31_000 },
    ],
    ['it failed', before, { ...after, status: 'failed' }, soon],
    ['it still runs', before, before, soon],
    ['it was completed before', after, after, soon],
    ['it is another backup', { ...before, id: 7 }, after, soon],
    ['nobody knows when it began', before, { ...after, createdAt: null }, soon],
    ['it seems to end before it began', before, { ...after, createdAt: new Date(NOW).toISOString() }, soon],
    ['the looks are in the wrong order', before, after, { ...soon, firstSeenCompletedMs: NOW - 9000 }],
  ])('observes nothing when %s', (_name, one, other, passage) => {
    expect(observationOf(one, other, passage)).toBeNull();
  });
});

describe('usualDuration', () => {
  it('is unknown with fewer than three observations', () => {
    expect(usualDuration([], '12345')).toBeNull();
    expect(usualDuration(took(4, 5), '12345')).toBeNull();
    expect(usualDuration(took(4, 5, 6), '12345')).not.toBeNull();
  });

  it('spans the 10th to the 90th percentile, so that one outlier does not count', () => {
    expect(usualDuration(took(4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 90), '12345')).toEqual({
      lowMs: 5 * MINUTE_MS,
      highMs: 6 * MINUTE_MS,
      count: 11,
    });
  });
});

describe('durationVerdict', () => {
  const usual = { lowMs: 4 * MINUTE_MS, highMs: 6 * MINUTE_MS, count: 3 };
  it.each([
    [0, 'normal'],
    [6, 'normal'],
    [6.01, 'slower'],
    [17.99, 'slower'],
    [18, 'stuck'],
    [600, 'stuck'],
  ])('after %d min of usually 4–6: %s', (minutes, verdict) => {
    expect(durationVerdict(minutes * MINUTE_MS, usual)).toBe(verdict);
  });

  it('is null while no usual duration is known', () => {
    expect(durationVerdict(600 * MINUTE_MS, null)).toBeNull();
  });
});

describe('addObservation', () => {
  it('counts a backup once, however many tabs watched it', () => {
    const store = [anObservation()];
    expect(addObservation(store, anObservation({ durationMs: 1 }))).toBe(store);
  });

  it('keeps the latest of a server, and those of other servers', () => {
    let store: readonly Observation[] = [
      anObservation({ serverKey: '7', backupKey: 'old', observedAtMs: 1 }),
    ];
    for (let one = 0; one < 30; one += 1) {
      store = addObservation(store, anObservation({ backupKey: `b${one}`, observedAtMs: NOW + one }));
    }
    expect(observationsOf(store, '7')).toHaveLength(1);
    expect(observationsOf(store, '12345').map(({ backupKey }) => backupKey)).toEqual(
      Array.from({ length: KEPT_PER_SERVER }, (_, index) => `b${index + 10}`),
    );
  });

  it('is bounded and ordered for any input', () => {
    const many = Array.from({ length: KEPT_IN_ALL }, (_, index) =>
      anObservation({ serverKey: `s${index}`, backupKey: `b${index}`, observedAtMs: NOW + index }),
    );
    const full = addObservation(many, anObservation({ backupKey: 'new', observedAtMs: NOW + KEPT_IN_ALL }));
    expect(full).toHaveLength(KEPT_IN_ALL);
    expect(full.at(-1)?.backupKey).toBe('new');
    expect(full[0]?.backupKey).toBe('b1');

    const observation = fc.record({
      serverKey: fc.constantFrom('1', 'constructor'),
      backupKey: fc.string({ maxLength: 2 }),
      sizeMb: fc.constant(null),
      durationMs: fc.nat(),
      observedAtMs: fc.nat({ max: 99 }),
    });
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 60 }), (incoming) => {
        const store = incoming.reduce<readonly Observation[]>(addObservation, []);
        const times = store.map(({ observedAtMs }) => observedAtMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const key of ['1', 'constructor']) {
          expect(observationsOf(store, key).length).toBeLessThanOrEqual(KEPT_PER_SERVER);
        }
      }),
    );
  });
});
