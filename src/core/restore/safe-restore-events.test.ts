import { describe, expect, it } from 'vitest';
import {
  at,
  copy,
  created,
  creating,
  ERROR,
  lost,
  ready,
  running,
  sent,
  target,
  through,
  unanswered,
  waiting,
} from '../../testing/fleets/safe-restore';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { isBlocking } from './restore-operation';
import { isEnded, isRestoreSendable, nextAction } from './safe-restore';
import { type SafeRestoreEvent, UNATTENDED_AFTER_MS } from './safe-restore-events';
import { COPY_SEARCH_LIMIT_MS, COPY_SEARCH_MS } from './safe-restore-observe';
import type { SafeRestore } from './safe-restore-state';

describe('a creation without an answer', () => {
  it.each<[string, SafeRestore]>([
    ['after a cut connection', lost],
    ['after a reload', through(created, at(1000).resume)],
  ])('%s is searched for by its mark, never sent again', (_case, state) => {
    expect(state.phase.kind).toBe('copyUnknown');
    expect(nextAction(state)).toEqual({ kind: 'findCopy', serverId: 12345, operationId: 'op-1' });
    expect(through(state, at(2000).createSent)).toBe(state);
    const found = through(state, at(5000).list([target, running]));
    expect(nextAction(found)).toEqual({ kind: 'watchCopy', serverId: 12345, copyId: 600 });
    const foundCompleted = through(state, at(MINUTE_MS).list([target, copy]));
    expect(nextAction(foundCompleted).kind).toBe('sendRestore');
    expect(through(state, at(MINUTE_MS).list([copy])).phase.kind).toBe('refused');
  });

  it.each<[string, SafeRestoreEvent, string]>([
    ['an early list', at(COPY_SEARCH_MS).list([target]), 'open'],
    ['a whole list later', at(COPY_SEARCH_MS + 1).list([target]), 'notFound'],
    ['a part later', at(COPY_SEARCH_MS + 1).list([target], { isComplete: false }), 'open'],
    [
      "another run's copy",
      at(COPY_SEARCH_MS + 1).list([target, { ...copy, description: '[pre-restore of #501] [op x]' }]),
      'notFound',
    ],
    ['parts for long', at(COPY_SEARCH_LIMIT_MS + 1).list([target], { isComplete: false }), 'inconclusive'],
  ])('%s leaves the search %s', (_case, event, search) => {
    const state = through(lost, event);
    expect(state.phase).toEqual({ kind: 'copyUnknown', sentAtMs: 0, search, error: ERROR });
    expect(isEnded(state)).toBe(search !== 'open');
  });

  it('accepts a late answer', () => {
    expect(through(lost, at(2000).created()).phase.kind).toBe('waitingForCopy');
  });
});

describe('a restore without an answer', () => {
  it.each<[string, SafeRestore]>([
    ['after a cut connection', unanswered],
    ['after a reload', through(sent, at(2 * MINUTE_MS).resume)],
    ['on another visit', through(sent, at(48 * HOUR_MS).revisit)],
  ])('%s is left to the person, never sent again', (_case, state) => {
    expect(state.phase.kind).toBe('restoreUnknown');
    expect(nextAction(state)).toEqual({ kind: 'none' });
    expect(
      through(state, at(3 * MINUTE_MS).restoreSent, at(3 * MINUTE_MS).goOn, at(3 * MINUTE_MS).start),
    ).toBe(state);
    expect(isBlocking({ state })).toBe(true);
    const dropped = through(state, at(4 * MINUTE_MS).drop);
    expect([dropped.phase.kind, isBlocking({ state: dropped })]).toEqual(['dropped', false]);
  });

  it('notes that the server was seen restoring', () => {
    expect(through(unanswered, at(3 * MINUTE_MS).server('restoring')).phase).toMatchObject({ isSeen: true });
    expect(through(unanswered, at(3 * MINUTE_MS).server('restoring', 1000))).toBe(unanswered);
  });

  it.each<[string, SafeRestoreEvent, string]>([
    ['a yes', at(3 * MINUTE_MS).restoreAnswered, 'restoring'],
    ['a no', at(3 * MINUTE_MS).failed('restoreFailed', false), 'restoreRefused'],
  ])('accepts a late %s', (_case, event, kind) => {
    expect(through(unanswered, event).phase.kind).toBe(kind);
  });

  it('ends when the provider refuses it', () => {
    const state = through(sent, at(2 * MINUTE_MS).failed('restoreFailed', false));
    expect(state.phase).toEqual({ kind: 'restoreRefused', copyId: 600, error: ERROR });
  });
});

describe('after a break', () => {
  const LATER = UNATTENDED_AFTER_MS + 2 * MINUTE_MS;

  it.each<[string, SafeRestore]>([
    ['before the copy is asked for', creating],
    ['while the copy is looked for', lost],
    ['while the copy runs', waiting],
    ['before the restore', ready],
  ])('another visit %s needs confirmation before anything is sent', (_case, state) => {
    const asked = through(state, at(MINUTE_MS + 1).revisit);
    expect(nextAction(asked)).toEqual({ kind: 'askPerson' });
    expect(
      through(asked, at(MINUTE_MS + 1).createSent, at(MINUTE_MS + 1).restoreSent, at(MINUTE_MS + 1).start),
    ).toBe(asked);
    expect(nextAction(through(asked, at(MINUTE_MS + 2).goOn)).kind).not.toBe('askPerson');
    const dropped = through(asked, at(MINUTE_MS + 2).drop);
    expect([dropped.phase.kind, nextAction(dropped)]).toEqual(['dropped', { kind: 'none' }]);
  });

  it('a safety backup that completed meanwhile does not start the restore', () => {
    const asked = through(waiting, at(LATER).list([target, copy]));
    expect(nextAction(asked)).toEqual({ kind: 'askPerson' });
    expect(isRestoreSendable(asked)).toBe(false);
  });

  it.each<[string, SafeRestore]>([
    ['after a reload', through(ready, at(LATER).resume)],
    ['after a look that came late', through(ready, at(LATER).list([target, copy]))],
  ])('continuing %s reads both backups again before the restore', (_case, asked) => {
    expect(nextAction(asked)).toEqual({ kind: 'askPerson' });
    const on = through(asked, at(LATER + 1).goOn);
    expect(nextAction(on)).toEqual({ kind: 'watchCopy', serverId: 12345, copyId: 600 });
    expect(through(on, at(LATER + 2).list([target, copy], {}, LATER - 1))).toBe(on);
    expect(nextAction(through(on, at(LATER + 2).list([target, copy]))).kind).toBe('sendRestore');
    expect(through(on, at(LATER + 2).list([copy])).phase.kind).toBe('refused');
  });

  it('continuing gives a running safety backup its full time again', () => {
    const on = through(waiting, at(5 * HOUR_MS).revisit, at(5 * HOUR_MS).goOn);
    expect(on.phase).toMatchObject({ kind: 'waitingForCopy', untilMs: 6 * HOUR_MS });
  });

  it.each<[string, SafeRestore, SafeRestoreEvent]>([
    ['the copy', creating, at(LATER).createSent],
    ['the restore', ready, at(LATER).restoreSent],
  ])('requesting %s too late is denied, and the next event asks the person', (_case, state, event) => {
    expect(through(state, event)).toBe(state);
    expect(nextAction(through(state, event, at(LATER).list([target, copy])))).toEqual({ kind: 'askPerson' });
  });

  it('a clock that was set back needs confirmation too', () => {
    expect(nextAction(through(waiting, at(-LATER).list([target, copy]))).kind).toBe('askPerson');
  });

  it('polls keep it attended, without a new state each time', () => {
    const polled = through(waiting, at(MINUTE_MS).list([target, running]));
    expect(polled).toEqual({ ...waiting, attendedAtMs: MINUTE_MS });
    expect(through(polled, at(2 * MINUTE_MS - 1).list([target, running]))).toBe(polled);
  });
});
