import { cronProblem, isZone } from './planned-runs';
import {
  HOUR_STEPS,
  MAX_CATCH_UP_HOURS,
  MAX_MONTH_DAY,
  MAX_NAME_LENGTH,
  type ScheduleDraft,
  type ScheduleWhen,
} from './schedule';
import type { ScheduleProblem } from './schedule-wire';
import { slotShortage } from './slot-sum';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * What does not make sense in a tidied draft, at most one problem a field.
 * @param taken names of the other schedules
 */
export function scheduleProblems(
  draft: ScheduleDraft,
  nowMs: number,
  taken: readonly string[] = [],
): readonly ScheduleProblem[] {
  const name = nameProblem(draft.name, taken);
  const when = whenProblem(draft.when, nowMs);
  const keep = keepProblem(draft);
  return [
    ...(name === null ? [] : [{ field: 'name', code: name } as const]),
    ...(draft.servers.length === 0 ? [{ field: 'servers', code: 'servers' } as const] : []),
    ...(when === null ? [] : [{ field: 'when', code: when } as const]),
    ...(isZone(draft.zone) ? [] : [{ field: 'zone', code: 'zone' } as const]),
    ...(keep === null ? [] : [keep]),
    ...(draft.catchUpHours > MAX_CATCH_UP_HOURS ? [{ field: 'catchUp', code: 'catchUp' } as const] : []),
  ];
}

function nameProblem(name: string, taken: readonly string[]): ScheduleProblem['code'] | null {
  if (name === '') return 'name';
  if (name.length > MAX_NAME_LENGTH) return 'nameLong';
  // The name is part of a description, where [keep] and the other marks have a meaning.
  if (/[[\]]/.test(name)) return 'nameBrackets';
  const lower = name.toLowerCase();
  return taken.some((other) => other.toLowerCase() === lower) ? 'nameTaken' : null;
}

function whenProblem(when: ScheduleWhen, nowMs: number): ScheduleProblem['code'] | null {
  if (when.kind === 'cron') return cronProblem(when.pattern, nowMs);
  if (when.kind === 'hours') {
    if (!HOUR_STEPS.some((step) => step === when.every)) return 'hours';
    return when.minute > 59 ? 'minute' : null;
  }
  if (!TIME.test(when.time)) return 'time';
  if (when.kind === 'weekly') {
    return when.days.length === 0 || when.days.some((day) => day < 1 || day > 7) ? 'days' : null;
  }
  if (when.kind === 'monthly' && when.day !== 'last') {
    return when.day < 1 || when.day > MAX_MONTH_DAY ? 'monthDay' : null;
  }
  return null;
}

function keepProblem(draft: ScheduleDraft): ScheduleProblem | null {
  if (draft.keep.newest < 1) return { field: 'keep', code: 'newest' };
  const shortage = slotShortage(draft, 0);
  return shortage === null ? null : { field: 'keep', code: 'slots', shortage };
}
