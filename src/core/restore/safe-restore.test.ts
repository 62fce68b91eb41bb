import { describe, expect, it } from 'vitest';
import {
  accepted,
  at,
  copy,
  created,
  creating,
  fresh,
  lost,
  ready,
  sent,
  target,
  through,
  unanswered,
  waiting,
} from '../../testing/fleets/safe-restore';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { isBlocking } from './restore-operation';
import { isEnded, nextAction, undoOffer } from './safe-restore';
import { COPY_SEARCH_MS } from './safe-restore-observe';
import type { SafeRestore } from './safe-restore-state';

describe('a successful safe restore', () => {
  it('creates a safety backup, waits for it, restores, and offers it as undo', () => {
    expect(nextAction(fresh())).toEqual({ kind: 'none' });
    expect(nextAction(creating)).toEqual({
      kind: 'createCopy',
      serverId: 12345,
      description: '[pre-restore of #501] [op op-1]',
    });
    expect(nextAction(created)).toEqual({ kind: 'none' });
    expect(nextAction(waiting)).toEqual({ kind: 'watchCopy', serverId: 12345, copyId: 600 });
    expect(nextAction(ready)).toEqual({ kind: 'sendRestore', serverId: 12345, backupId: 501 });
    expect(nextAction(sent)).toEqual({ kind: 'none' });
    expect(nextAction(accepted)).toEqual({ kind: 'watchServer', serverId: 12345 });
    const seen = through(accepted, at(3 * MINUTE_MS).server('restoring'));
    const restored = through(seen, at(9 * MINUTE_MS).server('active'));
    expect(restored.phase).toEqual({
      kind: 'restored',
      copyId: 600,
      acceptedAtMs: 2 * MINUTE_MS,
      endedAtMs: 9 * MINUTE_MS,
      isEndSeen: true,
      serverStatus: 'active',
    });
    expect([nextAction(restored), isEnded(restored), undoOffer(restored)]).toEqual([
      { kind: 'none' },
      true,
      600,
    ]);
    expect(undoOffer(accepted)).toBeNull();
  });

  it('continues unchanged after a reload while waiting', () => {
    expect(through(waiting, at(30_000).resume)).toBe(waiting);
    expect(through(accepted, at(HOUR_MS).resume)).toBe(accepted);
  });

  it('reads both backups again after a reload right before the restore', () => {
    const reloaded = through(ready, at(MINUTE_MS + 500).resume);
    expect(nextAction(reloaded).kind).toBe('watchCopy');
    expect(nextAction(through(reloaded, at(MINUTE_MS + 900).list([target, copy]))).kind).toBe('sendRestore');
  });

  it('accepts each request once, and none out of order', () => {
    expect(through(created, at(5).createSent)).toBe(created);
    expect(through(sent, at(MINUTE_MS + 5).restoreSent)).toBe(sent);
    expect(through(waiting, at(2000).createSent, at(2000).restoreSent, at(2000).goOn)).toBe(waiting);
    expect(through(creating, at(0).restoreSent, at(0).restoreAnswered, at(0).created())).toBe(creating);
  });

  it('is unchanged by storage', () => {
    for (const state of [fresh(), creating, created, waiting, ready, sent, accepted, unanswered, lost]) {
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });
});

describe('another restore of the same server', () => {
  it.each<[string, SafeRestore, boolean]>([
    ['not begun', fresh(), true],
    ['creating the safety backup', creating, true],
    ['looking for the safety backup', lost, true],
    ['done looking for it', through(lost, at(COPY_SEARCH_MS + 1).list([target])), false],
    ['waiting for it', waiting, true],
    ['waiting for a person', through(waiting, at(1000).revisit), true],
    ['about to restore', ready, true],
    ['restoring', accepted, true],
    ['of unknown outcome', unanswered, true],
    ['dropped', through(waiting, at(1000).drop), false],
    ['restored', through(accepted, at(3 * MINUTE_MS).drop), false],
  ])('is blocked by one that is %s: %s', (_case, state, expected) => {
    expect(isBlocking({ state })).toBe(expected);
  });
});

describe('an inconsistent stored state', () => {
  it.each<[string, SafeRestore]>([
    [
      'ready to restore without a safety backup',
      { ...ready, phase: { ...ready.phase, copyId: null } as typeof ready.phase },
    ],
  ])('%s sends nothing', (_case, state) => {
    expect(nextAction(state)).toEqual({ kind: 'none' });
    expect(through(state, at(MINUTE_MS).restoreSent)).toBe(state);
  });
});
