import { describe, expect, it } from 'vitest';
import { automatic, FAILED, manual, NOW, RUNNING, UNDATED } from '../../testing/fleets/protection';
import { HOUR_MS } from '../lib/time-units';
import { historyOf } from '../protection/protection-history';
import { stateBefore } from './before-moment';

const BACKUPS = [automatic(4), automatic(28), automatic(52), automatic(76)];
const around = (hoursAgo: number, backups = BACKUPS) =>
  stateBefore(historyOf(backups), NOW - hoursAgo * HOUR_MS, NOW);

describe('stateBefore', () => {
  it('returns the newest good backup before the moment, the next after it, and the loss on both sides', () => {
    expect(around(20)).toEqual({
      backup: automatic(28),
      lostBeforeMs: 8 * HOUR_MS,
      lostAfterMs: 20 * HOUR_MS,
      nextAfter: automatic(4),
      passedOver: null,
      undatedCount: 0,
    });
  });

  it('skips backups that are not good', () => {
    const odd = [
      automatic(25, FAILED),
      automatic(24, { sizeMb: 0 }),
      automatic(23, RUNNING),
      manual(10, FAILED),
    ];
    expect(around(20, [...odd, ...BACKUPS])).toMatchObject({
      backup: automatic(28),
      nextAfter: automatic(4),
      passedOver: { backup: { sizeMb: 0 }, suspicion: { sizeMb: 0 } },
    });
  });

  it('does not count a backup made at that very moment as before it', () => {
    expect(around(28)).toMatchObject({ backup: automatic(52), nextAfter: automatic(28) });
  });

  it('returns the oldest one if none from before is left', () => {
    expect(around(100)).toMatchObject({ backup: null, lostBeforeMs: null, nextAfter: automatic(76) });
  });

  it('has no next backup after the newest', () => {
    expect(around(1)).toMatchObject({ backup: automatic(4), nextAfter: null, lostAfterMs: HOUR_MS });
  });

  it('treats a future moment as now', () => {
    expect(around(-5)).toMatchObject({ backup: automatic(4), lostBeforeMs: 4 * HOUR_MS, lostAfterMs: 0 });
  });

  it('counts good backups that may be from either side', () => {
    const unplaced = [automatic(1, { id: 1, ...UNDATED }), automatic(-48, { id: 2 })];
    expect(around(20, [...unplaced, ...BACKUPS])).toMatchObject({
      backup: automatic(28),
      nextAfter: automatic(4),
      undatedCount: 2,
    });
  });

  it('has no backup for an empty list', () => {
    expect(around(20, [])).toMatchObject({ backup: null, nextAfter: null, lostAfterMs: 20 * HOUR_MS });
  });
});
