import type { Backup } from '../../core/backups/backup';
import { DAY_MS, HOUR_MS } from '../../core/lib/time-units';
import type { DayCell } from '../../core/protection/day-strip';
import { type Protection, protectionOf } from '../../core/protection/protection';
import { historyOf, isGood } from '../../core/protection/protection-history';
import { fc } from '../properties';
import { aBackup } from './backups';

/** "Now" in the tables: the time of the "create" example in the API documents. */
export const NOW = Date.UTC(2025, 0, 16, 15, 45);

export function isoAgo(hours: number, nowMs = NOW): string {
  return new Date(nowMs - hours * HOUR_MS).toISOString();
}

/** An automatic backup, good by default; its id follows from its age. */
export function automatic(hoursAgo: number, changes: Partial<Backup> = {}): Backup {
  return aBackup({
    id: `automatic-${hoursAgo}`,
    type: 'automatic',
    createdAt: isoAgo(hoursAgo),
    expiresAt: isoAgo(hoursAgo - 30 * 24),
    ...changes,
  });
}

export function manual(hoursAgo: number, changes: Partial<Backup> = {}): Backup {
  return aBackup({ id: `manual-${hoursAgo}`, createdAt: isoAgo(hoursAgo), ...changes });
}

export const FAILED = { status: 'failed', sizeMb: null } as const;
export const RUNNING = { status: 'in_progress', sizeMb: null } as const;
export const PENDING = { status: 'pending', sizeMb: null } as const;
export const UNDATED = { createdAt: null } as const;

/** Automatic backups `everyHours` apart, the newest of them `newestHoursAgo`. */
export function series(count: number, everyHours: number, newestHoursAgo: number): Backup[] {
  return Array.from({ length: count }, (_, index) => automatic(newestHoursAgo + index * everyHours));
}

/** Daily automatic backups, the newest `newestHoursAgo`. */
export function daily(newestHoursAgo: number): Backup[] {
  return series(6, 24, newestHoursAgo);
}

/** An automatic backup that is suspiciously small beside the usual ones. */
export function small(hoursAgo: number): Backup {
  return automatic(hoursAgo, { sizeMb: 12 });
}

/** The protection by these backups of one server, at {@link NOW}. */
export function judge(...backups: readonly Backup[]): Protection {
  return protectionOf(historyOf(backups), NOW);
}

const oneArbitrary = fc.record({
  hoursAgo: fc.integer({ min: 0, max: 40 * 24 }),
  type: fc.constantFrom('manual', 'automatic', 'automatic', 'automatic', 'weekly'),
  status: fc.constantFrom('completed', 'completed', 'completed', 'in_progress', 'failed', 'pending'),
  sizeMb: fc.constantFrom(null, 0, 0.1, 10, 100, 101.7, 4523),
  retentionDays: fc.constantFrom(null, 7, 30),
  hasDate: fc.constantFrom(true, true, true, true, false),
});

function backupsOf(count: { readonly maxLength: number }): fc.Arbitrary<Backup[]> {
  return fc.array(oneArbitrary, count).map((specs) =>
    specs.map(({ hasDate, hoursAgo, retentionDays, ...backup }, index) =>
      aBackup({
        ...backup,
        id: index,
        createdAt: hasDate ? isoAgo(hoursAgo) : null,
        expiresAt: retentionDays === null ? null : isoAgo(hoursAgo - retentionDays * 24),
      }),
    ),
  );
}

/** Anything that one server may have up to {@link NOW}: all statuses, types and sizes, some without a date. */
const anyHistoryArbitrary = backupsOf({ maxLength: 25 });

/** A schedule with runs left out and runs gone wrong: what states and strips are made of. */
const scheduleArbitrary = fc
  .record({
    everyHours: fc.constantFrom(6, 12, 24, 24, 168),
    newestHoursAgo: fc.integer({ min: 0, max: 200 }),
    runs: fc.array(fc.constantFrom('good', 'good', 'good', 'failed', 'skipped', 'small', 'running'), {
      maxLength: 40,
    }),
    others: backupsOf({ maxLength: 4 }),
  })
  .map(({ everyHours, newestHoursAgo, others, runs }) => [
    ...others,
    ...runs.flatMap((run, index) => {
      const hoursAgo = newestHoursAgo + index * everyHours;
      if (run === 'skipped') return [];
      if (run === 'good') return [automatic(hoursAgo)];
      return [automatic(hoursAgo, run === 'failed' ? FAILED : run === 'small' ? { sizeMb: 12 } : RUNNING)];
    }),
  ]);

export const serverBackupsArbitrary: fc.Arbitrary<Backup[]> = fc.oneof(
  anyHistoryArbitrary,
  scheduleArbitrary,
);

/** Day arithmetic as `dayStrip` wants it injected. */
export interface TestZone {
  readonly startOfDayMs: (ms: number) => number;
  readonly addDaysMs: (startMs: number, days: number) => number;
}

function zoneOf(offsetMs: (ms: number) => number): TestZone {
  const startOfDayMs = (ms: number) => {
    const midnightMs = Math.floor((ms + offsetMs(ms)) / DAY_MS) * DAY_MS;
    // The offset at midnight may be another one than now's.
    return midnightMs - offsetMs(midnightMs - offsetMs(ms));
  };
  return {
    startOfDayMs,
    // From noon, an hour more or less leads to the same day.
    addDaysMs: (startMs, days) => startOfDayMs(startMs + days * DAY_MS + 12 * HOUR_MS),
  };
}

export const UTC_ZONE = zoneOf(() => 0);

const SUMMER_FROM_MS = Date.UTC(2025, 2, 30, 1);
const SUMMER_UNTIL_MS = Date.UTC(2025, 9, 26, 1);

/** Europe/Amsterdam as it was in 2025. */
export const AMSTERDAM_2025 = zoneOf((ms) =>
  ms >= SUMMER_FROM_MS && ms < SUMMER_UNTIL_MS ? 2 * HOUR_MS : HOUR_MS,
);

/** The good backups of one server, newest first, those without a readable date last. */
export function goodBackups(backups: readonly Backup[]): Backup[] {
  return historyOf(backups)
    .filter(isGood)
    .map(({ backup }) => backup)
    .reverse();
}

/** A day of a strip, without backups unless changed. */
export function aDay(changes: Partial<DayCell> = {}): DayCell {
  return {
    startMs: 0,
    endMs: 0,
    isToday: false,
    kind: 'quiet',
    isNoneExpected: false,
    manualKind: null,
    missedRuns: 0,
    goodAutomatic: 0,
    goodManual: 0,
    goodOther: 0,
    failed: 0,
    failedManual: 0,
    running: 0,
    suspicious: 0,
    unknownStatus: 0,
    ...changes,
  };
}
