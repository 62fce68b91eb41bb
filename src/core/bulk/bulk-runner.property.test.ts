import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import type { ApiErrorKind } from '../contract/errors';
import {
  BULK_CONCURRENCY,
  type BulkEvent,
  type BulkRun,
  bulkReduce,
  createBulkRun,
  nextStarts,
  summary,
} from './bulk-runner';

describe('any sequence of events', () => {
  const keyArbitrary = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'constructor');
  const nowArbitrary = fc.nat({ max: 1000 });
  const failureArbitrary = fc.record({
    kind: fc.constantFrom<ApiErrorKind>('network', 'rateLimited', 'server', 'conflict', 'unauthorized'),
    detail: fc.constant(null),
    retryAfterMs: fc.option(fc.nat({ max: 300 })),
    mayHaveActed: fc.boolean(),
  });
  const eventArbitrary: fc.Arbitrary<BulkEvent> = fc.oneof(
    fc.record({ type: fc.constant('start' as const) }),
    {
      weight: 6,
      arbitrary: fc.record({ type: fc.constant('started' as const), key: keyArbitrary, nowMs: nowArbitrary }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constantFrom('succeeded' as const, 'gone' as const),
        key: keyArbitrary,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('failed' as const),
        key: keyArbitrary,
        error: failureArbitrary,
        nowMs: nowArbitrary,
      }),
    },
    fc.record({ type: fc.constantFrom('stop' as const, 'retryFailed' as const) }),
    fc.record({ type: fc.constant('retryAfterElapsed' as const), nowMs: nowArbitrary }),
  );
  const keysArbitrary = fc.array(keyArbitrary, { maxLength: 8 });
  const eventsArbitrary = fc.array(eventArbitrary, { maxLength: 80 });

  /** Every item that each event moved to running. */
  function begun(before: BulkRun, next: BulkRun): string[] {
    return next.items
      .filter(({ state }, index) => state === 'running' && before.items[index]?.state !== 'running')
      .map(({ key }) => key);
  }

  it('runs at most two, starts each at most once per attempt, and counts correctly', () => {
    fc.assert(
      fc.property(keysArbitrary, eventsArbitrary, (keys, events) => {
        let run = createBulkRun(keys, true);
        let startedInRound = new Set<string>();
        const { total } = summary(run, 0);
        for (const event of [{ type: 'start' } as const, ...events]) {
          const next = bulkReduce(run, event);
          for (const key of begun(run, next)) {
            expect(startedInRound.has(key)).toBe(false);
            startedInRound.add(key);
          }
          if (event.type === 'retryFailed') startedInRound = new Set();
          const counts = summary(next, 0);
          expect(counts.running).toBeLessThanOrEqual(BULK_CONCURRENCY);
          expect(counts.total).toBe(total);
          const { waiting, running, done, gone, failed: refused, unknown, stopped } = counts;
          expect(waiting + running + done + gone + refused + unknown + stopped).toBe(total);
          run = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never changes done or gone items, nor starts any while stopped or paused', () => {
    fc.assert(
      fc.property(keysArbitrary, eventsArbitrary, (keys, events) => {
        let run = createBulkRun(keys, true);
        for (const event of [{ type: 'start' } as const, ...events]) {
          const next = bulkReduce(run, event);
          for (const [index, { state }] of run.items.entries()) {
            if (state === 'done' || state === 'gone') expect(next.items[index]?.state).toBe(state);
          }
          if (begun(run, next).length > 0) {
            expect(run.isStopped).toBe(false);
            if ('nowMs' in event) expect(event.nowMs).toBeGreaterThanOrEqual(run.pausedUntilMs ?? 0);
          }
          run = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finishes when every start is answered', () => {
    fc.assert(
      fc.property(keysArbitrary, fc.array(fc.option(failureArbitrary), { minLength: 1 }), (keys, answers) => {
        let run = bulkReduce(createBulkRun(keys, true), { type: 'start' });
        let nowMs = 0;
        for (let step = 0; step < 40 && summary(run, nowMs).phase !== 'finished'; step += 1) {
          nowMs = Math.max(nowMs, run.pausedUntilMs ?? 0);
          for (const key of nextStarts(run, nowMs)) {
            run = bulkReduce(run, { type: 'started', key, nowMs });
            const error = answers[step % answers.length] ?? null;
            run = bulkReduce(
              run,
              error === null ? { type: 'succeeded', key } : { type: 'failed', key, error, nowMs },
            );
          }
        }
        expect(summary(run, nowMs).phase).toBe('finished');
      }),
    );
  });
});
