import { describe, expect, it } from 'vitest';
import { aBackup, backupsArbitrary } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { foldText } from '../lib/fold-text';
import type { Backup } from './backup';
import { type BackupFilters, type DayBounds, DEFAULT_FILTERS } from './backup-filters';
import { createBackupIndex, searchKey } from './backup-index';
import { SORT_KEYS } from './backup-sort';
import { compareIds, compareNames } from './order';
import { hasEndedMeanwhile, NONE_WATCHED, selectBackups, watchRunning } from './select-backups';

const UTC_DAYS: DayBounds = {
  dayStartMs: (day) => Date.parse(`${day}T00:00:00Z`),
  dayEndMs: (day) => Date.parse(`${day}T00:00:00Z`) + 86_400_000,
};

function filters(changes: Partial<BackupFilters>): BackupFilters {
  return { ...DEFAULT_FILTERS, ...changes };
}

describe('selectBackups', () => {
  const backups = [
    aBackup({ id: 501, type: 'automatic', createdAt: '2025-01-16T03:00:00.000Z', sizeMb: 4523 }),
    aBackup({ id: 499, createdAt: '2025-01-14T10:30:00.000Z', description: 'Vóór de update' }),
    aBackup({ id: 495, createdAt: '2025-01-15T00:00:00.000Z', status: 'pending', sizeMb: null }),
    aBackup({ id: 7, serverId: 'a-2', serverName: 'Datenbank Köln', createdAt: null, sizeMb: 10 }),
  ];
  const index = createBackupIndex(backups);
  const ids = (changes: Partial<BackupFilters>) =>
    selectBackups(index, filters(changes), UTC_DAYS).map(({ id }) => id);

  it('shows the newest first, by date and not by id, with unknown dates last', () => {
    expect(ids({})).toEqual([501, 495, 499, 7]);
    expect(ids({ sort: { key: 'created', direction: 'asc' } })).toEqual([499, 495, 501, 7]);
  });

  it.each([
    ['a server name without its accents', 'koln', [7]],
    ['several words, all of which must match', 'update  VOOR', [499]],
    ['words of which one does not match', 'voor koln', []],
    ['a backup id', '495', [495]],
    ['a backup id behind its #', '#495', [495]],
    ['the start of an id behind a #', '#49', [495, 499]],
    ['an id behind a # from its start only', '#95', []],
    ['a server id', 'a-2', [7]],
    ['a server id behind its #', '#A-2', [7]],
    ['what looks the same', 'Ko\u0308ln\u00A0da\u200Bten', [7]],
    ['blanks only', '   ', [501, 495, 499, 7]],
  ])('finds by %s', (_name, text, expected) => {
    expect(ids({ text })).toEqual(expected);
  });

  it.each<[string, Partial<BackupFilters>, unknown]>([
    ['server', { serverKey: 'a-2' }, [7]],
    ['type', { type: 'automatic' }, [501]],
    ['a status that only the provider knows', { status: 'pending' }, [495]],
    ['a server that is gone', { serverKey: '1' }, []],
    ['several at once', { serverKey: '12345', type: 'manual', text: 'update' }, [495, 499]],
  ])('filters by %s', (_name, changes, expected) => {
    expect(ids(changes)).toEqual(expected);
  });

  it('includes both days of a range, but not the midnight after the last', () => {
    expect(ids({ from: '2025-01-14', to: '2025-01-14' })).toEqual([499]);
    expect(ids({ from: '2025-01-14', to: '2025-01-15' })).toEqual([495, 499]);
    expect(ids({ from: '2025-01-15' })).toEqual([501, 495]);
    expect(ids({ to: '2025-01-14' })).toEqual([499]);
  });

  it('swaps a reversed range', () => {
    expect(ids({ from: '2025-01-15', to: '2025-01-14' })).toEqual([495, 499]);
  });

  it('uses the day bounds of the time zone shown', () => {
    const offsetMs = 3_600_000;
    const bounds: DayBounds = {
      dayStartMs: (day) => UTC_DAYS.dayStartMs(day) - offsetMs,
      dayEndMs: (day) => UTC_DAYS.dayEndMs(day) - offsetMs,
    };
    const amsterdam = createBackupIndex([aBackup({ createdAt: '2025-01-14T23:30:00.000Z' })]);
    const onThe15th = filters({ from: '2025-01-15', to: '2025-01-15' });
    expect(selectBackups(amsterdam, onThe15th, bounds)).toHaveLength(1);
    expect(selectBackups(amsterdam, onThe15th, UTC_DAYS)).toHaveLength(0);
  });

  it('puts rows without a size last in both directions', () => {
    expect(ids({ sort: { key: 'size', direction: 'asc' } })).toEqual([7, 499, 501, 495]);
    expect(ids({ sort: { key: 'size', direction: 'desc' } })).toEqual([501, 499, 7, 495]);
  });

  it('separates names, ids and descriptions in the search key', () => {
    expect(searchKey(aBackup())).toBe('web-server-01 #12345 #499 pre-update backup');
  });

  it('sorts a list that is newest first by any other column', () => {
    const newestFirst = [aBackup({ id: 9 }), aBackup({ id: 7 }), aBackup({ id: 8, createdAt: null })];
    const all = createBackupIndex(newestFirst);
    const sorted = (sort: BackupFilters['sort']) =>
      selectBackups(all, filters({ sort }), UTC_DAYS).map(({ id }) => id);
    expect(sorted({ key: 'created', direction: 'desc' })).toEqual([9, 7, 8]);
    expect(sorted({ key: 'created', direction: 'asc' })).toEqual([9, 7, 8]);
    expect(sorted({ key: 'server', direction: 'asc' })).toEqual([9, 8, 7]);
  });

  it('equals filtering and sorting row by row', () => {
    const dayOrNull = fc.option(fc.constantFrom('2025-01-14', '2025-01-15', '2025-01-16'));
    const anyFilters: fc.Arbitrary<BackupFilters> = fc.record({
      serverKey: fc.constantFrom(null, '1', '3', 'toString'),
      type: fc.constantFrom(null, 'manual', 'weekly'),
      status: fc.constantFrom(null, 'completed', 'pending'),
      text: fc.constantFrom('', 'WEB', 'update voor', 'uber', '501 nightly', '1'),
      from: dayOrNull,
      to: dayOrNull,
      sort: fc.record({ key: fc.constantFrom(...SORT_KEYS), direction: fc.constantFrom('asc', 'desc') }),
    });
    fc.assert(
      fc.property(backupsArbitrary, anyFilters, (all, chosen) => {
        const index = createBackupIndex(all);
        expect(selectBackups(index, chosen, UTC_DAYS)).toEqual(selectNaively(all, chosen));
      }),
    );
  });
});

/** The rules once more, as plainly as they can be written. */
function selectNaively(backups: readonly Backup[], chosen: BackupFilters): Backup[] {
  const [first, last] = [chosen.from, chosen.to].every((day) => day !== null)
    ? [chosen.from, chosen.to].toSorted()
    : [chosen.from, chosen.to];
  const sortValue = (backup: Backup): string | number | null => {
    const { key } = chosen.sort;
    if (key === 'created') return backup.createdAt;
    if (key === 'expires') return backup.expiresAt;
    if (key === 'size') return backup.sizeMb;
    return (key === 'server' ? backup.serverName : backup[key]) || null;
  };
  const compareValues = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compareNames(String(a), String(b));
  return backups
    .filter((backup) => chosen.serverKey === null || String(backup.serverId) === chosen.serverKey)
    .filter((backup) => chosen.type === null || backup.type === chosen.type)
    .filter((backup) => chosen.status === null || backup.status === chosen.status)
    .filter((backup) => !first || (backup.createdAt !== null && backup.createdAt.slice(0, 10) >= first))
    .filter((backup) => !last || (backup.createdAt !== null && backup.createdAt.slice(0, 10) <= last))
    .filter((backup) =>
      foldText(chosen.text)
        .split(' ')
        .every((word) => searchKey(backup).includes(word)),
    )
    .sort((a, b) => {
      const [valueA, valueB] = [sortValue(a), sortValue(b)];
      if (valueA === null || valueB === null) {
        return Number(valueA === null) - Number(valueB === null) || compareIds(b.id, a.id);
      }
      const ascending = compareValues(valueA, valueB);
      return (chosen.sort.direction === 'asc' ? ascending : -ascending) || compareIds(b.id, a.id);
    });
}

describe('the filter of running backups', () => {
  const running = aBackup({ id: 501, status: 'in_progress' });
  const later = aBackup({ id: '502', status: 'in_progress' });
  const RUNNING = filters({ status: 'in_progress' });
  const shown = (backups: readonly Backup[], watched: ReadonlySet<string>, changes = {}) =>
    selectBackups(createBackupIndex(backups), { ...RUNNING, ...changes }, UTC_DAYS, watched).map(
      ({ id }) => id,
    );

  it.each(['completed', 'failed', 'on_hold'])('still shows one that has ended as %s', (status) => {
    const watched = watchRunning(NONE_WATCHED, [running], 'in_progress');
    const ended = { ...running, status };
    const other = aBackup({ id: 7, status });
    expect(shown([ended, other], watched)).toEqual([501]);
    expect(hasEndedMeanwhile(ended, watched, 'in_progress')).toBe(true);
    expect(hasEndedMeanwhile(running, watched, 'in_progress')).toBe(false);
    // Every other filter holds as ever.
    expect(shown([ended], watched, { text: 'nothing' })).toEqual([]);
    expect(shown([ended], watched, { status: 'paused' })).toEqual([]);
  });

  it('watches only what it has shown, and stays the same when nothing is new', () => {
    expect(watchRunning(NONE_WATCHED, [running], null)).toBe(NONE_WATCHED);
    expect(watchRunning(NONE_WATCHED, [running], 'failed')).toBe(NONE_WATCHED);
    const watched = watchRunning(NONE_WATCHED, [running, later], 'in_progress');
    expect(watchRunning(watched, [running], 'in_progress')).toBe(watched);
    expect(shown([{ ...later, id: 502, status: 'completed' }], watched)).toEqual([502]);
  });
});
