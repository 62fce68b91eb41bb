import type { ScheduleDraft } from '../../core/schedules/schedule';

/** A schedule for every night at 02:00 UTC that keeps the newest backup. */
export function nightly(changes: Partial<ScheduleDraft> = {}): ScheduleDraft {
  return {
    name: 'Nightly',
    servers: [],
    when: { kind: 'daily', time: '02:00' },
    zone: 'UTC',
    keep: { newest: 1, daily: 0, weekly: 0, monthly: 0 },
    catchUpHours: 6,
    makesRoomFirst: false,
    ...changes,
  };
}
