import type { Backup } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import { createSafeRestore } from '../../core/restore/safe-restore';
import { type SafeRestoreEvent, safeRestoreReduce } from '../../core/restore/safe-restore-events';
import type { SafeRestore } from '../../core/restore/safe-restore-state';
import { makeSafetyDescription } from '../../core/restore/safety-description';
import { aBackup, aList } from './backups';

export const target = aBackup({ id: 501, type: 'automatic' });
export const copy = aBackup({ id: 600, description: makeSafetyDescription(501, 'op-1') });
export const running: Backup = { ...copy, status: 'in_progress', sizeMb: null };

export const fresh = (usualP90Ms: number | null = null) =>
  createSafeRestore({ operationId: 'op-1', backup: target, serverName: 'web-server-01', usualP90Ms }, 0);
export const through = (state: SafeRestore, ...events: readonly SafeRestoreEvent[]) =>
  events.reduce(safeRestoreReduce, state);
export const at = (nowMs: number) => ({
  nowMs,
  start: { type: 'start', nowMs } as const,
  goOn: { type: 'goOn', nowMs } as const,
  drop: { type: 'drop', nowMs } as const,
  resume: { type: 'resume', nowMs } as const,
  revisit: { type: 'revisit', nowMs } as const,
  createSent: { type: 'createSent', nowMs } as const,
  created: (backup: Backup = running) => ({ type: 'createAnswered', backup, nowMs }) as const,
  failed: (type: 'createFailed' | 'restoreFailed', mayHaveActed: boolean) =>
    ({ type, error: { kind: 'server', detail: 'Sorry', mayHaveActed }, nowMs }) as const,
  list: (backups: readonly Backup[], changes: Parameters<typeof aList>[1] = {}, startedAtMs = nowMs) =>
    ({ type: 'listObserved', list: aList(backups, changes), startedAtMs, nowMs }) as const,
  restoreSent: { type: 'restoreSent', nowMs } as const,
  restoreAnswered: { type: 'restoreAnswered', nowMs } as const,
  server: (status: string | null, startedAtMs = nowMs) =>
    ({ type: 'serverObserved', status, startedAtMs, nowMs }) as const,
});

/** A safe restore of backup 501 with copy 600, at each step of its way; times are ms since it was begun. */
export const creating = through(fresh(), at(0).start);
export const created = through(creating, at(0).createSent);
export const waiting = through(created, at(1000).created());
export const ready = through(waiting, at(MINUTE_MS).list([target, copy]));
export const sent = through(ready, at(MINUTE_MS).restoreSent);
export const accepted = through(sent, at(2 * MINUTE_MS).restoreAnswered);
export const unanswered = through(sent, at(2 * MINUTE_MS).failed('restoreFailed', true));
/** Its create had no answer. */
export const lost = through(created, at(1000).failed('createFailed', true));
export const ERROR = { kind: 'server', detail: 'Sorry' };
