import { describe, expect, it } from 'vitest';
import { aBackup, aList } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { type Backup, type Id, idKey } from '../backups/backup';
import { HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { NO_ACCEPTED_SIZES } from '../protection/protection-history';
import { type RunEvent, runReduce, SPREAD_MS } from './run';
import { beginStep, nextServers, nextToDelete, watchedServers } from './run-steps';
import { makeScheduleDescription } from './schedule-mark';
import {
  createRun,
  failuresAfter,
  findServer,
  isFailure,
  type ScheduleRun,
  type ServerPhase,
} from './schedule-run';
import type { RunFailure } from './server-run';

const START = Date.parse('2026-03-31T02:00Z');
const SCHEDULE = {
  id: '7k2m',
  keep: { newest: 1, daily: 0, weekly: 0, monthly: 0 },
  zone: 'UTC',
  makesRoomFirst: false,
};
const MARKED = makeScheduleDescription('Nightly', '7k2m');
const ROTATING: ServerPhase = { kind: 'rotating', backupId: 5, removed: [], sent: null };
const NOTHING_MADE: ReadonlySet<string> = new Set();

const at = (minutes: number) => START + minutes * MINUTE_MS;
const error = (changes: Partial<RunFailure> = {}): RunFailure => ({
  kind: 'server',
  detail: null,
  mayHaveActed: false,
  retryAfterMs: null,
  ...changes,
});
function aRun(serverIds: readonly Id[] = [1], failuresBefore = 0): ScheduleRun {
  const run = createRun(
    { runId: '7k2m-1', scheduleId: '7k2m', scheduleName: 'Nightly', trigger: 'planned', plannedAtMs: START },
    START,
  );
  const servers = serverIds.map((serverId) => ({ serverId, serverName: `web-${serverId}`, failuresBefore }));
  return runReduce(run, { type: 'serversKnown', servers }, START);
}
/** Events of server 1, each with its minute. */
type ServerEvent = Extract<RunEvent, { serverId: Id }>;
type Timed = readonly [
  number,
  { readonly type: RunEvent['type']; readonly serverId?: Id } & Readonly<Record<string, unknown>>,
];
function following(run: ScheduleRun, ...events: readonly Timed[]) {
  return events.reduce((state, [minute, event]) => runReduce(state, ofServer(event), at(minute)), run);
}
/** Of server 1, where nothing else is said. */
function ofServer(event: Timed[1]): RunEvent {
  return { serverId: 1, ...event } as ServerEvent;
}
const phaseOf = (run: ScheduleRun, id: Id = 1) => findServer(run, id)?.phase;
const listed = (backups: readonly Backup[], minute: number, made = NOTHING_MADE) =>
  [minute, { type: 'listed', list: aList(backups), startedAtMs: at(minute), made }] as const;
const copy = (id: number, status: string, minute = 0) =>
  aBackup({ id, serverId: 1, status, description: MARKED, createdAt: new Date(at(minute)).toISOString() });
const begun = [
  [0, { type: 'createSent' }],
  [0, { type: 'createAnswered', backupId: 5 }],
] as const;

describe('a run on one server', () => {
  it('is done once the backup is completed and nothing is left to delete', () => {
    const run = following(
      aRun(),
      ...begun,
      listed([copy(5, 'in_progress')], 1),
      listed([copy(5, 'completed')], 4),
      [4, { type: 'rotated' }],
    );
    expect(phaseOf(run)).toMatchObject({ kind: 'ended', result: 'done', reason: null, backupId: 5 });
    expect(run.endedAtMs).toBe(at(4));
  });

  it.each([
    [
      'refused',
      error({ kind: 'validation', detail: 'No quota.' }),
      { result: 'failed', reason: 'refused', detail: 'No quota.' },
    ],
    ['of a server that is gone', error({ kind: 'notFound' }), { result: 'gone' }],
  ])('ends when the request is %s', (_name, failure, end) => {
    expect(phaseOf(following(aRun(), begun[0], [0, { type: 'createFailed', error: failure }]))).toMatchObject(
      end,
    );
  });

  it('waits for a busy server for half an hour, then skips it', () => {
    const blocked = { type: 'blocked', why: 'busy' } as const;
    const waiting = following(aRun(), [0, blocked], [29, blocked]);
    expect(phaseOf(waiting)).toEqual({ kind: 'waiting', busySinceMs: at(0) });
    expect(phaseOf(following(waiting, [30, blocked]))).toMatchObject({ result: 'skipped', reason: 'busy' });
  });

  it('keeps the pause that the provider asks for', () => {
    const refused = {
      type: 'createFailed',
      error: error({ kind: 'rateLimited', retryAfterMs: 2 * MINUTE_MS }),
    } as const;
    const run = following(aRun([1, 2]), begun[0], [0, refused]);
    expect(nextServers(run, at(1), SPREAD_MS)).toEqual([]);
    expect(nextServers(run, at(2), SPREAD_MS).map(({ serverId }) => serverId)).toEqual([2, 1]);
  });

  it('searches for a backup without an answer by its mark, and never requests it again', () => {
    const lost = following(aRun(), begun[0], [
      0,
      { type: 'createFailed', error: error({ mayHaveActed: true }) },
    ]);
    expect(nextServers(lost, at(60), SPREAD_MS)).toEqual([]);
    const old = copy(3, 'completed', -60 * 24);
    expect(phaseOf(following(lost, listed([old], 1)))).toMatchObject({ kind: 'createUnknown' });
    expect(phaseOf(following(lost, listed([old, copy(9, 'in_progress')], 1)))).toMatchObject({
      kind: 'running',
      backupId: 9,
    });
    expect(phaseOf(following(lost, listed([copy(9, 'in_progress')], 6, new Set(['9']))))).toMatchObject({
      result: 'unknown',
      reason: 'no_answer',
    });
  });

  it('takes what was announced before a crash for unknown', () => {
    expect(phaseOf(following(aRun(), begun[0], [1, { type: 'resume' }]))).toMatchObject({
      kind: 'createUnknown',
    });
  });

  it.each([
    ['failed', [copy(5, 'failed')], 2, { result: 'failed', reason: 'backup_failed' }],
    ['vanished', [], 2, { result: 'failed', reason: 'vanished' }],
    ['still runs after half a day', [copy(5, 'in_progress')], 12 * 60, { result: 'unknown', reason: 'slow' }],
  ])('says when the backup %s', (_name, backups, minute, end) => {
    expect(phaseOf(following(aRun(), ...begun, listed(backups, minute)))).toMatchObject({
      ...end,
      backupId: 5,
    });
  });

  it('does not take a part of the list for the whole', () => {
    const part = { ...aList([]), isComplete: false };
    const run = following(aRun(), ...begun, [
      9,
      { type: 'listed', list: part, startedAtMs: at(9), made: NOTHING_MADE },
    ]);
    expect(phaseOf(run)).toMatchObject({ kind: 'running' });
  });

  it('deletes nothing after three failures, and then counts again from zero', () => {
    const run = following(aRun([1], 3), ...begun, listed([copy(5, 'completed')], 4));
    expect(phaseOf(run)).toMatchObject({ result: 'done', reason: 'rotation_paused' });
    expect(run.servers.map(failuresAfter)).toEqual([0]);
  });

  it('counts failures in a row, but not what a person stopped', () => {
    const failedAgain = following(aRun([1], 1), begun[0], [
      0,
      { type: 'createFailed', error: error({ kind: 'validation' }) },
    ]);
    expect(failedAgain.servers.map(failuresAfter)).toEqual([2]);
    const stopped = following(aRun([1], 1), [0, { type: 'stopped', reason: 'schedule_deleted' }]);
    expect(stopped.servers.map(isFailure)).toEqual([false]);
    expect(stopped.endedAtMs).toBe(at(0));
  });

  it('sends a deletion once: without an answer the list says what became of it', () => {
    const sent = following(aRun(), ...begun, listed([copy(5, 'completed')], 4), [
      4,
      { type: 'deleteSent', backupId: 3 },
    ]);
    expect(phaseOf(following(sent, listed([copy(5, 'completed')], 5)))).toMatchObject({
      kind: 'rotating',
      removed: [3],
    });
    expect(phaseOf(following(sent, listed([copy(5, 'completed'), copy(3, 'completed')], 5)))).toMatchObject({
      result: 'done',
      reason: 'rotation_failed',
    });
  });
});

describe('the order of servers', () => {
  it('requests at most two at once, half a minute apart', () => {
    const run = aRun([1, 2, 3]);
    const next = (state: ScheduleRun, minute: number) =>
      nextServers(state, at(minute), SPREAD_MS).map(({ serverId }) => serverId);
    expect(next(run, 0)).toEqual([1, 2, 3]);
    const one = following(run, ...begun);
    expect(next(one, 0.4)).toEqual([]);
    expect(next(one, 0.5)).toEqual([2, 3]);
    const two = following(one, [0.5, { type: 'createSent', serverId: 2 }]);
    expect(next(two, 5)).toEqual([]);
    expect(
      next(
        following(two, [6, { type: 'createFailed', serverId: 2, error: error({ kind: 'validation' }) }]),
        6,
      ),
    ).toEqual([3]);
  });
});

it('a run whose servers were not even read before a long outage counts as missed', () => {
  const run = createRun(
    { runId: '7k2m-1', scheduleId: '7k2m', scheduleName: 'Nightly', trigger: 'planned', plannedAtMs: START },
    START,
  );
  const outage = { type: 'outage', untilMs: at(360) } as const;
  expect(runReduce(run, outage, at(360))).toBe(run);
  expect(runReduce(run, outage, at(361))).toMatchObject({
    trigger: 'missed',
    missedCount: 1,
    endedAtMs: at(361),
  });
});

describe('what is done on a server', () => {
  const agreed = (...list: Parameters<typeof aList>) => ({ ...aList(...list), accepted: NO_ACCEPTED_SIZES });
  const facts = (backups: readonly Backup[], changes = {}) => ({
    schedule: SCHEDULE,
    list: agreed(backups),
    made: new Set(backups.map(({ id }) => idKey(id))),
    isRestoring: false,
    ...changes,
  });
  const [server] = aRun().servers;
  if (server === undefined) throw new Error('The run has a server.');
  const full = Array.from({ length: 10 }, (_, index) => copy(index, 'completed', -60 * index));

  it('begins where there is a slot and nothing runs', () => {
    expect(beginStep(server, facts(full.slice(1)))).toEqual({ kind: 'create' });
    expect(beginStep(server, facts([copy(1, 'in_progress')]))).toEqual({ kind: 'blocked', why: 'busy' });
    expect(beginStep(server, facts([], { isRestoring: true }))).toEqual({ kind: 'blocked', why: 'busy' });
    expect(beginStep(server, facts(full))).toEqual({ kind: 'blocked', why: 'slots_full' });
  });

  it('makes room only where it was asked to, and not after three failures', () => {
    const schedule = { ...SCHEDULE, makesRoomFirst: true };
    expect(beginStep(server, facts(full, { schedule }))).toMatchObject({
      kind: 'makeRoom',
      backup: { id: 9 },
    });
    expect(beginStep({ ...server, failuresBefore: 3 }, facts(full, { schedule }))).toMatchObject({
      kind: 'blocked',
    });
    expect(
      beginStep(server, facts(full, { schedule, list: agreed(full, { skippedCount: 1 }) })),
    ).toMatchObject({ kind: 'blocked' });
  });

  it('deletes nothing before the new backup is completed and listed', () => {
    const rotating = {
      ...server,
      phase: ROTATING,
    };
    const old = copy(4, 'completed', -60);
    expect(nextToDelete(rotating, facts([old, copy(5, 'completed')]))?.id).toBe(4);
    expect(nextToDelete(rotating, facts([old, copy(5, 'in_progress')]))).toBeNull();
    expect(nextToDelete(rotating, facts([old]))).toBeNull();
    expect(
      nextToDelete(
        rotating,
        facts([old, copy(5, 'completed')], {
          list: agreed([old, copy(5, 'completed')], { isComplete: false }),
        }),
      ),
    ).toBeNull();
    expect(
      nextToDelete(
        { ...server, phase: { kind: 'running', backupId: 5, sinceMs: START } },
        facts([old, copy(5, 'completed')]),
      ),
    ).toBeNull();
  });
});

describe('any order of events', () => {
  it('requests one backup a server at most, unless the provider refused it, and ends for good', () => {
    const failureArbitrary = fc.record({
      kind: fc.constantFrom('server', 'conflict', 'rateLimited', 'validation', 'network' as const),
      mayHaveActed: fc.boolean(),
    });
    const listing = (status: string): Timed[1] => listed([copy(5, status)], 60 * 24)[1];
    const eventArbitrary: fc.Arbitrary<Timed[1]> = fc.oneof(
      fc.constant({ type: 'createSent' }),
      fc.constant({ type: 'resume' }),
      fc.constant({ type: 'createAnswered', backupId: 5 }),
      fc.constant({ type: 'blocked', why: 'busy' }),
      failureArbitrary.map((failure): Timed[1] => ({ type: 'createFailed', error: error(failure) })),
      fc.constantFrom('in_progress', 'completed', 'failed').map(listing),
      fc.constant({ type: 'rotated' }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ event: eventArbitrary, hours: fc.nat({ max: 2 }) }), { maxLength: 30 }),
        (steps) => {
          let run = aRun();
          let nowMs = START;
          let open = 0;
          for (const { event, hours } of steps) {
            nowMs += hours * HOUR_MS;
            const before = run;
            run = runReduce(run, ofServer(event), nowMs);
            const [was, is] = [phaseOf(before), phaseOf(run)];
            if (event.type === 'createSent' && run !== before) open += 1;
            // Only a proven refusal allows another request.
            if (was?.kind === 'creating' && is?.kind === 'waiting') open -= 1;
            expect(open).toBeLessThanOrEqual(1);
            if (before.endedAtMs !== null) expect(run).toBe(before);
          }
          expect(watchedServers(run).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
