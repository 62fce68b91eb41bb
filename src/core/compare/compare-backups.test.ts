import { describe, expect, it } from 'vitest';
import {
  automatic,
  daily,
  FAILED,
  isoAgo,
  manual,
  NOW,
  RUNNING,
  small,
} from '../../testing/fleets/protection';
import type { Backup } from '../backups/backup';
import { HOUR_MS } from '../lib/time-units';
import { historyOf } from '../protection/protection-history';
import { type BackupFact, backupFacts, compareBackups } from './compare-backups';

const OTHERS = daily(51);

function factsOf(backup: Backup, other: Backup, tookMs: number | null = null) {
  const backups = [...OTHERS, backup, other];
  return backupFacts(
    backup,
    { key: '12345', backups, history: historyOf(backups), agreement: null },
    NOW,
    tookMs,
  );
}

function compare(a: Backup, b: Backup, tookMs: readonly [number | null, number | null] = [null, null]) {
  return compareBackups([factsOf(a, b, tookMs[0]), factsOf(b, a, tookMs[1])]);
}

const NEW = automatic(3);
const OLD = automatic(27, { sizeMb: 4000 });
const LOCKED = { version: 1, note: 'Ask Jo', kept: { at: isoAgo(1), by: null } };

describe('compareBackups', () => {
  it.each<[BackupFact, string, Backup, Backup, unknown[]]>([
    ['status', 'both good', NEW, OLD, ['same', null]],
    ['status', 'good beside failed', automatic(3, FAILED), OLD, ['other', 1]],
    ['status', 'good beside suspicious', small(3), OLD, ['other', 1]],
    ['status', 'suspicious beside running', small(27), automatic(3, RUNNING), ['other', 0]],
    ['status', 'failed beside running', automatic(27, FAILED), automatic(3, RUNNING), ['other', null]],
    ['created', 'a day apart', NEW, OLD, ['duration', null]],
    ['created', 'unknown', NEW, manual(1, { createdAt: null }), ['unknown', null]],
    ['loss', 'the newer one loses less', NEW, OLD, ['duration', 0]],
    ['loss', 'minutes', NEW, automatic(3.2), ['duration', null]],
    ['loss', 'only one can be restored', automatic(3, FAILED), OLD, ['other', null]],
    ['loss', 'neither can be restored', automatic(3, FAILED), automatic(27, RUNNING), ['same', null]],
    ['loss', 'unknown', NEW, manual(1, { createdAt: null }), ['unknown', null]],
    ['size', 'smaller', NEW, OLD, ['size', null]],
    ['size', 'not known yet', automatic(1, RUNNING), OLD, ['unknown', null]],
    ['type', 'of each', NEW, manual(27), ['other', null]],
    [
      'type',
      'of two schedules',
      manual(3, { description: 'Nightly · [schedule:7k2m]' }),
      manual(27, { description: 'Weekly · [schedule:7k2n]' }),
      ['other', null],
    ],
    ['expires', 'a day apart', NEW, OLD, ['duration', null]],
    ['expires', 'one never does', NEW, manual(27), ['other', 1]],
    ['kept', 'one is locked', manual(3, { description: '[keep] x' }), manual(27), ['other', null]],
    ['kept', 'one is locked here', { ...NEW, mark: LOCKED }, OLD, ['other', null]],
    ['note', 'of one', { ...NEW, mark: LOCKED }, OLD, ['other', null]],
    ['description', 'the same', NEW, OLD, ['same', null]],
    ['description', 'others', NEW, manual(27, { description: 'Before 4.2' }), ['other', null]],
  ])('%s: %s', (fact, _name, a, b, expected) => {
    const { difference, better } = compare(a, b)[fact];
    expect([difference.kind, better]).toEqual(expected);
  });

  it('says how far apart they are', () => {
    const { created, size } = compare(NEW, OLD);
    expect([created.difference, size.difference]).toEqual([
      { kind: 'duration', ms: 24 * HOUR_MS },
      { kind: 'size', mb: 456 },
    ]);
  });

  it('compares durations only if both were observed', () => {
    const kinds = (
      [
        [60_000, 300_000],
        [60_000, null],
      ] as const
    ).map((took) => compare(NEW, OLD, took).took.difference.kind);
    expect(kinds).toEqual(['duration', 'unknown']);
  });
});

it('gives the same loss as the restore dialog', () => {
  expect(factsOf(OLD, NEW).loss).toMatchObject({ lostMs: 27 * HOUR_MS, newerGood: [{ id: NEW.id }] });
  expect(factsOf(automatic(3, FAILED), OLD).loss).toBeNull();
});
