import { describe, expect, it } from 'vitest';
import { createI18n } from '../../components/i18n/i18n-provider';
import { NOW } from '../../testing/fleets/protection';
import { withPlainSpaces } from '../../testing/format';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/time-units';
import type { Exposure } from '../protection/protection-exposure';
import type { Reason, ReasonCode } from '../protection/protection-reasons';
import { exposureSentence } from './exposure-sentence';
import { loadLanguage } from './language';
import { exposureText, reasonText, shortReasons } from './protection-text';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

const TWO_HOURS_AGO = new Date(NOW - 2 * HOUR_MS).toISOString();

/** Every code with all its variants; a new code does not compile until it is listed here. */
const REASONS: { readonly [Code in ReasonCode]: readonly Extract<Reason, { code: Code }>[] } = {
  neverBackedUp: [{ code: 'neverBackedUp' }],
  noneReceived: [{ code: 'noneReceived' }],
  firstRunning: [
    { code: 'firstRunning', startedAt: TWO_HOURS_AGO },
    { code: 'firstRunning', startedAt: null },
  ],
  noneFinished: [
    { code: 'noneFinished', count: 1 },
    { code: 'noneFinished', count: 3 },
  ],
  noGood: [
    { code: 'noGood', finishedCount: 1, failedCount: 1 },
    { code: 'noGood', finishedCount: 14, failedCount: 9 },
  ],
  lastAttemptsFailed: [
    { code: 'lastAttemptsFailed', count: 1, sinceIso: TWO_HOURS_AGO },
    { code: 'lastAttemptsFailed', count: 2, sinceIso: TWO_HOURS_AGO },
  ],
  usualInterval: [{ code: 'usualInterval', intervalMs: DAY_MS, newestGoodAgeMs: 41 * HOUR_MS }],
  intervalUnknown: [{ code: 'intervalUnknown', newestGoodAgeMs: 8 * DAY_MS }],
  ageUnknown: [
    { code: 'ageUnknown', goodCount: 1 },
    { code: 'ageUnknown', goodCount: 2 },
  ],
  suspicious: [
    { code: 'suspicious', count: 1, backupId: 501, sizeMb: 12, medianMb: 4523, isAutomatic: false },
    { code: 'suspicious', count: 2, backupId: 'a-2', sizeMb: 12, medianMb: 4523, isAutomatic: false },
    { code: 'suspicious', count: 1, backupId: 501, sizeMb: 12, medianMb: 4523, isAutomatic: true },
    { code: 'suspicious', count: 2, backupId: 501, sizeMb: 12, medianMb: 4523, isAutomatic: true },
    { code: 'suspicious', count: 1, backupId: 501, sizeMb: 0, medianMb: null, isAutomatic: false },
    { code: 'suspicious', count: 2, backupId: 501, sizeMb: 0, medianMb: null, isAutomatic: false },
  ],
  sizeSettled: [{ code: 'sizeSettled', count: 3, sizeMb: 2000, medianMb: 4500 }],
  unusuallyLarge: [{ code: 'unusuallyLarge', backupId: 501, sizeMb: 20_000, medianMb: 4523 }],
  manualInstead: [
    { code: 'manualInstead', trouble: 'failing', manualAgeMs: 10 * MINUTE_MS },
    { code: 'manualInstead', trouble: 'missed', manualAgeMs: 10 * MINUTE_MS },
    { code: 'manualInstead', trouble: 'late', manualAgeMs: 10 * MINUTE_MS },
    { code: 'manualInstead', trouble: 'small', manualAgeMs: 10 * MINUTE_MS },
  ],
  automaticAge: [
    { code: 'automaticAge', intervalMs: DAY_MS, newestGoodAgeMs: 41 * HOUR_MS },
    { code: 'automaticAge', intervalMs: DAY_MS, newestGoodAgeMs: null },
  ],
  expiring: [
    { code: 'expiring', iso: new Date(NOW + 2 * DAY_MS).toISOString() },
    { code: 'expiring', iso: new Date(NOW - 2 * DAY_MS).toISOString() },
  ],
  agreedAge: [
    { code: 'agreedAge', maxAgeHours: 26, freeDays: [], newestGoodAgeMs: 3 * HOUR_MS, isKept: true },
    { code: 'agreedAge', maxAgeHours: 26, freeDays: [6, 7], newestGoodAgeMs: 41 * HOUR_MS, isKept: false },
  ],
  agreedCount: [
    { code: 'agreedCount', minGood: 3, goodCount: 1, isKept: false },
    { code: 'agreedCount', minGood: 3, goodCount: 5, isKept: true },
  ],
  agreedReach: [
    { code: 'agreedReach', reachBackDays: 30, reachMs: 12 * DAY_MS, isKept: false },
    { code: 'agreedReach', reachBackDays: 30, reachMs: null, isKept: false },
  ],
  singleGoodCopy: [{ code: 'singleGoodCopy' }],
  sizeUnknown: [
    { code: 'sizeUnknown', count: 1 },
    { code: 'sizeUnknown', count: 1200 },
  ],
  unknownStatus: [
    { code: 'unknownStatus', count: 1 },
    { code: 'unknownStatus', count: 2 },
  ],
  undated: [
    { code: 'undated', count: 1 },
    { code: 'undated', count: 2 },
  ],
  futureDated: [{ code: 'futureDated', aheadMs: 3 * HOUR_MS }],
};

const EXPOSURES: { readonly [Kind in Exposure['kind']]: readonly Extract<Exposure, { kind: Kind }>[] } = {
  never: [{ kind: 'never' }],
  at: [
    { kind: 'at', iso: new Date(NOW + 2 * DAY_MS).toISOString() },
    { kind: 'at', iso: new Date(NOW - 2 * DAY_MS).toISOString() },
  ],
  unknown: [{ kind: 'unknown' }],
  exposed: [{ kind: 'exposed' }],
};

const LANGUAGES = [
  ['English', en],
  ['Dutch', nl],
] as const;

/** Signs of a mistake in a message or its values. */
const BROKEN = /[{}]|undefined|null|NaN|Invalid|Infinity/;

describe.each(LANGUAGES)('in %s', (_language, i18n) => {
  it.each(Object.values(REASONS).flat())('a sentence stands for $code: %j', (reason) => {
    const text = reasonText(reason, NOW, i18n);
    expect(text).toMatch(/^\S.*\.$/);
    expect(text).not.toMatch(BROKEN);
  });

  it.each(Object.values(EXPOSURES).flat())('words and a sentence stand for the exposure %j', (exposure) => {
    const words = exposureText(exposure, NOW, i18n);
    const sentence = exposureSentence(exposure, NOW, i18n);
    expect(words).toMatch(/^\S/);
    expect(sentence).toMatch(/^\S.*\.$/);
    expect(`${words} ${sentence}`).not.toMatch(BROKEN);
  });

  it('no two reasons have the same sentence', () => {
    const byCode: readonly (readonly Reason[])[] = Object.values(REASONS);
    const texts = byCode.flatMap((reasons) => reasons.slice(0, 1)).map((one) => reasonText(one, NOW, i18n));
    expect(new Set(texts).size).toBe(byCode.length);
  });
});

describe('what the sentences say', () => {
  const said = (reason: Reason) => withPlainSpaces(reasonText(reason, NOW, en));

  it.each<[Reason, string]>([
    [{ code: 'firstRunning', startedAt: TWO_HOURS_AGO }, 'The first backup is running, 2 h so far.'],
    [
      { code: 'usualInterval', intervalMs: DAY_MS, newestGoodAgeMs: 41 * HOUR_MS },
      'Usually every 1 d; last good backup 1 d 17 h ago.',
    ],
    [
      { code: 'lastAttemptsFailed', count: 1, sinceIso: TWO_HOURS_AGO },
      'The last automatic backup failed, 2 h ago (1 in a row).',
    ],
    [
      { code: 'lastAttemptsFailed', count: 3, sinceIso: TWO_HOURS_AGO },
      'The last 3 automatic backups failed, the first 2 h ago.',
    ],
    [
      { code: 'noGood', finishedCount: 14, failedCount: 9 },
      '14 backups finished, but none is good; 9 failed.',
    ],
    [
      { code: 'suspicious', count: 1, backupId: 501, sizeMb: 12, medianMb: 4523, isAutomatic: false },
      'The newest backup is much smaller than usual: #501 holds only 12 MB, usually 4.5 GB.',
    ],
    [
      { code: 'suspicious', count: 3, backupId: 501, sizeMb: 2000, medianMb: 4500, isAutomatic: false },
      'The newest 3 backups are much smaller than usual: #501 holds only 2 GB, usually 4.5 GB.',
    ],
    [
      { code: 'manualInstead', trouble: 'failing', manualAgeMs: 10 * MINUTE_MS },
      'Automatic backups are failing; a manual backup of 10 min ago exists.',
    ],
    [
      { code: 'expiring', iso: new Date(NOW + 2 * DAY_MS).toISOString() },
      'The last good backup expires in 2 days (Sat 18 Jan 2025); no new one is due before then.',
    ],
    [
      { code: 'suspicious', count: 1, backupId: 501, sizeMb: 0, medianMb: null, isAutomatic: false },
      '1 empty backup since: #501 holds 0 MB.',
    ],
    [{ code: 'sizeUnknown', count: 1200 }, 'The size of 1,200 completed backups is unknown.'],
  ])('%j is “%s”', (reason, sentence) => {
    expect(said(reason)).toBe(sentence);
  });

  it('durations are up to the moment the state was determined for', () => {
    const reason = { code: 'lastAttemptsFailed', count: 2, sinceIso: TWO_HOURS_AGO } as const;
    expect(reasonText(reason, NOW + 5 * MINUTE_MS, en)).toContain('2 h 5 min');
  });

  it('distinguishes an expired backup from one that will expire', () => {
    const [ahead, past] = EXPOSURES.at;
    expect(ahead && exposureSentence(ahead, NOW, en)).toBe(
      'If no new backup is made, the last good one expires in 2 days (Sat 18 Jan 2025).',
    );
    expect(past && exposureSentence(past, NOW, en)).toBe(
      'The last good backup should have expired 2 days ago; it is still listed.',
    );
  });

  it('never says of a missing backup that it stays', () => {
    expect(exposureText({ kind: 'exposed' }, NOW, en)).toBe('no good backup');
    expect(exposureText({ kind: 'never' }, NOW, en)).toBe('never');
    expect(exposureText({ kind: 'unknown' }, NOW, en)).toBe('unknown');
  });
});

describe('the row of the Overview', () => {
  const expiring = { code: 'expiring', iso: TWO_HOURS_AGO } as const;
  const small = REASONS.suspicious[0];
  if (small === undefined) throw new Error('No example.');

  it('shows the explanation and unusual sizes, nothing else', () => {
    const line = (needsAttention: boolean) =>
      shortReasons({ needsAttention, reasons: [expiring, { code: 'singleGoodCopy' }, small] });
    expect(line(true)).toEqual([expiring, small]);
    expect(line(false)).toEqual([small]);
  });
});
