import { describe, expect, it } from 'vitest';
import { sessionEnd } from './session-end';

const HALF_HOUR = { idleUntil: '2025-01-16T16:00:00Z', until: '2025-01-17T03:00:00Z', idleMs: 30 * 60_000 };
const AT_THE_LIMIT = { ...HALF_HOUR, idleUntil: '2025-01-17T03:00:00Z' };
const ONE_MINUTE = { ...HALF_HOUR, idleMs: 60_000 };

describe('the end of a sign-in', () => {
  it.each([
    ['half an hour before', HALF_HOUR, '2025-01-16T15:30:00Z', { kind: 'far', warnInMs: 28 * 60_000 }],
    ['just before the warning', HALF_HOUR, '2025-01-16T15:57:59Z', { kind: 'far', warnInMs: 1000 }],
    ['two minutes before', HALF_HOUR, '2025-01-16T15:58:00Z', { kind: 'near', why: 'idle', leftMs: 120_000 }],
    ['at its very end', HALF_HOUR, '2025-01-16T16:00:00Z', { kind: 'near', why: 'idle', leftMs: 0 }],
    ['after it', HALF_HOUR, '2025-01-16T17:00:00Z', { kind: 'near', why: 'idle', leftMs: 0 }],
    [
      'where use does not help',
      AT_THE_LIMIT,
      '2025-01-17T02:59:00Z',
      { kind: 'near', why: 'limit', leftMs: 60_000 },
    ],
    ['of a minute, half of it before', ONE_MINUTE, '2025-01-16T15:59:30Z', { kind: 'far', warnInMs: 15_000 }],
    ['of a minute, near', ONE_MINUTE, '2025-01-16T15:59:50Z', { kind: 'near', why: 'idle', leftMs: 10_000 }],
  ])('%s', (_when, times, now, end) => {
    expect(sessionEnd(times, Date.parse(now))).toEqual(end);
  });
});
