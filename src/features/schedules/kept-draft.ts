import * as v from 'valibot';
import { createStoredStore } from '../../browser/storage/stored-store';
import { toWire } from '../../core/contract/wire-case';
import { type ScheduleDraft, scheduleDraftSchema } from '../../core/schedules/schedule';

/** The form's input, kept for this tab: it survives a reload and a lost session, until saved or left. */
const kept = createStoredStore(
  'session',
  'schedule-draft',
  v.nullable(v.object({ key: v.string(), draft: v.unknown() })),
  null,
);

/** A schedule as of opening the form; a new one has no id and no version. */
export interface DraftOf {
  readonly id: string;
  readonly version: number;
}

const keyOf = (of: DraftOf | null) => (of === null ? 'new' : `${of.id} ${of.version}`);

/** Null if nothing was kept, or the schedule was changed since. */
export function keptDraft(of: DraftOf | null): ScheduleDraft | null {
  const stored = kept.get();
  if (stored?.key !== keyOf(of)) return null;
  const draft = v.safeParse(scheduleDraftSchema, stored.draft);
  return draft.success ? draft.output : null;
}

export function keepDraft(of: DraftOf | null, draft: ScheduleDraft): void {
  kept.set({ key: keyOf(of), draft: toWire(draft) });
}

export function dropKeptDraft(): void {
  kept.clear();
}
