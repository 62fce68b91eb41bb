import { describe, expect, it } from 'vitest';
import { runReduce } from '../../src/core/schedules/run';
import { createRun, type ScheduleRun, type ServerRun } from '../../src/core/schedules/schedule-run';
import { runMessage } from './run-message';

const NOW = Date.parse('2026-03-31T02:00Z');
const RUN = { runId: 'n1gh-1', scheduleId: 'n1gh', scheduleName: 'Nightly', plannedAtMs: NOW };

type End = Pick<Extract<ServerRun['phase'], { kind: 'ended' }>, 'result' | 'reason'>;

/** An ended run, with each server's result and its earlier failures. */
function ended(...servers: readonly (readonly [End['result'], End['reason'], number])[]): ScheduleRun {
  return {
    ...createRun({ ...RUN, trigger: 'planned' }, NOW),
    areServersKnown: true,
    endedAtMs: NOW,
    servers: servers.map(([result, reason, failuresBefore], index) => ({
      serverId: index,
      serverName: `web-${index}`,
      failuresBefore,
      phase: { kind: 'ended', result, reason, detail: null, backupId: null, removed: [], endedAtMs: NOW },
    })),
  };
}

describe('the alert about a run', () => {
  it.each<[string, ScheduleRun, string | null]>([
    ['that went well', ended(['done', null, 0]), null],
    ['with a server that fails', ended(['done', null, 0], ['failed', 'backup_failed', 0]), 'schedule_failed'],
    ['with one that fails again', ended(['failed', 'backup_failed', 1]), null],
    ['with one that fails the third time', ended(['skipped', 'slots_full', 2]), 'schedule_failed'],
    ['with one that is well again', ended(['done', null, 2]), 'schedule_recovered'],
    ['with one of two that is well again', ended(['done', null, 2], ['failed', 'refused', 4]), null],
    ['with a server that is gone', ended(['gone', null, 0]), null],
    ['that somebody stopped', ended(['skipped', 'stopped', 0]), null],
    ['that was missed', createRun({ ...RUN, trigger: 'missed', missedCount: 3 }, NOW), 'schedule_missed'],
    [
      'of a list of servers that came in part',
      { ...ended(['done', null, 0]), listing: 'part' },
      'schedule_failed',
    ],
    ['of an account without servers', ended(), null],
    [
      'that somebody stopped before the servers were known',
      runReduce(createRun({ ...RUN, trigger: 'planned' }, NOW), { type: 'stopped', reason: 'stopped' }, NOW),
      null,
    ],
    [
      'without servers that could be read',
      runReduce(createRun({ ...RUN, trigger: 'planned' }, NOW), { type: 'serversUnread' }, NOW + 1_800_000),
      'schedule_failed',
    ],
  ])('%s', (_name, run, event) => {
    expect(runMessage(run)?.event ?? null).toBe(event);
  });

  it('names the servers and reasons, and where nothing is deleted any more', () => {
    const message = runMessage(
      ended(['failed', 'backup_failed', 0], ['skipped', 'slots_full', 2], ['done', null, 0]),
    );
    expect(message?.headline).toBe('Schedule Nightly: 2 of 3 servers have no new backup.');
    expect(message?.reason).toBe(
      'web-0: The backup failed; web-1: All 10 slots are in use. Nothing is deleted there until a backup succeeds: web-1.',
    );
  });
});
