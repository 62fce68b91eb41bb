import { describe, expect, it } from 'vitest';
import type { FleetRead, FleetReading } from '../../provider/read-fleet';
import { deferred } from '../../testing/http';
import { createSharedReading, MIN_INTERVAL_MS } from './shared-reading';

const WHOLE: FleetRead = {
  kind: 'read',
  servers: [],
  gone: [],
  isComplete: true,
  missing: null,
  serversKnown: true,
  readAtMs: 1,
  judgedAtMs: 1,
};
const PART: FleetRead = { ...WHOLE, isComplete: false, missing: 'Only 1 of 2 backups were received.' };
const BLIND: FleetReading = { kind: 'blind', code: 'timeout', reason: 'It hangs.', readAtMs: 1 };
const WALL_MS = 1_700_000_000_000;

/** A reading with scripted answers, on a manual clock. */
function setUp(answers: readonly (FleetReading | Promise<FleetReading>)[]) {
  let nowMs = 0;
  let asked = 0;
  const errors: unknown[] = [];
  const signals: AbortSignal[] = [];
  const shared = createSharedReading({
    read: async (signal) => {
      signals.push(signal);
      const answer = answers[asked];
      asked += 1;
      if (answer === undefined) throw new Error('not expected');
      return await answer;
    },
    now: () => nowMs,
    wallClock: () => WALL_MS + nowMs,
    waitMs: 10,
    onError: (error) => errors.push(error),
  });
  return { shared, pass: (ms: number) => (nowMs += ms), asked: () => asked, errors, signals };
}

describe('a shared reading', () => {
  it('is made once for simultaneous callers', async () => {
    const { shared, asked } = setUp([WHOLE]);
    const known = await Promise.all([shared.current(), shared.current(), shared.current()]);
    expect(asked()).toBe(1);
    expect(new Set(known.map(({ read }) => read))).toEqual(new Set([WHOLE]));
  });

  it('is made at most once a minute', async () => {
    const { shared, asked, pass } = setUp([WHOLE, { ...WHOLE }]);
    await shared.current();
    pass(MIN_INTERVAL_MS - 1);
    await shared.current();
    expect(asked()).toBe(1);
    pass(1);
    expect(await shared.current()).toMatchObject({ isProviderUp: true, readAtMs: WALL_MS + MIN_INTERVAL_MS });
    expect(asked()).toBe(2);
  });

  it('is retried no more often while the provider is unreachable', async () => {
    const { shared, asked, pass } = setUp([BLIND, BLIND]);
    await shared.current();
    pass(MIN_INTERVAL_MS / 2);
    expect(await shared.current()).toEqual({ read: null, readAtMs: null, isProviderUp: false });
    expect(asked()).toBe(1);
  });

  it.each([
    ['the provider cannot be read', BLIND, false],
    ['only a part comes', PART, true],
  ])('stays, with its time, when %s', async (_name, later, isProviderUp) => {
    const { shared, pass } = setUp([WHOLE, later]);
    await shared.current();
    pass(MIN_INTERVAL_MS);
    expect(await shared.current()).toEqual({ read: WHOLE, readAtMs: WALL_MS, isProviderUp });
  });

  it('that takes long gives callers the last one, with the provider down', async () => {
    const { promise, resolve } = deferred<FleetReading>();
    const { shared, asked, pass } = setUp([WHOLE, promise]);
    await shared.current();
    pass(MIN_INTERVAL_MS);
    expect(await shared.current()).toEqual({ read: WHOLE, readAtMs: WALL_MS, isProviderUp: false });
    // No second call while one hangs.
    pass(MIN_INTERVAL_MS);
    await shared.current();
    expect(asked()).toBe(2);
    resolve({ ...WHOLE });
    expect(await shared.current()).toMatchObject({
      isProviderUp: true,
      readAtMs: WALL_MS + 2 * MIN_INTERVAL_MS,
    });
  });

  it('survives an unexpected error and reports it', async () => {
    const { shared, errors } = setUp([]);
    expect(await shared.current()).toMatchObject({ isProviderUp: false });
    expect(errors).toEqual([new Error('not expected')]);
  });

  it('is aborted on stop, and not started again', async () => {
    const { shared, asked, pass, signals } = setUp([WHOLE]);
    await shared.current();
    shared.stop();
    pass(MIN_INTERVAL_MS);
    await shared.current();
    expect(asked()).toBe(1);
    expect(signals[0]?.aborted).toBe(true);
  });
});
