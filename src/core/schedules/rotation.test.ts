import { describe, expect, it } from 'vitest';
import { aBackup } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { type Backup, backupPhase, idKey } from '../backups/backup';
import { addKeepMark } from '../backups/description';
import { isKept } from '../backups/keep-mark';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { NO_ACCEPTED_SIZES } from '../protection/protection-history';
import { suspicionsIn } from '../protection/suspicions';
import { makeSafetyDescription } from '../restore/safety-description';
import { goingIn, type JudgedCopy, type RotationInput, roomIn, rotation } from './rotation';
import type { KeepRule } from './schedule';
import { makeScheduleDescription, scheduleMarkOf } from './schedule-mark';

const SCHEDULE = '7k2m';
const SERVER = 12345;
const MARKED = makeScheduleDescription('Nightly', SCHEDULE);
const keep = (newest: number, daily = 0, weekly = 0, monthly = 0): KeepRule => ({
  newest,
  daily,
  weekly,
  monthly,
});

/** A backup of the schedule, this many days before 31 March 2026, 02:00 UTC. */
function made(id: number, daysAgo: number, changes: Partial<Backup> = {}): Backup {
  const createdAt = new Date(Date.parse('2026-03-31T02:00Z') - daysAgo * DAY_MS).toISOString();
  return aBackup({ id, createdAt, description: MARKED, sizeMb: 1000, ...changes });
}

function input(
  backups: readonly Backup[],
  rule: KeepRule,
  changes: Partial<RotationInput> = {},
): RotationInput {
  return {
    schedule: { id: SCHEDULE, keep: rule, zone: 'UTC' },
    serverId: SERVER,
    backups,
    made: new Set(backups.map(({ id }) => idKey(id))),
    accepted: NO_ACCEPTED_SIZES,
    ...changes,
  };
}

const words = (judged: readonly JudgedCopy[]) =>
  Object.fromEntries(
    judged.map(({ backup, verdict }) => [
      backup.id,
      verdict.kind === 'kept'
        ? `${verdict.rule} ${verdict.place} of ${verdict.of}`
        : verdict.kind === 'untouched'
          ? verdict.why
          : 'goes',
    ]),
  );
const nights = (count: number) => Array.from({ length: count }, (_, index) => made(100 - index, index));

describe('rotation', () => {
  it('keeps the newest', () => {
    expect(words(rotation(input(nights(4), keep(3))))).toEqual({
      100: 'newest 1 of 3',
      99: 'newest 2 of 3',
      98: 'newest 3 of 3',
      97: 'goes',
    });
  });

  it('counts the next one when it is said to come', () => {
    const upcomingMs = Date.parse('2026-04-01T02:00Z');
    expect(words(rotation(input(nights(3), keep(3), { upcomingMs })))).toEqual({
      100: 'newest 2 of 3',
      99: 'newest 3 of 3',
      98: 'goes',
    });
  });

  it('keeps days, weeks and months beyond the newest', () => {
    const judged = words(rotation(input(nights(70), keep(1, 2, 2, 1))));
    expect(Object.fromEntries(Object.entries(judged).filter(([, word]) => word !== 'goes'))).toEqual({
      // Tuesday 31, Monday 30 and Sunday 29 March; Sundays 22 and 15 March; 28 February.
      100: 'newest 1 of 1',
      99: 'daily 1 of 2',
      98: 'daily 2 of 2',
      91: 'weekly 1 of 2',
      84: 'weekly 2 of 2',
      69: 'monthly 1 of 1',
    });
  });

  it('tells the days of the zone apart', () => {
    const two = [
      made(2, 0, { createdAt: '2026-03-10T04:30:00.000Z' }),
      made(1, 0, { createdAt: '2026-03-10T03:30:00.000Z' }),
    ];
    const inZone = (zone: string) =>
      words(rotation(input(two, keep(1, 1), { schedule: { id: SCHEDULE, keep: keep(1, 1), zone } })));
    expect(inZone('UTC')[1]).toBe('goes');
    // There it was 23:30 of the day before.
    expect(inZone('America/New_York')[1]).toBe('daily 1 of 1');
  });

  it('leaves alone what is not its own', () => {
    const foreign = made(7, 60);
    const backups = [
      made(1, 1),
      made(2, 50, { description: addKeepMark(MARKED) }),
      made(3, 51, { description: makeSafetyDescription(1, 'operation-1') }),
      made(4, 52, { description: 'Before upgrade' }),
      made(5, 53, { description: makeScheduleDescription('Weekly', '8k2m') }),
      made(6, 54, { status: 'in_progress' }),
      foreign,
      made(8, 55, { status: 'archived' }),
      made(9, 56, { createdAt: null }),
      made(10, 57, { type: 'automatic', description: MARKED }),
      made(11, 58, { status: 'failed' }),
    ];
    const ours = new Set(backups.filter((backup) => backup !== foreign).map(({ id }) => idKey(id)));
    expect(words(rotation(input(backups, keep(1), { made: ours })))).toEqual({
      1: 'newest 1 of 1',
      2: 'keep',
      3: 'other',
      4: 'other',
      5: 'other',
      6: 'running',
      7: 'foreign',
      8: 'unknown',
      9: 'undated',
      11: 'goes',
    });
  });

  it('never counts an empty backup, and keeps it until enough good ones are newer', () => {
    const empty = { sizeMb: 0 };
    expect(words(rotation(input([made(3, 0, empty), made(2, 1), made(1, 2)], keep(1))))).toEqual({
      3: 'suspicious',
      2: 'newest 1 of 1',
      1: 'goes',
    });
  });

  it('deletes failed ones first, then the oldest', () => {
    const backups = [made(1, 0), made(2, 1), made(3, 3, { status: 'failed' }), made(4, 4)];
    expect(goingIn(rotation(input(backups, keep(1)))).map(({ id }) => id)).toEqual([3, 4, 2]);
  });
});

describe('room for the next one', () => {
  it('is the oldest of its own, never the only good one', () => {
    expect(roomIn(input([made(1, 0), made(2, 1)], keep(3)))?.id).toBe(2);
    expect(roomIn(input([made(1, 0)], keep(3)))).toBeNull();
    expect(roomIn(input([made(1, 0), made(2, 1, { status: 'failed' })], keep(3)))?.id).toBe(2);
    expect(roomIn(input([made(1, 0), made(2, 1, { sizeMb: 0 })], keep(3)))?.id).toBe(2);
    const others = [made(1, 0), made(2, 5, { type: 'automatic' })];
    expect(roomIn(input(others, keep(3)))?.id).toBe(1);
  });
});

describe('a size that people accepted', () => {
  const usual = [3, 4, 5, 6, 7].map((daysAgo) => made(daysAgo, daysAgo));
  const shrunk = made(1, 1, { sizeMb: 100 });
  const accepted = new Map([[idKey(SERVER), { acceptedBackupId: shrunk.id }]]);

  it('counts as good, so that the next small one is the newest good backup', () => {
    const backups = [made(0, 0, { sizeMb: 100 }), shrunk, ...usual];
    expect(words(rotation(input(backups, keep(2))))).toMatchObject({
      0: 'suspicious',
      1: 'suspicious',
      3: 'newest 1 of 2',
    });
    expect(words(rotation(input(backups, keep(2), { accepted })))).toMatchObject({
      0: 'newest 1 of 2',
      1: 'newest 2 of 2',
      3: 'goes',
    });
  });
});

/** The same rules, rule by rule over sorted lists. */
function plainlyKept({ schedule, backups, made: own, accepted }: RotationInput): Set<string> {
  const suspicions = suspicionsIn(backups, accepted);
  let left = backups
    .filter(
      (backup) =>
        backup.type === 'manual' &&
        scheduleMarkOf(backup)?.scheduleId === schedule.id &&
        own.has(idKey(backup.id)) &&
        !isKept(backup) &&
        backup.status === 'completed' &&
        backup.createdAt !== null &&
        suspicions.of(backup) === null,
    )
    .sort(
      (a, b) => Date.parse(b.createdAt ?? '') - Date.parse(a.createdAt ?? '') || Number(b.id) - Number(a.id),
    );
  const kept = left.slice(0, schedule.keep.newest);
  left = left.slice(schedule.keep.newest);
  const day = (backup: Backup) => (backup.createdAt ?? '').slice(0, 10);
  const week = (backup: Backup) => Math.floor((Date.parse(day(backup)) / DAY_MS + 3) / 7);
  const periods = [
    [day, schedule.keep.daily],
    [week, schedule.keep.weekly],
    [(backup: Backup) => day(backup).slice(0, 7), schedule.keep.monthly],
  ] as const;
  for (const [period, count] of periods) {
    const newestOfEach = new Map<unknown, Backup>();
    for (const backup of left)
      if (!newestOfEach.has(period(backup))) newestOfEach.set(period(backup), backup);
    for (const backup of kept) newestOfEach.delete(period(backup));
    const chosen = [...newestOfEach.values()].slice(0, count);
    kept.push(...chosen);
    left = left.filter((backup) => !chosen.includes(backup));
  }
  return new Set(kept.map(({ id }) => idKey(id)));
}

const copyArbitrary = fc.record({
  hours: fc.nat({ max: 2400 }),
  status: fc.constantFrom('completed', 'completed', 'completed', 'completed', 'failed', 'in_progress'),
  sizeMb: fc.constantFrom(1000, 1000, 1000, 1010, 0, null),
  kind: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'keep', 'foreign', 'other', 'automatic'),
});
const DESCRIPTIONS = {
  own: MARKED,
  foreign: MARKED,
  automatic: MARKED,
  keep: addKeepMark(MARKED),
  other: 'Before upgrade',
};

function historyOf(
  copies: readonly {
    hours: number;
    status: string;
    sizeMb: number | null;
    kind: keyof typeof DESCRIPTIONS;
  }[],
) {
  const backups = copies.map(({ hours, status, sizeMb, kind }, index) =>
    aBackup({
      id: index,
      status,
      sizeMb,
      type: kind === 'automatic' ? 'automatic' : 'manual',
      description: DESCRIPTIONS[kind],
      createdAt: new Date(Date.parse('2026-01-01T00:00Z') + hours * HOUR_MS).toISOString(),
    }),
  );
  const own = new Set(copies.flatMap(({ kind }, index) => (kind === 'foreign' ? [] : [idKey(index)])));
  return { backups, own };
}

describe('10,000 histories', () => {
  it('keep what the rules say, and never less than the last good one', () => {
    fc.assert(
      fc.property(
        fc.array(copyArbitrary, { maxLength: 14 }),
        fc.record({
          newest: fc.integer({ min: 1, max: 3 }),
          daily: fc.nat({ max: 3 }),
          weekly: fc.nat({ max: 2 }),
          monthly: fc.nat({ max: 2 }),
        }),
        (copies, rule) => {
          const { backups, own } = historyOf(copies);
          const given = input(backups, rule, { made: own });
          const judged = rotation(given);
          const going = new Set(goingIn(judged).map(({ id }) => idKey(id)));
          const kept = plainlyKept(given);
          const isGood = (backup: Backup) =>
            backup.status === 'completed' && suspicionsIn(backups).of(backup) === null;
          for (const { backup, verdict } of judged) {
            if ((verdict.kind === 'kept') !== kept.has(idKey(backup.id))) return false;
          }
          for (const backup of backups.filter(({ id }) => going.has(idKey(id)))) {
            if (copies[Number(backup.id)]?.kind !== 'own' || backupPhase(backup) === 'running') return false;
          }
          const hadGood = backups.some(isGood);
          return !hadGood || backups.some((backup) => isGood(backup) && !going.has(idKey(backup.id)));
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
