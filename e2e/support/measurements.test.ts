import { describe, expect, it } from 'vitest';
import { blockingMs, longestTaskMs, settledMs, spreadOf, summariseFrames } from './measurements';

describe('the figures that a bench prints', () => {
  it('are the smallest, the middle and the largest of all runs, in whatever order these came', () => {
    expect(spreadOf([30, 10, 20])).toEqual({ min: 10, median: 20, max: 30 });
    expect(spreadOf([40, 10, 20, 30])).toEqual({ min: 10, median: 25, max: 40 });
    expect(spreadOf([7])).toEqual({ min: 7, median: 7, max: 7 });
  });

  it('are none where nothing was measured', () => {
    expect(spreadOf([])).toBeNull();
  });
});

describe('blocking time', () => {
  const tasks = [
    { startMs: 100, durationMs: 80 },
    { startMs: 300, durationMs: 50 },
    { startMs: 400, durationMs: 250 },
  ];

  it('is what long tasks have beyond 50 ms', () => {
    expect(blockingMs(tasks, 0, 1000)).toBe(30 + 0 + 200);
  });

  it('leaves out what came before and what began after', () => {
    expect(blockingMs(tasks, 200, 400)).toBe(0);
    expect(blockingMs(tasks, 200, 401)).toBe(200);
  });

  it('counts of a task under way at the first moment only the rest', () => {
    expect(blockingMs(tasks, 500, 1000)).toBe(100);
    expect(longestTaskMs(tasks, 500, 1000)).toBe(150);
  });

  it('knows the longest task, or that there was none', () => {
    expect(longestTaskMs(tasks, 0, 1000)).toBe(250);
    expect(longestTaskMs(tasks, 700, 1000)).toBe(0);
    expect(longestTaskMs([], 0, 1000)).toBe(0);
  });
});

describe('settling', () => {
  it('ends with the first of the looks that stay', () => {
    const looks = [
      { atMs: 0, shown: 'all' },
      { atMs: 116, shown: 'some' },
      { atMs: 133, shown: 'few' },
    ];
    expect(settledMs(looks, 100)).toBe(33);
  });

  it('does not end at a look that the page leaves again', () => {
    const looks = [
      { atMs: 110, shown: 'few' },
      { atMs: 150, shown: 'none' },
      { atMs: 180, shown: 'few' },
    ];
    expect(settledMs(looks, 100)).toBe(80);
  });

  it('takes no time where the look was there before', () => {
    expect(settledMs([{ atMs: 20, shown: 'few' }], 100)).toBe(0);
  });

  it('is unknown when nobody looked', () => {
    expect(settledMs([], 100)).toBeNull();
  });
});

describe('frames', () => {
  it('are late when half a frame or more was lost', () => {
    const atMs = [0, 16.7, 33.4, 66.7, 83.4];
    expect(summariseFrames(atMs)).toMatchObject({ frameCount: 4, lateCount: 1 });
  });

  it('are summed up by what 95 of 100 of them stay under', () => {
    const atMs = Array.from({ length: 101 }, (_, index) => index * 10);
    expect(summariseFrames(atMs).p95Ms).toBe(10);
  });

  it('are none of one moment alone', () => {
    expect(summariseFrames([5])).toEqual({ p95Ms: 0, lateCount: 0, frameCount: 0 });
  });
});
