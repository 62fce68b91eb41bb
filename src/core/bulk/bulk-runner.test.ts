import { describe, expect, it } from 'vitest';
import {
  BULK_DEFAULT_PAUSE_MS,
  type BulkEvent,
  type BulkFailure,
  type BulkRun,
  bulkReduce,
  createBulkRun,
  cutOffBulkRun,
  nextStarts,
  summary,
} from './bulk-runner';

const aFailure = (changes: Partial<BulkFailure> = {}): BulkFailure => ({
  kind: 'server',
  detail: 'Server error',
  retryAfterMs: null,
  mayHaveActed: false,
  ...changes,
});
const started = (key: string, nowMs = 0): BulkEvent => ({ type: 'started', key, nowMs });
const succeeded = (key: string): BulkEvent => ({ type: 'succeeded', key });
const failed = (key: string, changes: Partial<BulkFailure> = {}, nowMs = 0): BulkEvent => ({
  type: 'failed',
  key,
  error: aFailure(changes),
  nowMs,
});
const through = (run: BulkRun, ...events: readonly BulkEvent[]) => events.reduce(bulkReduce, run);
const statesOf = (run: BulkRun) => run.items.map(({ state }) => state).join(' ');
const FOUR = bulkReduce(createBulkRun(['a', 'b', 'c', 'd'], true), { type: 'start' });

describe('a bulk deletion', () => {
  it('sends nothing before the person starts it', () => {
    const run = createBulkRun(['a', 'b'], true);
    expect(nextStarts(run, 0)).toEqual([]);
    expect(bulkReduce(run, started('a'))).toBe(run);
    expect(summary(run, 0).phase).toBe('ready');
  });

  it('runs two at a time, in order, each backup once', () => {
    const run = bulkReduce(createBulkRun(['a', 'b', 'a', 'c'], true), { type: 'start' });
    expect(nextStarts(run, 0)).toEqual(['a', 'b']);
    const full = through(run, started('a'), started('b'));
    expect(nextStarts(full, 0)).toEqual([]);
    expect(bulkReduce(full, started('c'))).toBe(full);
    expect(nextStarts(through(full, succeeded('b')), 0)).toEqual(['c']);
  });

  it('leaves out what the person left out', () => {
    const run = bulkReduce(createBulkRun(['a', 'b', 'c'], true), { type: 'start', keys: ['c', 'a'] });
    expect(nextStarts(run, 0)).toEqual(['a', 'c']);
    expect(summary(run, 0).total).toBe(2);
  });

  it('starts nothing twice', () => {
    const run = through(FOUR, started('a'));
    expect(bulkReduce(run, started('a'))).toBe(run);
    expect(nextStarts(run, 0)).toEqual(['b']);
    const done = through(run, succeeded('a'));
    expect(bulkReduce(done, started('a'))).toBe(done);
  });

  it.each<[string, BulkEvent, string]>([
    ['a success', succeeded('a'), 'done'],
    ['a 404', { type: 'gone', key: 'a' }, 'gone'],
    ['a refusal', failed('a', { kind: 'forbidden' }), 'failed'],
    ['a cut connection', failed('a', { kind: 'network', mayHaveActed: true }), 'unknown'],
  ])('records %s', (_case, event, state) => {
    expect(through(FOUR, started('a'), event).items[0]?.state).toBe(state);
  });

  it('keeps what is said about a failure until the next attempt', () => {
    const error = {
      kind: 'conflict',
      detail: 'In use',
      status: 409,
      fieldErrors: {},
      gatewayCode: null,
    } as const;
    const run = through(FOUR, started('a'), failed('a', error));
    expect(run.items[0]).toEqual({ key: 'a', state: 'failed', error });
    expect(through(run, { type: 'retryFailed' }).items[0]).toEqual({ key: 'a', state: 'waiting' });
  });

  it('continues with the others after a failure, and never repeats it automatically', () => {
    const run = through(FOUR, started('a'), failed('a'), started('b'), succeeded('b'));
    expect(nextStarts(run, 0)).toEqual(['c', 'd']);
  });

  it('pauses as a whole for as long as the provider asks', () => {
    const run = through(FOUR, started('a', 1000), started('b', 1000));
    const paused = through(run, failed('a', { kind: 'rateLimited', retryAfterMs: 7000 }, 1500));
    expect(paused.pausedUntilMs).toBe(8500);
    const free = through(paused, succeeded('b'));
    expect(nextStarts(free, 8499)).toEqual([]);
    expect(bulkReduce(free, started('c', 8499))).toBe(free);
    expect(summary(free, 8499).phase).toBe('paused');
    expect(nextStarts(free, 8500)).toEqual(['c', 'd']);
    expect(summary(free, 8500).phase).toBe('running');
  });

  it.each<[string, Partial<BulkFailure>, number | null]>([
    ['a 429 without a time', { kind: 'rateLimited' }, BULK_DEFAULT_PAUSE_MS],
    ['a 503 with a time', { kind: 'server', retryAfterMs: 2000 }, 2000],
    ['a time in the past', { kind: 'rateLimited', retryAfterMs: -5 }, 0],
    [
      'an endless time',
      { kind: 'rateLimited', retryAfterMs: Number.POSITIVE_INFINITY },
      BULK_DEFAULT_PAUSE_MS,
    ],
    ['another failure', { kind: 'server' }, null],
  ])('after %s pauses for %s', (_case, changes, expected) => {
    expect(through(FOUR, started('a'), failed('a', changes, 0)).pausedUntilMs).toBe(expected);
  });

  it('never shortens a pause', () => {
    const run = through(
      FOUR,
      started('a'),
      started('b'),
      failed('a', { kind: 'rateLimited', retryAfterMs: 9000 }),
      failed('b', { kind: 'rateLimited', retryAfterMs: 100 }),
    );
    expect(run.pausedUntilMs).toBe(9000);
    expect(bulkReduce(run, { type: 'retryAfterElapsed', nowMs: 8999 })).toBe(run);
    expect(bulkReduce(run, { type: 'retryAfterElapsed', nowMs: 9000 }).pausedUntilMs).toBeNull();
    expect(nextStarts(through(run, { type: 'retryFailed' }), 8999)).toEqual([]);
  });

  it('lets running items end when stopped, and starts no more', () => {
    const run = through(FOUR, started('a'), started('b'), { type: 'stop' });
    expect(statesOf(run)).toBe('running running stopped stopped');
    expect(summary(run, 0).phase).toBe('stopping');
    const ended = through(run, succeeded('a'), failed('b'), { type: 'start' });
    expect(statesOf(ended)).toBe('done failed stopped stopped');
    expect(nextStarts(ended, 0)).toEqual([]);
    expect(summary(ended, 0).phase).toBe('finished');
  });

  it('stops when the sign-in has ended', () => {
    expect(statesOf(through(FOUR, started('a'), failed('a', { kind: 'unauthorized' })))).toBe(
      'failed stopped stopped stopped',
    );
  });

  it('retries what failed or is unknown, and nothing else', () => {
    const ended = through(
      FOUR,
      started('a'),
      started('b'),
      failed('a'),
      failed('b', { mayHaveActed: true }),
      started('c'),
      succeeded('c'),
      { type: 'stop' },
    );
    const again = bulkReduce(ended, { type: 'retryFailed' });
    expect(statesOf(again)).toBe('waiting waiting done stopped');
    expect(nextStarts(again, 0)).toEqual(['a', 'b']);
    const done = through(again, started('a'), succeeded('a'), started('b'), { type: 'gone', key: 'b' });
    expect(bulkReduce(done, { type: 'retryFailed' })).toBe(done);
  });

  it('marks an unknown one as gone once a list shows it', () => {
    const run = through(FOUR, started('a'), failed('a', { mayHaveActed: true }), { type: 'gone', key: 'a' });
    expect(run.items[0]).toEqual({ key: 'a', state: 'gone' });
  });

  it('ignores unknown keys', () => {
    for (const event of [started('x'), succeeded('x'), succeeded('a'), failed('a')]) {
      expect(bulkReduce(FOUR, event)).toBe(FOUR);
    }
  });

  it('adds up', () => {
    const run = through(FOUR, started('a'), started('b'), failed('a', { mayHaveActed: true }));
    expect(summary(run, 0)).toEqual({
      total: 4,
      waiting: 2,
      running: 1,
      done: 0,
      gone: 0,
      failed: 0,
      unknown: 1,
      stopped: 0,
      retryable: 1,
      phase: 'running',
    });
    expect(summary(createBulkRun([], true), 0).phase).toBe('finished');
  });
});

describe('a run that must not repeat what may have been done', () => {
  const start: BulkEvent = { type: 'start' };
  const run = through(createBulkRun(['a', 'b', 'c'], false), start, started('a'), started('b'));
  const ended = through(run, failed('a', { mayHaveActed: true }), failed('b'), started('c'), succeeded('c'));

  it('sends only what was surely not done again', () => {
    expect(statesOf(ended)).toBe('unknown failed done');
    expect(summary(ended, 0).retryable).toBe(1);
    const again = bulkReduce(ended, { type: 'retryFailed' });
    expect(statesOf(again)).toBe('unknown waiting done');
    expect(nextStarts(again, 0)).toEqual(['b']);
    const unknown = through(run, failed('a', { mayHaveActed: true }), failed('b', { mayHaveActed: true }));
    const done = through(unknown, started('c'), succeeded('c'));
    expect(bulkReduce(done, { type: 'retryFailed' })).toBe(done);
  });

  it('takes nothing up again after a reload: what was under way is unknown, the rest was never sent', () => {
    const cut = cutOffBulkRun(through(run, succeeded('a')).items, false);
    expect(statesOf(cut)).toBe('done unknown stopped');
    expect(nextStarts(cut, 0)).toEqual([]);
    expect(summary(cut, 0)).toMatchObject({ phase: 'finished', retryable: 0 });
  });
});
