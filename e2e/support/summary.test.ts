import { describe, expect, it } from 'vitest';
import { summaryLine } from './summary';

describe('the last line of a run', () => {
  it('counts what passed and what failed, and leaves skipped tests out', () => {
    expect(summaryLine(['passed', 'failed', 'passed', 'skipped'], 0)).toBe('2 passed, 1 failed');
  });

  it('never calls a run good in which a file did not load', () => {
    expect(summaryLine(['passed'], 1)).toBe('1 passed, 1 failed');
  });
});
