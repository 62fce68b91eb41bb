import { describe, expect, it } from 'vitest';
import { aBackup, aList } from '../../testing/fleets/backups';
import { searchKey } from '../backups/backup-index';
import { backupExportRows } from '../backups/export-rows';
import { canBulkDelete, isKept, isKeptByDescription } from '../backups/keep-mark';
import { MANUAL_SLOTS } from '../backups/quota';
import { confirmationTier, deleteImpact } from '../deletion/delete-impact';
import { slotCandidate } from '../deletion/slot-candidate';
import { changedMark, markAction, marksOf, noMark, withMarks } from './backup-mark';

const SAID = { at: '2025-01-16T15:45:00.000Z', by: 'ops@example.com' };
const LATER = { at: '2025-01-17T15:45:00.000Z', by: 'jan@example.com' };
const NOW = Date.parse('2025-02-01T00:00:00Z');
const locked = { version: 1, note: null, kept: SAID };

describe('a backup is kept', () => {
  it.each([
    ['neither way', aBackup(), false, false],
    ['by its description', aBackup({ description: '[keep] x' }), true, true],
    ['here', aBackup({ mark: locked }), true, false],
    ['here, though automatic', aBackup({ type: 'automatic', mark: locked }), true, false],
    ['both ways', aBackup({ description: '[keep]', mark: locked }), true, true],
    ['not by a note alone', aBackup({ mark: { version: 1, note: 'x', kept: null } }), false, false],
    ['no longer', aBackup({ mark: { version: 2, note: null, kept: null } }), false, false],
  ])('%s', (_name, backup, kept, byDescription) => {
    expect(isKept(backup)).toBe(kept);
    expect(canBulkDelete(backup)).toBe(!kept);
    expect(isKeptByDescription(backup)).toBe(byDescription);
  });
});

it('every rule about locked backups respects a lock set here', () => {
  const backups = Array.from({ length: MANUAL_SLOTS }, (_, at) =>
    aBackup({ id: at + 1, serverId: 7, createdAt: `2025-01-0${at + 1}T00:00:00.000Z` }),
  );
  const free = slotCandidate(backups, 7, NOW).backup;
  expect(free).not.toBeNull();
  const marked = backups.map((backup) => ({ ...backup, mark: locked }));
  expect(slotCandidate(marked, 7, NOW)).toEqual({
    backup: null,
    reason: { code: 'allHeld', holds: { kept: MANUAL_SLOTS } },
  });
  const tier = (keys: string[]) => confirmationTier(deleteImpact(marked, new Set(keys), NOW));
  expect(tier(['2'])).toEqual({ kind: 'typeId', id: '2', servers: [] });
  expect(tier(['2', '3'])).toMatchObject({ kind: 'refused', keptIds: ['2', '3'] });
});

it('a note is found by a search, and note and lock are exported', () => {
  const backup = aBackup({ description: 'Nightly', mark: { ...locked, note: 'Vóór de verhuizing' } });
  expect(searchKey(backup)).toContain('nightly voor de verhuizing');
  expect(backupExportRows([backup, aBackup()], () => false)).toMatchObject([
    { kept: true, note: 'Vóór de verhuizing' },
    { kept: false, note: null },
  ]);
});

describe('a change', () => {
  it('keeps the name of the person who locked it first', () => {
    const first = changedMark(noMark(1), { is_kept: true, note: null }, SAID);
    expect(first).toEqual({ backup_id: 1, version: 1, note: null, kept: SAID });
    const noted = changedMark(first, { is_kept: true, note: 'x' }, LATER);
    expect(noted).toEqual({ backup_id: 1, version: 2, note: 'x', kept: SAID });
    expect(changedMark(noted, { is_kept: false, note: 'x' }, LATER).kept).toBeNull();
  });

  it.each([
    [null, true, 'keep_backup'],
    [null, false, 'set_backup_note'],
    [SAID, true, 'set_backup_note'],
    [SAID, false, 'release_backup'],
  ])('of a lock %o to %s is logged as %s', (kept, is_kept, action) => {
    expect(markAction({ ...noMark(1), kept }, { is_kept })).toBe(action);
  });
});

describe('marks on a list', () => {
  const marks = (note: string) => marksOf([{ backupId: '2', version: 1, note, kept: null }]);
  const list = aList([aBackup({ id: 1 }), aBackup({ id: 2 })]);

  it('are set, changed and removed, and leave every other row as it is', () => {
    const noted = withMarks(list, marks('One'));
    expect(noted.backups[0]).toBe(list.backups[0]);
    expect(noted.backups[1]).toMatchObject({ id: 2, mark: { note: 'One' } });
    expect(withMarks(noted, marks('Two')).backups[1]).toMatchObject({ mark: { note: 'Two' } });
    expect(withMarks(noted, marksOf([])).backups[1]?.mark).toBeUndefined();
  });

  it('without a change leave the list the same', () => {
    const noted = withMarks(list, marks('One'));
    expect(withMarks(noted, marks('One'))).toBe(noted);
    expect(withMarks(list, marksOf([]))).toBe(list);
  });
});
