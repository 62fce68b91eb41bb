import { describe, expect, it } from 'vitest';
import { createI18n } from '../../components/i18n/i18n-provider';
import type { ActivityWrite } from '../../core/contract/schema-activity';
import { loadLanguage } from '../../core/text/language';
import {
  actionText,
  backupFactsLine,
  durationText,
  entryText,
  loggedSchedule,
  reasonText,
} from './activity-text';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

function write(change: Partial<ActivityWrite>): ActivityWrite {
  return {
    id: '01946f9a-70e0-7000-8000-000000000000',
    time: '2025-01-16T15:45:00.000Z',
    action: 'delete_backup',
    providerHost: null,
    actor: null,
    selfGivenName: null,
    server: null,
    backup: null,
    description: null,
    resultBackupId: null,
    outcome: 'completed',
    reason: null,
    detail: null,
    providerStatus: 204,
    durationMs: null,
    acceptedAt: null,
    endedAt: '2025-01-16T15:45:00.340Z',
    operationId: null,
    requestId: 'r',
    ...change,
  };
}

describe('what an entry says', () => {
  it.each<[ActivityWrite['action'], string | null, string | null, string | null]>([
    [
      'set_expectation',
      '≤ 26 h · ≥ 40 · ≥ 30 d',
      'Expected: newest good backup at most 1 d 2 h old, at least 40 good backups and backups reaching back 30 d.',
      'Verwacht: laatste goede back-up hoogstens 1 d 2 u oud, minstens 40 goede back-ups en back-ups tot 30 d terug.',
    ],
    [
      'set_expectation',
      '≤ 24 h − 6 7',
      'Expected: newest good backup at most 1 d old (not counting Sat, Sun).',
      'Verwacht: laatste goede back-up hoogstens 1 d oud (za, zo tellen niet mee).',
    ],
    ['set_expectation', null, 'Expectation removed.', 'Verwachting verwijderd.'],
    [
      'set_tag_expectation',
      '#web shop ≥ 3',
      '#web shop: Expected: at least 3 good backups.',
      '#web shop: Verwacht: minstens 3 goede back-ups.',
    ],
    ['set_tag_expectation', '#web', '#web: Expectation removed.', '#web: Verwachting verwijderd.'],
    ['set_expectation', 'of a later version', 'of a later version', 'of a later version'],
    ['acknowledge', '≥ 3', '≥ 3', '≥ 3'],
    ['create_backup', 'Before the upgrade', 'Before the upgrade', 'Before the upgrade'],
    ['create_backup', 'Nightly · [schedule:7k2m]', 'by schedule Nightly', 'door schema Nightly'],
    ['delete_backup', null, null, null],
  ])('%s with %j', (action, description, english, dutch) => {
    expect(entryText({ action, description }, en)).toBe(english);
    expect(entryText({ action, description }, nl)).toBe(dutch);
  });
});

describe('a change of a schedule', () => {
  const description = 'Nightly · servers: #1 → * · when: 02:00 → 03:30 · room: ✗ → ✓';

  it('names the fields in the language', () => {
    const entry = write({ action: 'change_schedule', description });
    const changesOf = (i18n: typeof en) =>
      loggedSchedule(entry, i18n)?.changes.map(({ label, text }) => `${label}: ${text}`);
    expect(loggedSchedule(entry, en)?.name).toBe('Nightly');
    expect(changesOf(en)).toEqual([
      'Servers: #1 → All servers',
      'When: 02:00 → 03:30',
      'Make room first: ✗ → ✓',
    ]);
    expect(changesOf(nl)).toEqual([
      'Servers: #1 → Alle servers',
      'Wanneer: 02:00 → 03:30',
      'Eerst plek maken: ✗ → ✓',
    ]);
  });

  it('shows until when it is paused', () => {
    const paused = 'Nightly · until: 2025-01-18T12:00:00.000Z';
    const entry = write({ action: 'pause_schedule', description: paused });
    expect(loggedSchedule(entry, en)?.changes).toEqual([
      { label: 'Until', text: 'Sat 18 Jan 2025, 12:00 UTC' },
    ]);
  });

  it('is not parsed from other entries', () => {
    expect(loggedSchedule(write({ action: 'create_backup', description }), en)).toBeNull();
  });
});

describe('what was done', () => {
  it.each<[ActivityWrite['action'], ActivityWrite['outcome'], string, string]>([
    ['create_backup', 'completed', 'Backup created', 'Create backup'],
    ['delete_backup', 'deleted', 'Backup deleted', 'Delete backup'],
    ['restore_server', 'completed', 'Server restored', 'Restore server'],
    ['safe_restore', 'completed', 'Safe restore', 'Safe restore'],
  ])('%s is said to be done only once it was seen %s', (action, outcome, done, wanted) => {
    expect(actionText(write({ action, outcome }), en)).toBe(done);
    for (const other of ['refused', 'failed', 'server_error', 'unknown', 'pending'] as const) {
      expect(actionText(write({ action, outcome: other }), en)).toBe(wanted);
    }
  });

  it.each(['accepted', 'unseen'] as const)('is only requested while its end is not known: %s', (outcome) => {
    expect(actionText(write({ action: 'create_backup', outcome }), en)).toBe('Backup requested');
    expect(actionText(write({ action: 'restore_server', outcome }), en)).toBe('Restore requested');
  });
});

describe('a reason', () => {
  it('is worded, or shown as its code if this version does not know it', () => {
    expect(reasonText(write({ reason: 'wrong_server' }), en)).toBe('Wrong server');
    expect(reasonText(write({ reason: 'solar_flare' }), en)).toBe('solar_flare');
    expect(reasonText(write({ reason: null }), en)).toBeNull();
  });
});

describe('the facts of a backup in one line', () => {
  const facts = {
    id: 1,
    type: 'manual',
    status: 'completed',
    sizeMb: 4523,
    createdAt: '2024-12-31T03:00:00.000Z',
    expiresAt: null,
    description: 'Pre-update',
  };

  it("name the year if it is not the entry's", () => {
    const line = (createdAt: string) =>
      backupFactsLine(write({ backup: { ...facts, createdAt } }), en)?.short;
    expect(line('2025-01-01T03:00:00.000Z')).toBe('Manual · 4.5 GB · Wed 1 Jan');
    expect(line('2024-12-31T03:00:00.000Z')).toBe('Manual · 4.5 GB · Tue 31 Dec 2024');
  });

  it('are complete on hover, and leave out what was unknown', () => {
    const known = backupFactsLine(write({ backup: facts }), en);
    expect(known?.full).toBe('Manual · 4.5 GB · Tue 31 Dec 2024, 03:00 UTC\nPre-update');
    const unsure = { ...facts, sizeMb: null, createdAt: null, description: '' };
    expect(backupFactsLine(write({ backup: unsure }), en)).toEqual({
      short: 'Manual',
      full: 'Manual',
    });
    expect(backupFactsLine(write({ backup: { ...facts, type: null } }), en)).toBeNull();
  });
});

describe('how long it took', () => {
  it.each([
    [0, '0 ms', '0 ms'],
    [340, '340 ms', '340 ms'],
    [999.9, '999 ms', '999 ms'],
    [1234, '1.2 s', '1,2 s'],
    [9_940, '9.9 s', '9,9 s'],
    [15_000, '15 s', '15 s'],
    [401_000, '6 min 41 s', '6 min 41 s'],
  ])('%d ms', (ms, english, dutch) => {
    expect(durationText(ms, en)).toBe(english);
    expect(durationText(ms, nl)).toBe(dutch);
  });
});
