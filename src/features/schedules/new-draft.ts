import { DEFAULT_CATCH_UP_HOURS, DEFAULT_KEEP, type ScheduleDraft } from '../../core/schedules/schedule';

export const DEFAULT_TIME = '02:00';

/** A new schedule: every night, all servers, three backups. */
export function newDraft(): ScheduleDraft {
  return {
    name: '',
    servers: 'all',
    when: { kind: 'daily', time: DEFAULT_TIME },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    keep: DEFAULT_KEEP,
    catchUpHours: DEFAULT_CATCH_UP_HOURS,
    makesRoomFirst: false,
  };
}
