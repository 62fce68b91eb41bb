import { describe, expect, it } from 'vitest';
import type { Backup } from '../../core/backups/backup';
import { DAY_MS } from '../../core/lib/time-units';
import type { DayCell, DayKind } from '../../core/protection/day-strip';
import { dayStrip } from '../../core/protection/day-strip';
import { historyOf } from '../../core/protection/protection-history';
import { loadLanguage } from '../../core/text/language';
import {
  aDay,
  automatic,
  FAILED,
  manual,
  NOW,
  PENDING,
  RUNNING,
  series,
  UNDATED,
  UTC_ZONE,
} from '../../testing/fleets/protection';
import { createI18n } from '../i18n/i18n-provider';
import { dayText, stripText } from './day-text';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

const cell = (kind: DayKind, counts: Partial<DayCell> = {}): DayCell =>
  aDay({ startMs: NOW, endMs: NOW + DAY_MS, kind, ...counts });

function strip(backups: readonly Backup[], usualIntervalMs: number | null = null, days = 30): string {
  return stripText(
    dayStrip(historyOf(backups), { nowMs: NOW, usualIntervalMs, days, ...UTC_ZONE }),
    backups.length > 0,
    en,
  );
}

describe('dayText', () => {
  it.each<[DayCell, string]>([
    [cell('good', { goodAutomatic: 1 }), '1 automatic, 0 manual completed'],
    [cell('good', { goodAutomatic: 4, goodManual: 1 }), '4 automatic, 1 manual completed'],
    [cell('good', { goodOther: 2 }), '2 others completed'],
    [cell('failed', { goodAutomatic: 1, failed: 2 }), '1 automatic, 0 manual completed, 2 failed'],
    [cell('failed', { failed: 1, running: 1 }), '1 failed, 1 running'],
    [cell('running', { running: 1 }), '1 running'],
    [
      cell('good', { goodManual: 1, schedules: ['Nightly', 'Weekly'] }),
      '0 automatic, 1 manual completed, by schedule Nightly, Weekly',
    ],
    [cell('unclear', { suspicious: 1 }), '1 suspiciously small'],
    [cell('unclear', { unknownStatus: 2 }), '2 with an unknown status'],
    [
      cell('good', { goodAutomatic: 1, failed: 1, failedManual: 1, manualKind: 'failed' }),
      '1 automatic, 0 manual completed, 1 manual failed',
    ],
    [
      cell('failed', { goodManual: 1, failed: 3, failedManual: 1, manualKind: 'good' }),
      '0 automatic, 1 manual completed, 2 automatic failed, 1 manual failed',
    ],
    [cell('missed', { missedRuns: 1 }), 'expected backup missing'],
    [
      cell('missed', { missedRuns: 1, goodManual: 1, manualKind: 'good' }),
      'automatic backup missing, 0 automatic, 1 manual completed',
    ],
    [cell('late', { isToday: true }), 'no backup yet, the automatic one is late'],
    [
      cell('late', { goodManual: 1, manualKind: 'good' }),
      'automatic backup late, 0 automatic, 1 manual completed',
    ],
    [cell('gone'), 'no backup left'],
    [cell('quiet'), 'no backup'],
    [cell('quiet', { isNoneExpected: true }), 'no backup, none expected'],
    [cell('quiet', { isNoneExpected: true, isToday: true }), 'no backup yet'],
    [cell('before'), 'before the oldest backup listed'],
    [cell('after'), 'still to come'],
  ])('%j is “%s”', (day, text) => {
    expect(dayText(day, en)).toBe(text);
  });

  it('mentions every count, in both languages', () => {
    const counts = { goodAutomatic: 2, goodManual: 3, goodOther: 4, failed: 5, running: 6, suspicious: 7 };
    const all = cell('failed', { ...counts, unknownStatus: 8 });
    for (const i18n of [en, nl]) {
      const text = dayText(all, i18n);
      expect(text.match(/\d+/g)).toEqual(['2', '3', '4', '5', '6', '7', '8']);
      expect(text).not.toMatch(/[{}]/);
    }
  });
});

describe('stripText', () => {
  it.each<[string, string, string]>([
    [
      'a daily server',
      strip(series(40, 24, 3), DAY_MS),
      '30 days: 30 with a good backup. Today: 1 automatic, 0 manual completed',
    ],
    [
      'a missed and a failed day',
      strip([automatic(3, FAILED), ...series(20, 24, 51)], DAY_MS),
      '30 days: 1 failed, 20 with a good backup, 8 before the oldest one listed, 1 missed. Today: 1 failed',
    ],
    [
      'no known interval',
      strip([manual(50), manual(99)], null, 7),
      '7 days: 2 with a good backup, 2 before the oldest one listed, 3 without a backup. ' +
        'Today: no backup yet',
    ],
    [
      'a first backup that is running',
      strip([automatic(0.1, RUNNING)], null, 7),
      '7 days: 1 running, 6 before the oldest one listed. Today: 1 running',
    ],
    [
      'an undocumented status',
      strip([automatic(1, PENDING)], null, 7),
      '7 days: 1 unclear, 6 before the oldest one listed. Today: 1 with an unknown status',
    ],
    [
      'manual and automatic backups with different outcomes',
      strip([automatic(3, FAILED), manual(1), ...series(6, 24, 27), manual(26, FAILED)], DAY_MS, 7),
      '7 days: 1 failed, 6 with a good backup, 1 with a good manual backup, 1 with a failed manual backup. ' +
        'Today: 0 automatic, 1 manual completed, 1 automatic failed',
    ],
    [
      'a late backup',
      strip(series(6, 24, 41), DAY_MS, 7),
      '7 days: 5 with a good backup, 1 missed, 1 late. Today: no backup yet, the automatic one is late',
    ],
    ['no backup', strip([]), '30 days: no backup is listed.'],
  ])('%s', (_name, text, sentence) => {
    expect(text).toBe(sentence);
  });

  it('does not say that no backup is listed if all are undated', () => {
    expect(strip([manual(1, UNDATED)])).toBe('30 days: 30 without a backup.');
  });

  it('does not count future days', () => {
    const cells = dayStrip(historyOf(series(9, 24, 3)), {
      nowMs: NOW,
      usualIntervalMs: DAY_MS,
      days: 7,
      lastDayMs: NOW + 3 * DAY_MS,
      ...UTC_ZONE,
    });
    expect(stripText(cells, true, en)).toContain('4 with a good backup.');
  });

  it('works in Dutch', () => {
    const cells = dayStrip(historyOf([automatic(3, FAILED), ...series(20, 24, 51)]), {
      nowMs: NOW,
      usualIntervalMs: DAY_MS,
      ...UTC_ZONE,
    });
    const text = stripText(cells, true, nl);
    expect(text).toMatch(/^30 dagen: .*\D20 .*Vandaag: /);
    expect(text).not.toMatch(/[{}]/);
  });
});
