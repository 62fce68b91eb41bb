import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/time-units';
import { cronProblem, dueRuns, isZone, nextRuns } from './planned-runs';
import type { ScheduleWhen } from './schedule';

const AMSTERDAM = 'Europe/Amsterdam';
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const daily = (time: string): ScheduleWhen => ({ kind: 'daily', time });

describe('planned runs', () => {
  it.each<[string, ScheduleWhen, string, string, string[]]>([
    ['daily', daily('02:00'), AMSTERDAM, '2026-11-27T12:00Z', ['2026-11-28T01:00', '2026-11-29T01:00']],
    [
      'a skipped time at the next that exists',
      daily('02:30'),
      AMSTERDAM,
      '2026-03-28T12:00Z',
      ['2026-03-29T01:00', '2026-03-30T00:30'],
    ],
    [
      'a repeated time once',
      daily('02:30'),
      AMSTERDAM,
      '2026-10-24T12:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'half an hour skipped',
      daily('02:15'),
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      ['2026-10-03T15:30', '2026-10-04T15:15'],
    ],
    [
      'half an hour repeated',
      daily('01:45'),
      'Australia/Lord_Howe',
      '2026-04-04T00:00Z',
      ['2026-04-04T14:45', '2026-04-05T15:15'],
    ],
    [
      'every 12 hours',
      { kind: 'hours', every: 12, minute: 5 },
      'UTC',
      '2026-01-01T00:05Z',
      ['2026-01-01T12:05', '2026-01-02T00:05'],
    ],
    [
      'every 2 hours over a skipped one',
      { kind: 'hours', every: 2, minute: 0 },
      AMSTERDAM,
      '2026-03-28T23:30Z',
      ['2026-03-29T01:00', '2026-03-29T02:00'],
    ],
    [
      'every hour over a repeated one',
      { kind: 'hours', every: 1, minute: 0 },
      AMSTERDAM,
      '2026-10-24T23:30Z',
      ['2026-10-25T00:00', '2026-10-25T02:00'],
    ],
    [
      'weekly',
      { kind: 'weekly', days: [1, 7], time: '18:00' },
      'UTC',
      '2026-11-27T00:00Z',
      ['2026-11-29T18:00', '2026-11-30T18:00'],
    ],
    [
      'monthly',
      { kind: 'monthly', day: 28, time: '00:00' },
      'UTC',
      '2026-01-29T00:00Z',
      ['2026-02-28T00:00', '2026-03-28T00:00'],
    ],
    [
      'on the last day',
      { kind: 'monthly', day: 'last', time: '23:00' },
      'UTC',
      '2028-02-01T00:00Z',
      ['2028-02-29T23:00', '2028-03-31T23:00'],
    ],
    [
      'a cron pattern',
      { kind: 'cron', pattern: '0 23 31 12 *' },
      'UTC',
      '2026-01-01T00:00Z',
      ['2026-12-31T23:00', '2027-12-31T23:00'],
    ],
  ])('%s', (_name, when, zone, after, expected) => {
    expect(nextRuns({ when, zone }, Date.parse(after), 2).map(iso)).toEqual(expected);
  });

  it.each(['', 'Mars/Phobos', 'UTC; drop'])('refuses the zone %j', (zone) => {
    expect(isZone(zone)).toBe(false);
  });

  it.each([
    ['every day', 'cron'],
    ['* * * * * *', 'cron'],
    ['0 25 * * *', 'cron'],
    ['0 2 30 2 *', 'cronNever'],
    ['*/15 * * * *', 'cronOften'],
    ['0,30 3 * * *', 'cronOften'],
    ['0 * * * *', null],
    ['0 23 31 12 *', null],
  ])('judges the pattern %j: %j', (pattern, problem) => {
    expect(cronProblem(pattern, Date.parse('2026-01-01T00:00Z'))).toBe(problem);
  });
});

describe('a year of the clock', () => {
  const START = Date.parse('2026-01-01T00:00Z');
  const END = Date.parse('2027-01-01T00:00Z');

  /** The local days and times that must have a run: each once, by the calendar alone. */
  function localDays(zone: string): string[] {
    const days = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    const seen = new Set<string>();
    for (let ms = START; ms < END; ms += 6 * HOUR_MS) seen.add(days.format(ms));
    return [...seen];
  }

  it.each([
    'Europe/Amsterdam',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'UTC',
  ])('makes each planned run exactly once: %s', (zone) => {
    const schedule = { when: daily('02:10'), zone, catchUpHours: 6 };
    const day = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    const runs: number[] = [];
    let settledMs = START;
    // The clock is looked at about every three hours, and set back by two hours now and then.
    for (
      let look = 0, ms = START;
      ms < END;
      look += 1, ms += look % 20 === 0 ? -2 * HOUR_MS : 170 * MINUTE_MS
    ) {
      const due = dueRuns(schedule, settledMs, ms);
      settledMs = due.settledMs;
      expect(due.missed).toBeNull();
      if (due.run !== null) runs.push(due.run.plannedAtMs);
    }
    expect(new Set(runs).size).toBe(runs.length);
    const days = runs.map((ms) => day.format(ms));
    expect(new Set(days).size).toBe(days.length);
    expect(days.length).toBeGreaterThanOrEqual(localDays(zone).length - 2);
  });
});

describe('what is due', () => {
  const schedule = { when: daily('02:00'), zone: 'UTC', catchUpHours: 6 };
  const settled = Date.parse('2026-11-20T02:00Z');
  const at = (time: string) => dueRuns(schedule, settled, Date.parse(time));

  it('begins a run on time', () => {
    expect(at('2026-11-21T02:00:04Z')).toEqual({
      run: { plannedAtMs: Date.parse('2026-11-21T02:00Z'), isLate: false },
      missed: null,
      settledMs: Date.parse('2026-11-21T02:00Z'),
    });
  });

  it('makes up for an outage with one run, not with ten', () => {
    const due = at('2026-11-25T07:00Z');
    expect(due.run).toEqual({ plannedAtMs: Date.parse('2026-11-25T02:00Z'), isLate: true });
    expect(due.missed).toEqual({ count: 4, plannedAtMs: Date.parse('2026-11-24T02:00Z') });
  });

  it('makes none that is too late', () => {
    const due = at('2026-11-25T08:00:01Z');
    expect(due.run).toBeNull();
    expect(due.missed).toEqual({ count: 5, plannedAtMs: Date.parse('2026-11-25T02:00Z') });
  });

  it('finds nothing due after the clock was set back, or before the next time', () => {
    expect(at('2026-11-19T02:00Z')).toEqual({ run: null, missed: null, settledMs: settled });
    expect(at('2026-11-21T01:59:59Z').run).toBeNull();
  });

  it('is quick after a year', () => {
    const hourly = { when: { kind: 'hours', every: 1, minute: 0 } as const, zone: 'UTC', catchUpHours: 0 };
    const due = dueRuns(hourly, settled, settled + 365 * DAY_MS + 30 * MINUTE_MS);
    expect(due.missed?.count).toBeGreaterThanOrEqual(500);
  });
});
