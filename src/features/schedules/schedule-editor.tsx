import { hashKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { getSchedules, rereadSchedules, scheduleWrites } from '../../api/schedules';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import type { Schedule } from '../../core/schedules/schedule-wire';
import { tidyDraft } from '../../core/schedules/tidy-draft';
import { showToast } from '../../ui/overlays/toast-store';
import { dropKeptDraft, keepDraft, keptDraft } from './kept-draft';
import { newDraft } from './new-draft';
import { ScheduleForm } from './schedule-form';

/** A new schedule. */
export const NEW = 'new';

function isStoredAs({ draft }: Schedule, sent: ScheduleDraft | undefined): boolean {
  return sent !== undefined && hashKey([draft]) === hashKey([tidyDraft(sent)]);
}

/** A failed save is one after all if exactly this is stored: only the answer was lost. Names are unique. */
async function storedAs(sent: ScheduleDraft, id: string | null): Promise<Schedule | undefined> {
  const { schedules } = await getSchedules().catch(() => ({ schedules: [] }));
  return schedules.find((each) => (id === null || each.id === id) && isStoredAs(each, sent));
}

export interface ScheduleEditorProps {
  edited: Schedule | typeof NEW;
  /** Somebody deleted it while it was open here. */
  isGone: boolean;
  onDraft: (draft: ScheduleDraft) => void;
  onLeave: (id?: string) => void;
}

/** The form of a schedule, and what happens after saving. */
export function ScheduleEditor({ edited, isGone, onDraft, onLeave }: ScheduleEditorProps) {
  const { t } = useI18n();
  const client = useQueryClient();
  // The form's initial version: a poll must not change it, and its version detects concurrent edits.
  const [begun, setBegun] = useState(edited);
  const save = useMutation({
    retry: false,
    mutationFn: async (draft: ScheduleDraft) => {
      const replaced = begun === NEW || isGone ? null : begun;
      try {
        return await (replaced === null
          ? scheduleWrites.create(draft)
          : scheduleWrites.change(replaced, draft));
      } catch (error) {
        const stored = await storedAs(draft, replaced?.id ?? null);
        if (stored === undefined) throw error;
        return stored;
      }
    },
    onSuccess: (saved) => {
      showToast({ tone: 'ok', text: t('schedules.saved', { name: saved.draft.name }) });
      onLeave(saved.id);
    },
    onSettled: () => rereadSchedules(client),
  });
  const of = begun === NEW ? null : begun;
  const isChanged =
    of !== null && edited !== NEW && edited.version !== of.version && !isStoredAs(edited, save.variables);
  const keep = useCallback(
    (draft: ScheduleDraft) => {
      keepDraft(of, draft);
      onDraft(draft);
    },
    [of, onDraft],
  );
  return (
    <ScheduleForm
      key={begun === NEW ? NEW : begun.version}
      title={begun === NEW ? t('schedules.new') : t('schedules.edit', { name: begun.draft.name })}
      initial={keptDraft(of) ?? of?.draft ?? newDraft()}
      id={isGone ? null : (of?.id ?? null)}
      onDraft={keep}
      onSave={(draft) => save.mutate(draft)}
      onCancel={() => onLeave(begun === NEW ? undefined : begun.id)}
      isSaving={save.isPending}
      error={save.error}
      meanwhile={isGone ? 'deleted' : isChanged ? 'changed' : null}
      onReload={() => {
        save.reset();
        dropKeptDraft();
        setBegun(edited);
      }}
    />
  );
}
