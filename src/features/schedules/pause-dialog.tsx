import { useState } from 'react';
import { MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { TextField } from '../../ui/fields/field';
import type { ScheduleDialogProps } from './delete-schedule-dialog';

export interface PauseDialogProps extends ScheduleDialogProps {
  /** @param until ISO 8601; null until somebody resumes it */
  onPause: (until: string | null) => void;
}

/** Pauses a schedule, until a moment or until somebody resumes it. */
export function PauseDialog({ schedule, onPause, ...mutation }: PauseDialogProps) {
  const { t, format } = useI18n();
  const [text, setText] = useState('');
  const untilMs = format.parseLocalMs(text);
  const isBad = text !== '' && (Number.isNaN(untilMs) || untilMs <= Date.now());
  return (
    <MutationDialog
      {...mutation}
      title={t('schedules.pauseTitle', { name: schedule.draft.name })}
      description={t('schedules.pauseText')}
      submitLabel={t('schedules.pauseSubmit')}
      variant="primary"
      isReady={!isBad}
      onSubmit={() => onPause(text === '' ? null : new Date(untilMs).toISOString())}
    >
      <TextField
        type="datetime-local"
        label={t('schedules.pauseUntil')}
        hint={t('schedules.pauseUntilHint')}
        error={isBad ? t('schedules.pausePast') : null}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </MutationDialog>
  );
}
