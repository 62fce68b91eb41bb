import { describe, expect, it } from 'vitest';
import {
  accepted,
  at as atMs,
  creating,
  ready,
  sent,
  through,
  waiting,
} from '../../testing/fleets/safe-restore';
import { type RunEvent, runReduce } from './run';
import { runAt, runUnderWay, runWaitedFor } from './run-under-way';
import { createRun, type ScheduleRun } from './schedule-run';

const START = Date.parse('2026-03-31T02:00Z');
const ISO = new Date(START).toISOString();
const WEB = 12345;

/** A run over the restored server of `testing/safe-restore`, and two more. */
function begun(...events: readonly RunEvent[]): ScheduleRun {
  const run = createRun(
    { runId: '7k2m-1', scheduleId: '7k2m', scheduleName: 'Nightly', trigger: 'planned', plannedAtMs: START },
    START,
  );
  return events.reduce((state, event) => runReduce(state, event, START), run);
}
const servers: RunEvent = {
  type: 'serversKnown',
  servers: [WEB, 2, 3].map((serverId) => ({ serverId, serverName: `web-${serverId}`, failuresBefore: 0 })),
};
const createSent = (serverId: number): RunEvent => ({ serverId, type: 'createSent' });
const answered = (serverId: number): RunEvent => ({ serverId, type: 'createAnswered', backupId: 600 });

describe('what a page learns about a run in progress', () => {
  it('before its servers are known', () => {
    expect(runUnderWay(begun())).toMatchObject({ serverCount: null, active: [], waitingIds: [], next: null });
  });

  it('says what was requested and when, what is waiting and what comes next', () => {
    const run = begun(servers, createSent(WEB), answered(WEB), { serverId: 2, type: 'blocked', why: 'busy' });
    expect(runUnderWay(run)).toMatchObject({
      serverCount: 3,
      doneCount: 0,
      active: [{ serverId: WEB, step: 'running', since: ISO, backupId: 600 }],
      waitingIds: [2, 3],
      next: { serverName: 'web-3', isBusy: false },
    });
  });

  it('says that the next server is busy only if nothing else is left', () => {
    const gone: RunEvent = { serverId: 3, type: 'blocked', why: 'gone' };
    const run = begun(servers, gone, { serverId: 2, type: 'blocked', why: 'busy' }, createSent(WEB));
    expect(runUnderWay(run)).toMatchObject({ doneCount: 1, next: { serverName: 'web-2', isBusy: true } });
  });
});

describe('a server and the runs', () => {
  const elsewhere = runUnderWay(begun(servers));
  const here = runUnderWay(begun(servers, createSent(WEB)));

  it('a run that works on it comes before one that will', () => {
    expect(runAt([elsewhere, here], WEB)).toMatchObject({ run: here, active: { step: 'creating' } });
    expect(runAt([elsewhere], WEB)).toEqual({ run: elsewhere, active: null });
    expect(runAt([elsewhere, here], 99)).toBeNull();
  });

  it.each([
    ['its safety backup', creating],
    ['the restore itself', ready],
  ])('a restore waits with %s for the backup that a run makes', (_what, state) => {
    expect(runWaitedFor({ state }, [here])?.run).toBe(here);
    expect(runWaitedFor({ state }, [elsewhere])).toBeNull();
  });

  it.each([
    ['its safety backup runs', waiting],
    ['it is sent', sent],
    ['it was accepted', accepted],
    ['it waits for a person', through(creating, atMs(1000).revisit)],
  ])('a restore waits for no run once %s', (_what, state) => {
    expect(runWaitedFor({ state }, [here])).toBeNull();
  });
});
