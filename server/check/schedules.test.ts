import { describe, expect, it } from 'vitest';
import type { ScheduleFacts } from '../../src/core/schedules/schedule-run';
import { scheduleTroubles } from './schedules';

const WELL: ScheduleFacts = {
  id: 'n1gh',
  name: 'Nightly',
  isPaused: false,
  lastSuccessMs: 0,
  nextRunMs: 1,
  isLastFailed: false,
  missedRuns: 0,
  failures: [{ serverId: '1', serverName: 'web', count: 0 }],
};
const failing = (count: number): Partial<ScheduleFacts> => ({
  isLastFailed: true,
  failures: [
    { serverId: '1', serverName: 'web', count },
    { serverId: '2', serverName: 'db', count: 1 },
  ],
});

describe('what the check reports about a schedule', () => {
  const troubles = (changes: Partial<ScheduleFacts>, checked = ['1', '2'], isWhole = true) =>
    scheduleTroubles([{ ...WELL, ...changes }], (id) => checked.includes(id), isWhole);

  it.each<[string, Partial<ScheduleFacts>, string[], boolean, string | null, string[]]>([
    ['that is well', {}, ['1'], true, null, []],
    ['that never ran', { isLastFailed: null, failures: [] }, ['1'], true, null, []],
    ['whose last run failed', failing(1), ['1', '2'], true, 'warning', ['no new backup of web, db.']],
    [
      'that failed three times',
      failing(3),
      ['1', '2'],
      true,
      'critical',
      ['nothing is deleted any more on web, after three failed runs.', 'no new backup of web, db.'],
    ],
    ['with a server that is ignored', failing(3), ['2'], true, 'warning', ['no new backup of db.']],
    ['that failed on ignored servers only', failing(3), [], true, null, []],
    ['that was missed', { missedRuns: 3 }, ['1'], true, 'warning', ['3 planned runs were not made.']],
    ['that was missed, where one server is asked for', { missedRuns: 3 }, ['1'], false, null, []],
    [
      'that could not read its servers',
      { isLastFailed: true, failures: [] },
      ['1'],
      true,
      'warning',
      ['the last run could not read all servers.'],
    ],
    ['that is paused', { ...failing(3), isPaused: true, missedRuns: 1 }, ['1', '2'], true, null, []],
  ])('%s', (_name, changes, checked, isWhole, status, reasons) => {
    const [trouble] = troubles(changes, checked, isWhole);
    expect(trouble?.status ?? null).toBe(status);
    expect(trouble?.reasons ?? []).toEqual(reasons.map((reason) => `Schedule Nightly: ${reason}`));
  });
});
