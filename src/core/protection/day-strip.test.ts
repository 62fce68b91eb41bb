import { describe, expect, it } from 'vitest';
import {
  automatic,
  FAILED,
  isoAgo,
  manual,
  NOW,
  PENDING,
  RUNNING,
  series,
  UNDATED,
  UTC_ZONE,
} from '../../testing/fleets/protection';
import type { Backup } from '../backups/backup';
import { DAY_MS, HOUR_MS } from '../lib/time-units';
import { dayStrip } from './day-strip';
import { historyOf } from './protection-history';

const INTERVALS = { none: null, sixHourly: 6 * HOUR_MS, daily: DAY_MS, weekly: 7 * DAY_MS };

/** Now is Thursday 15:45. Renders the strip as one letter per day, today last. */
const LETTERS = {
  good: 'g',
  failed: 'F',
  running: 'r',
  unclear: 'u',
  missed: 'M',
  late: 'L',
  gone: 'x',
  quiet: '.',
  before: '<',
  after: '>',
};

function strip(
  backups: readonly Backup[],
  interval: keyof typeof INTERVALS = 'daily',
  options: {
    readonly days?: number;
    readonly lastDayMs?: number;
    readonly deletedAtMs?: readonly number[];
  } = {},
) {
  return dayStrip(historyOf(backups), {
    nowMs: NOW,
    days: 7,
    usualIntervalMs: INTERVALS[interval],
    ...UTC_ZONE,
    ...options,
  });
}
const word = (...args: Parameters<typeof strip>) =>
  strip(...args)
    .map(({ kind }) => LETTERS[kind])
    .join('');
/** The same for manual backups alone: a blank where there is none. */
const manualWord = (...args: Parameters<typeof strip>) =>
  strip(...args)
    .map(({ manualKind }) => (manualKind === null ? '-' : LETTERS[manualKind]))
    .join('');
const without = (backups: readonly Backup[], ...indexes: number[]) =>
  backups.filter((_, index) => !indexes.includes(index));
/** Made at 03:45 each day, today included; index 0 is today's. */
const nightly = (days = 7) => series(days, 24, 12);

describe('dayStrip', () => {
  it('has thirty cells by default, today last, each ending where the next begins', () => {
    const cells = dayStrip(historyOf([]), { nowMs: NOW, usualIntervalMs: null, ...UTC_ZONE });
    expect(cells).toHaveLength(30);
    expect(cells.at(-1)).toMatchObject({ startMs: Date.UTC(2025, 0, 16), endMs: Date.UTC(2025, 0, 17) });
    expect(cells[0]).toMatchObject({ startMs: Date.UTC(2024, 11, 18), endMs: cells[1]?.startMs });
  });

  it('counts each day by type and outcome', () => {
    const [today] = strip(
      [
        automatic(12),
        automatic(6),
        manual(5),
        manual(4, { type: 'weekly', id: 'weekly' }),
        manual(3, FAILED),
        manual(2, RUNNING),
        manual(1, PENDING),
        manual(1.5, { sizeMb: 0 }),
        manual(20),
        manual(1, { id: 'undated', ...UNDATED }),
      ],
      'none',
      { days: 1 },
    );
    expect(today).toMatchObject({
      goodAutomatic: 2,
      goodManual: 1,
      goodOther: 1,
      failed: 1,
      running: 1,
      unknownStatus: 1,
      suspicious: 1,
      missedRuns: 0,
    });
  });

  it.each<readonly [string, Backup[], string]>([
    ['a good one', [automatic(12)], 'g'],
    ['a good manual one', [manual(12)], 'g'],
    ['a failed one', [automatic(12, FAILED)], 'F'],
    ['failed, then good', [automatic(12, FAILED), automatic(1)], 'g'],
    ['good, then failed', [automatic(12), automatic(1, FAILED)], 'F'],
    ['failed, and a good manual one', [automatic(12, FAILED), manual(1)], 'F'],
    ['good, and a failed manual one', [automatic(12), manual(1, FAILED)], 'g'],
    ['a failed manual one alone', [manual(1, FAILED)], 'F'],
    ['failed, and good only the day before', [manual(20), automatic(12, FAILED)], 'F'],
    ['failed, then running: still a failure', [automatic(12, FAILED), automatic(0.1, RUNNING)], 'F'],
    ['failed, good, then running', [automatic(12, FAILED), automatic(5), automatic(0.1, RUNNING)], 'r'],
    ['good, then running', [automatic(12), automatic(0.1, RUNNING)], 'r'],
    ['good, and a manual one running', [automatic(12), manual(0.1, RUNNING)], 'g'],
    ['failed, then suspicious: still a failure', [automatic(12, FAILED), manual(1, { sizeMb: 0 })], 'F'],
    ['only a suspicious one', [automatic(12, { sizeMb: 0 })], 'u'],
    ['only one of unknown status', [automatic(12, PENDING)], 'u'],
    ['good, then suspicious', [automatic(12), automatic(6, { sizeMb: 0 })], 'g'],
  ])('shows the kind of a day with %s', (_name, backups, expected) => {
    expect(word(backups, 'none', { days: 1 })).toBe(expected);
  });

  it.each<readonly [string, Backup[], keyof typeof INTERVALS, string]>([
    ['every day', nightly(), 'daily', 'ggggggg'],
    ['a hole', without(nightly(), 2), 'daily', 'ggggMgg'],
    ['a long hole', without(nightly(), 2, 3, 4), 'daily', 'ggMMMgg'],
    ['nothing today, and it is due', without(nightly(), 0), 'daily', 'ggggggM'],
    ['nothing for days', without(nightly(), 0, 1, 2), 'daily', 'ggggMMM'],
    [
      'a hole filled by hand: the automatic one is missing all the same',
      [...without(nightly(), 2), manual(60)],
      'daily',
      'ggggMgg',
    ],
    ['a failure instead', [...without(nightly(), 2), automatic(60, FAILED)], 'daily', 'ggggFgg'],
    ['a new server', nightly(3), 'daily', '<<<<ggg'],
    ['no backup ever', [], 'daily', '<<<<<<<'],
    ['no known interval: nothing is missed', without(nightly(), 2), 'none', 'gggg.gg'],
    ['only manual ones: nothing was expected', [manual(36), manual(132)], 'daily', '<g...g.'],
    ['weekly: no missed Tuesdays', series(4, 168, 36), 'weekly', '.....g.'],
    ['weekly, and the run of Saturday left out', without(series(4, 168, 132), 0), 'weekly', '.M....L'],
    ['the first backup at midnight', [automatic(15.75)], 'daily', '<<<<<<g'],
    [
      'a failed retry, which moves no expectation',
      [automatic(36), automatic(24.75, FAILED)],
      'daily',
      '<<<<<FM',
    ],
    [
      'a run that came early, before midnight, and failed',
      [automatic(63.5), automatic(40, FAILED), automatic(15.5)],
      'daily',
      '<<<<F.g',
    ],
    [
      'one not due yet, and one from the future',
      [automatic(43), automatic(19), automatic(-20)],
      'daily',
      '<<<<gg.',
    ],
    ['every six hours', series(40, 6, 3), 'sixHourly', 'ggggggg'],
    ['every six hours, and one left out', without(series(40, 6, 3), 5), 'sixHourly', 'ggggggg'],
  ])('shows a week with %s', (_name, backups, interval, expected) => {
    expect(word(backups, interval)).toBe(expected);
  });

  it('counts the expected backups of a missed day', () => {
    const runs = series(60, 6, 3).filter(({ createdAt }) => createdAt?.startsWith('2025-01-14') !== true);
    expect(strip(runs, 'sixHourly').map(({ missedRuns }) => missedRuns)).toEqual([0, 0, 0, 0, 4, 0, 0]);
  });

  it('marks a day as missed a quarter of an interval later', () => {
    const due = (hoursAgo: number) => word([automatic(24 + hoursAgo), automatic(48 + hoursAgo)]);
    expect(due(5.9)).toBe('<<<<gg.');
    expect(due(6.1)).toBe('<<<<ggM');
  });

  it.each([
    ['a little after midnight', automatic(15.5), 'g'],
    ['not until much later', automatic(9), 'M'],
    ['a little after midnight, and failed', automatic(15.5, FAILED), 'F'],
  ])('does not count a run of 23:45 as missed that came %s', (_name, run, kind) => {
    const late = [automatic(40), automatic(64), run];
    // Yesterday is empty, but only a run that failed to come in time makes it a missed day.
    expect(word(late, 'daily', { days: 2 })).toBe(kind === 'M' ? 'Mg' : `.${kind}`);
  });

  it('marks no day as missed whose backups may have expired', () => {
    const kept = (hoursAgo: number) =>
      automatic(hoursAgo, { expiresAt: new Date(NOW - (hoursAgo - 96) * HOUR_MS).toISOString() });
    // Kept for four days, so a run of the 11th or of the early 12th would be gone by now, and one of the 13th not.
    const old = automatic(156, { expiresAt: null });
    expect(word([kept(12), kept(36), kept(60), old])).toBe('gxxMggg');
    expect(word([kept(12), old])).toBe('gxxMMMg');
    expect(word([automatic(12), old])).toBe('gMMMMMg');
  });

  it.each<readonly [string, Backup[], string, string]>([
    ['good, and a failed manual one', [automatic(12), manual(1, FAILED)], 'g', 'F'],
    ['failed, and a good manual one', [automatic(12, FAILED), manual(1)], 'F', 'g'],
    ['a small one, and a good manual one', [automatic(12, { sizeMb: 0 }), manual(1)], 'u', 'g'],
    ['good, and a manual one running', [automatic(12), manual(0.1, RUNNING)], 'g', 'r'],
    ['good, and a manual one that is empty', [automatic(12), manual(1, { sizeMb: 0 })], 'g', 'u'],
    ['a manual one alone', [manual(1)], 'g', 'g'],
    ['no manual one', [automatic(12)], 'g', '-'],
  ])('shows manual backups separately on a day with %s', (_name, backups, kind, manualKind) => {
    expect(word(backups, 'none', { days: 1 })).toBe(kind);
    expect(manualWord(backups, 'none', { days: 1 })).toBe(manualKind);
  });

  it("marks today as late for yesterday's backup, until today's own is missed", () => {
    const silent = (hoursAgo: number) => series(6, 24, hoursAgo);
    // Taken at 22:45 the day before yesterday; yesterday's is missing, today's is not due yet.
    expect(word(silent(41))).toBe('gggggML');
    expect(strip(silent(41)).at(-1)).toMatchObject({ kind: 'late', isToday: true });
    expect(manualWord([...silent(41), manual(1)])).toBe('------g');
    expect(word([...silent(41), manual(1)]).at(-1)).toBe('L');
    expect(strip(series(6, 24, 20)).at(-1)).toMatchObject({ kind: 'quiet', isToday: true });
  });

  it('marks no day of a thinned-out history as missed', () => {
    // All kept for 60 days; dailies for a week, then weeklies.
    const keptLong = (hoursAgo: number) => automatic(hoursAgo, { expiresAt: isoAgo(hoursAgo - 60 * 24) });
    const thinned = [0, 1, 2, 3, 4, 5, 6, 13, 20, 27].map((days) => keptLong(12 + 24 * days));
    const kinds = word(thinned, 'daily', { days: 30 });
    expect(kinds).toBe(`<<${'gxxxxxx'.repeat(3)}${'g'.repeat(7)}`);
    const hole = thinned.filter((_, index) => index !== 2);
    expect(word(hole, 'daily', { days: 8 })).toBe('xggggMgg');
  });

  it('marks no day as missed whose backup was deleted here', () => {
    const deletedAtMs = [NOW - 60 * HOUR_MS];
    expect(word(without(nightly(), 2), 'daily', { deletedAtMs })).toBe('ggggxgg');
    expect(word(without(nightly(), 2, 3), 'daily', { deletedAtMs })).toBe('gggMxgg');
    expect(word(without(nightly(), 0), 'daily', { deletedAtMs: [NOW - 12 * HOUR_MS] })).toBe('ggggggx');
    expect(word([...without(nightly(), 2), manual(60)], 'daily', { deletedAtMs })).toBe('ggggggg');
  });

  it('marks future days, and shows backups dated there', () => {
    const lastDayMs = NOW + 3 * DAY_MS;
    expect(word(nightly(), 'daily', { lastDayMs })).toBe('gggg>>>');
    expect(word([...nightly(), automatic(-24, FAILED)], 'daily', { lastDayMs })).toBe('ggggF>>');
    expect(word([], 'daily', { lastDayMs })).toBe('<<<<>>>');
  });

  it('accepts invalid intervals', () => {
    for (const usualIntervalMs of [0, -1, Number.NaN]) {
      const cells = dayStrip(historyOf([automatic(100)]), {
        nowMs: NOW,
        days: 3,
        usualIntervalMs,
        ...UTC_ZONE,
      });
      expect(cells.map(({ kind }) => kind)).toEqual(['quiet', 'quiet', 'quiet']);
    }
  });
});
