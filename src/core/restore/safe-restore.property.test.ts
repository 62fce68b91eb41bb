import { describe, expect, it } from 'vitest';
import { aBackup, aList } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import type { Backup, BackupList } from '../backups/backup';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { createSafeRestore, isEnded, isRestoreSendable, nextAction } from './safe-restore';
import { type SafeRestoreEvent, safeRestoreReduce, UNATTENDED_AFTER_MS } from './safe-restore-events';
import type { SafeRestore } from './safe-restore-state';
import { makeSafetyDescription } from './safety-description';

const target = aBackup({ id: 501 });
const copy = aBackup({ id: 600, description: makeSafetyDescription(501, 'op-1') });

const copyArbitrary: fc.Arbitrary<Backup> = fc
  .record({
    status: fc.constantFrom('completed', 'completed', 'in_progress', 'failed', 'pending'),
    sizeMb: fc.constantFrom(4456, 4456, null, 0),
    serverId: fc.constantFrom(12345, 12345, 12345, 12345, 7),
  })
  .map((changes) => ({ ...copy, ...changes }));
const listArbitrary: fc.Arbitrary<BackupList> = fc
  .record({
    target: fc.constantFrom([target], [target], [target], [{ ...target, status: 'failed' }], []),
    copy: fc.option(copyArbitrary, { freq: 6 }),
    isComplete: fc.boolean(),
    skippedCount: fc.constantFrom(0, 0, 0, 1),
  })
  .map((one) =>
    aList([...one.target, ...(one.copy === null ? [] : [one.copy])], {
      isComplete: one.isComplete,
      skippedCount: one.skippedCount,
    }),
  );
const statusArbitrary = fc.constantFrom('active', 'restoring', 'error', null);

/** An event without its time; reads start some time before they end. */
type Untimed = (nowMs: number) => SafeRestoreEvent;
const named = (...types: readonly Exclude<SafeRestoreEvent['type'], 'createAnswered'>[]) =>
  fc.constantFrom(...types).map(
    (type): Untimed =>
      (nowMs) =>
        ({ type, nowMs }) as SafeRestoreEvent,
  );
const sendingArbitrary = named('createSent', 'restoreSent', 'restoreSent', 'restoreAnswered');
const rareArbitrary = named('drop', 'revisit');
const plainArbitrary = fc.oneof(named('start', 'goOn', 'goOn', 'resume'), sendingArbitrary);
const failedArbitrary: fc.Arbitrary<Untimed> = fc
  .tuple(fc.constantFrom('createFailed' as const, 'restoreFailed' as const), fc.boolean())
  .map(([type, mayHaveActed]) => (nowMs) => ({
    type,
    error: { kind: 'network', detail: null, mayHaveActed },
    nowMs,
  }));
const createdArbitrary: fc.Arbitrary<Untimed> = copyArbitrary.map((backup) => (nowMs) => ({
  type: 'createAnswered',
  backup,
  nowMs,
}));
const tookArbitrary = fc.constantFrom(0, 0, 2000, MINUTE_MS);
const listedArbitrary: fc.Arbitrary<Untimed> = fc
  .tuple(listArbitrary, tookArbitrary)
  .map(([list, tookMs]) => (nowMs) => ({ type: 'listObserved', list, startedAtMs: nowMs - tookMs, nowMs }));
const serverArbitrary: fc.Arbitrary<Untimed> = fc
  .tuple(statusArbitrary, tookArbitrary)
  .map(([status, tookMs]) => (nowMs) => ({
    type: 'serverObserved',
    status,
    startedAtMs: nowMs - tookMs,
    nowMs,
  }));
const untimedArbitrary = fc.oneof(
  { weight: 6, arbitrary: plainArbitrary },
  { weight: 1, arbitrary: rareArbitrary },
  { weight: 1, arbitrary: failedArbitrary },
  { weight: 2, arbitrary: createdArbitrary },
  { weight: 5, arbitrary: listedArbitrary },
  { weight: 2, arbitrary: serverArbitrary },
);
/** `null`: whatever the driver would do now, so that sequences get anywhere at all. */
const stepArbitrary = fc.record({
  untimed: fc.option(untimedArbitrary, { freq: 1 }),
  laterMs: fc.constantFrom(0, 0, 1000, 30_000, 5 * MINUTE_MS, 11 * MINUTE_MS, 2 * HOUR_MS),
});
const stepsArbitrary = fc.array(stepArbitrary, { maxLength: 40 });

/** What a driver in a well-behaved world makes of the next action. */
function driven(state: SafeRestore, nowMs: number): SafeRestoreEvent {
  const { phase } = state;
  switch (nextAction(state).kind) {
    case 'createCopy':
      return { type: 'createSent', nowMs };
    case 'findCopy':
    case 'watchCopy':
      return { type: 'listObserved', list: aList([target, copy]), startedAtMs: nowMs, nowMs };
    case 'sendRestore':
      return { type: 'restoreSent', nowMs };
    case 'watchServer':
      return { type: 'serverObserved', status: 'active', startedAtMs: nowMs, nowMs };
    case 'askPerson':
      return { type: 'goOn', nowMs };
    case 'none':
      if (phase.kind === 'idle') return { type: 'start', nowMs };
      return phase.kind === 'creatingCopy'
        ? { type: 'createAnswered', backup: { ...copy, status: 'in_progress', sizeMb: null }, nowMs }
        : { type: 'restoreAnswered', nowMs };
  }
}

interface CompletionWindow {
  readonly before: SafeRestore;
  readonly event: SafeRestoreEvent;
  readonly next: SafeRestore;
}

function run(
  steps: readonly { untimed: Untimed | null; laterMs: number }[],
  isWithCopy = true,
): CompletionWindow[] {
  let nowMs = 0;
  let before = createSafeRestore(
    { operationId: 'op-1', backup: target, serverName: 'web-1', usualP90Ms: null, isWithCopy },
    nowMs,
  );
  return steps.map(({ untimed, laterMs }) => {
    nowMs += laterMs;
    const event = untimed === null ? driven(before, nowMs) : untimed(nowMs);
    const passage = { before, event, next: safeRestoreReduce(before, event) };
    before = passage.next;
    return passage;
  });
}

/** Whether an accepted event allowed the driver to send. */
const isSending = (type: 'createSent' | 'restoreSent') => (passage: CompletionWindow) =>
  passage.event.type === type && passage.next.phase !== passage.before.phase;

/** Whether a list showed the safety backup completed, not empty, and of this server. */
function showsCopy({ event }: CompletionWindow): boolean {
  return (
    event.type === 'listObserved' &&
    event.list.backups.some(
      ({ id, status, sizeMb, serverId }) =>
        id === copy.id && status === 'completed' && sizeMb !== 0 && serverId === 12345,
    )
  );
}

describe('any sequence of events in a safe restore', () => {
  it('sends the creation and the restore at most once each', () => {
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        const passages = run(steps);
        expect(passages.filter(isSending('createSent')).length).toBeLessThanOrEqual(1);
        expect(passages.filter(isSending('restoreSent')).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('sends one request at most when no safety backup is wanted: the restore', () => {
    let sendings = 0;
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        const passages = run(steps, false);
        const restores = passages.filter(isSending('restoreSent'));
        sendings += restores.length;
        expect(restores.length).toBeLessThanOrEqual(1);
        expect(passages.filter(isSending('createSent'))).toEqual([]);
        expect(passages.every(({ next }) => nextAction(next).kind !== 'createCopy')).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(sendings).toBeGreaterThan(50);
  });

  it('sends the restore only after the safety backup completed', () => {
    let sendings = 0;
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        const passages = run(steps);
        const index = passages.findIndex(isSending('restoreSent'));
        const passage = passages[index];
        if (passage === undefined) return;
        sendings += 1;
        expect(passage.before.isAwaitingPerson).toBe(false);
        expect(passages.slice(0, index).some(showsCopy)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    // The promise is worth nothing if no course gets that far.
    expect(sendings).toBeGreaterThan(50);
  });

  it('asks for a request exactly when it would be accepted', () => {
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        for (const { next, event } of run(steps)) {
          expect(nextAction(next).kind === 'sendRestore').toBe(isRestoreSendable(next));
          const { nowMs } = event;
          const tried = safeRestoreReduce(next, { type: 'restoreSent', nowMs });
          const isAttended = nowMs - next.attendedAtMs <= UNATTENDED_AFTER_MS;
          expect(tried !== next).toBe(isRestoreSendable(next) && isAttended);
          const late = safeRestoreReduce(next, { type: 'restoreSent', nowMs: nowMs + 2 * HOUR_MS });
          expect(late).toBe(next);
        }
      }),
    );
  });

  it('never leaves an end state, except that an unknown restore can be dropped', () => {
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        for (const { before, event, next } of run(steps)) {
          if (!isEnded(before)) continue;
          if (before.phase.kind !== 'restoreUnknown') expect(next).toBe(before);
          else if (next !== before) {
            expect(['drop', 'restoreAnswered', 'restoreFailed', 'serverObserved']).toContain(event.type);
          }
        }
      }),
    );
  });

  it('is unchanged by storage', () => {
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        for (const { next } of run(steps)) {
          expect(JSON.parse(JSON.stringify(next))).toEqual(next);
        }
      }),
    );
  });

  it('ends from any state, even without any answer', () => {
    fc.assert(
      fc.property(
        stepsArbitrary,
        statusArbitrary,
        listArbitrary,
        fc.boolean(),
        (steps, status, list, isGoingOn) => {
          const last = run(steps).at(-1);
          if (last === undefined) return;
          let state = last.next;
          let { nowMs } = last.event;
          for (let step = 0; step < 120 && !isEnded(state); step += 1) {
            nowMs += 5 * MINUTE_MS;
            const { kind } = nextAction(state);
            const type = isGoingOn ? 'goOn' : 'drop';
            if (kind === 'askPerson') state = safeRestoreReduce(state, { type, nowMs });
            else if (kind === 'findCopy' || kind === 'watchCopy') {
              state = safeRestoreReduce(state, { type: 'listObserved', list, startedAtMs: nowMs, nowMs });
            } else if (kind === 'watchServer') {
              state = safeRestoreReduce(state, { type: 'serverObserved', status, startedAtMs: nowMs, nowMs });
            } else if (kind === 'none') {
              // An answer that never comes: a reload is what ends the wait.
              const next = state.phase.kind === 'idle' ? 'start' : 'resume';
              state = safeRestoreReduce(state, { type: next, nowMs });
            } else {
              const next = safeRestoreReduce(state, driven(state, nowMs));
              state = next === state ? safeRestoreReduce(state, { type: 'resume', nowMs }) : next;
            }
          }
          expect(isEnded(state)).toBe(true);
        },
      ),
    );
  });
});
