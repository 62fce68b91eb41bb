import { describe, expect, it } from 'vitest';
import { at, copy, fresh, running, target } from '../../testing/fleets/safe-restore';
import { MINUTE_MS } from '../lib/time-units';
import { type NotedSteps, stepBetween, withStep } from './operation-steps';
import { type SafeRestoreEvent, safeRestoreReduce } from './safe-restore-events';
import type { SafeRestore } from './safe-restore-state';

/** All log steps of a safe restore of 501, with safety backup 600, after these events. */
function toldOf(...events: readonly SafeRestoreEvent[]): readonly string[] {
  let state: SafeRestore = fresh();
  let steps: NotedSteps = { noted: [], unlogged: [] };
  for (const event of events) {
    const next = safeRestoreReduce(state, event);
    steps = withStep(steps, stepBetween(state, next));
    state = next;
  }
  return steps.unlogged.map(({ step, detail }) => (detail === null ? step : `${step} ${detail}`));
}

const minute = (count: number) => at(count * MINUTE_MS);
const begun = [at(0).start, at(0).createSent, at(1000).created(running)];
const ready = [...begun, minute(1).list([target, copy])];
const sent = [...ready, minute(1).restoreSent];
const lost = minute(2).failed('restoreFailed', true);

describe('the log steps of a safe restore', () => {
  it('are in order, each with what it concerns', () => {
    const end = [minute(2).restoreAnswered, minute(3).server('restoring'), minute(4).server('active')];
    expect(toldOf(...sent, ...end)).toEqual([
      'safety_copy_created #600',
      'safety_copy_completed #600',
      'restore_sent #501',
      'restore_finished active',
    ]);
  });

  it.each([
    ['a reload', [minute(1).resume]],
    ['another visit', [minute(1).revisit, minute(2).goOn]],
  ])('contain a completed safety backup once, even if it is read again after %s', (_break, again) => {
    const told = ['safety_copy_created #600', 'safety_copy_completed #600'];
    expect(toldOf(...ready, ...again, minute(3).list([target, copy]))).toEqual(told);
    expect(toldOf(...ready, ...again, minute(3).list([target]))).toEqual([
      ...told,
      'safety_copy_vanished #600',
    ]);
  });

  it.each([
    [
      'a failed copy',
      [...begun, minute(1).list([target, { ...copy, status: 'failed' }])],
      'safety_copy_failed #600',
    ],
    ['a backup that vanished', [...begun, minute(1).list([copy])], 'restore_failed backupGone'],
    ['a lost answer', [...sent, lost], 'restore_unknown #600'],
    ['a reload before the answer', [...sent, minute(2).resume], 'restore_unknown #600'],
    ['a lost answer that the person has settled', [...sent, lost, minute(3).drop], 'restore_unknown #600'],
    ['an end nobody watched', [...sent, minute(2).restoreAnswered, minute(3).drop], 'restore_accepted'],
    ['a change of mind', [...begun, minute(1).drop], 'dropped #600'],
  ])('ends with no more than is known: %s', (_name, events, end) => {
    expect(toldOf(...events).at(-1)).toBe(end);
  });
});
