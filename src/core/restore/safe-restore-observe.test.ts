import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import {
  accepted,
  at,
  copy,
  created,
  ERROR,
  fresh,
  ready,
  running,
  sent,
  target,
  through,
  waiting,
} from '../../testing/fleets/safe-restore';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { COPY_SLOW_AFTER_MS, copySlowAfterMs, isEnded, nextAction } from './safe-restore';
import type { SafeRestoreEvent } from './safe-restore-events';
import { RESTORE_UNREADABLE_MS, RESTORE_UNSEEN_MS, RESTORE_WATCH_MS } from './safe-restore-observe';
import type { SafeRestore } from './safe-restore-state';

/** Manual backups of the same server, older than the safety backup. */
const usual = [1, 2, 3, 4, 5].map((day) =>
  aBackup({ id: 500 - day, sizeMb: 4500, createdAt: `2025-01-0${day}T03:00:00Z` }),
);

it('a safety backup as small as an accepted size is good', () => {
  const small = { ...copy, sizeMb: 100, createdAt: '2025-01-16T15:45:00Z' };
  const shrunk = aBackup({ id: 499, sizeMb: 100, createdAt: '2025-01-06T03:00:00Z' });
  const seen = at(MINUTE_MS).list([target, ...usual, shrunk, small]);
  expect(through(waiting, seen).phase).toMatchObject({ kind: 'copyFailed', reason: 'small' });
  const accepted = new Map([[String(target.serverId), { acceptedBackupId: 499 }]]);
  const agreed = { ...seen, list: { ...seen.list, accepted } };
  expect(through(waiting, agreed).phase).toMatchObject({ kind: 'restoring' });
});

describe('a safety backup that fails', () => {
  it.each<[string, SafeRestore, SafeRestoreEvent, object]>([
    [
      'refused by the provider',
      created,
      at(1000).failed('createFailed', false),
      { kind: 'refused', reason: 'createRefused', error: ERROR, copyId: null },
    ],
    [
      'failed',
      waiting,
      at(MINUTE_MS).list([target, { ...copy, status: 'failed' }]),
      { kind: 'copyFailed', copyId: 600, reason: 'failed' },
    ],
    [
      'completed with nothing in it',
      waiting,
      at(MINUTE_MS).list([target, { ...copy, sizeMb: 0 }]),
      { kind: 'copyFailed', copyId: 600, reason: 'empty' },
    ],
    [
      'completed with far less in it than the manual ones before',
      waiting,
      at(MINUTE_MS).list([target, ...usual, { ...copy, sizeMb: 900 }]),
      { kind: 'copyFailed', copyId: 600, reason: 'small' },
    ],
    [
      'made of another server',
      created,
      at(1000).created({ ...running, serverId: 7 }),
      { kind: 'copyFailed', copyId: 600, reason: 'otherServer' },
    ],
    [
      'listed with another server',
      waiting,
      at(MINUTE_MS).list([target, { ...copy, serverId: 7 }]),
      { kind: 'copyFailed', copyId: 600, reason: 'otherServer' },
    ],
    ['gone from a whole list', waiting, at(MINUTE_MS).list([target]), { kind: 'copyVanished', copyId: 600 }],
    [
      'still running after an hour',
      { ...waiting, attendedAtMs: HOUR_MS },
      at(HOUR_MS + 1001).list([target, running]),
      { kind: 'copySlow', copyId: 600 },
    ],
    [
      'not to be seen in parts of the list for an hour',
      { ...waiting, attendedAtMs: HOUR_MS },
      at(HOUR_MS + 1001).list([target], { isComplete: false }),
      { kind: 'copySlow', copyId: 600 },
    ],
  ])('%s ends it before the restore', (_case, state, event, expected) => {
    const ended = through(state, event);
    expect(ended.phase).toEqual(expected);
    expect([isEnded(ended), nextAction(ended)]).toEqual([true, { kind: 'none' }]);
    expect(through(ended, at(HOUR_MS).list([target, copy]))).toBe(ended);
  });

  it.each<[string, SafeRestoreEvent]>([
    ['a part of the list', at(MINUTE_MS - 1).list([target], { isComplete: false })],
    ['a list with an unreadable entry', at(MINUTE_MS - 1).list([target], { skippedCount: 1 })],
    ['a list that may lag behind the create', at(MINUTE_MS - 1).list([target], {}, 31_000)],
    ['a list begun before', at(MINUTE_MS - 1).list([target, copy], {}, 999)],
    ['a server read before that was restoring', at(MINUTE_MS - 1).server('restoring', 999)],
    ['a copy that still runs', at(MINUTE_MS - 1).list([target, running])],
    ['a copy of unknown status', at(MINUTE_MS - 1).list([target, { ...copy, status: 'pending' }])],
  ])('nothing is concluded from %s', (_case, event) => {
    expect(through(waiting, event)).toBe(waiting);
  });

  it.each([
    [null, COPY_SLOW_AFTER_MS],
    [4 * MINUTE_MS, 12 * MINUTE_MS],
    [40 * MINUTE_MS, 120 * MINUTE_MS],
    [0, COPY_SLOW_AFTER_MS],
    [Number.NaN, COPY_SLOW_AFTER_MS],
  ])('with a 90th percentile of %s it is slow after %s', (usualP90Ms, expected) => {
    expect(copySlowAfterMs(usualP90Ms)).toBe(expected);
    expect(fresh(usualP90Ms).slowAfterMs).toBe(expected);
  });
});

describe('a backup or server that changes while the safety backup runs', () => {
  it.each<[string, SafeRestore, SafeRestoreEvent, string]>([
    ['the backup is gone', waiting, at(MINUTE_MS).list([copy]), 'backupGone'],
    [
      'the backup is of another server',
      waiting,
      at(MINUTE_MS).list([{ ...target, serverId: 7 }, copy]),
      'backupMoved',
    ],
    [
      'the backup is not completed any more',
      waiting,
      at(MINUTE_MS).list([{ ...target, status: 'failed' }, copy]),
      'backupNotRestorable',
    ],
    ['the server is being restored', waiting, at(MINUTE_MS).server('restoring'), 'serverRestoring'],
    ['the backup goes at the last moment', ready, at(2 * MINUTE_MS).list([copy]), 'backupGone'],
    ['a restore begins at the last moment', ready, at(2 * MINUTE_MS).server('restoring'), 'serverRestoring'],
  ])('%s: refused', (_case, state, event, reason) => {
    expect(through(state, event).phase).toEqual({ kind: 'refused', reason, error: null, copyId: 600 });
  });

  it('a safety backup that disappears at the last moment ends it too', () => {
    expect(through(ready, at(2 * MINUTE_MS).list([target])).phase.kind).toBe('copyVanished');
  });
});

describe('watching an accepted restore', () => {
  const since = (ms: number) => at(2 * MINUTE_MS + ms);
  const seen = through(accepted, since(1).server('restoring'));
  it.each<[string, SafeRestore, SafeRestoreEvent, boolean | null, string | null]>([
    ['another status right after', accepted, since(1).server('active'), null, null],
    [
      'another status for some time',
      accepted,
      since(RESTORE_UNSEEN_MS + 1).server('active'),
      false,
      'active',
    ],
    ['an error after restoring', seen, since(5000).server('error'), true, 'error'],
    ['a status read before', seen, since(5000).server('active', 1000), null, null],
    ['an unreadable server for a while', accepted, since(RESTORE_UNREADABLE_MS).server(null), null, null],
    ['an unreadable server for long', accepted, since(RESTORE_UNREADABLE_MS + 1).server(null), false, null],
    ['an unreadable server once seen restoring', seen, since(HOUR_MS).server(null), null, null],
    ['a restore without end', seen, since(RESTORE_WATCH_MS + 1).server('restoring'), false, 'restoring'],
  ])('%s', (_case, state, event, isEndSeen, serverStatus) => {
    const { phase } = through(state, event);
    if (isEndSeen === null) expect(phase).toEqual(state.phase);
    else expect(phase).toMatchObject({ kind: 'restored', isEndSeen, serverStatus });
  });

  it('can be dropped, not undone', () => {
    expect(through(sent, at(2 * MINUTE_MS).drop)).toBe(sent);
    expect(through(accepted, at(3 * MINUTE_MS).drop).phase).toMatchObject({
      kind: 'restored',
      isEndSeen: false,
    });
  });
});
