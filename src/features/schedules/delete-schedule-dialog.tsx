import { MutationDialog, type MutationDialogProps } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { Schedule } from '../../core/schedules/schedule-wire';

/** A dialog about one schedule. */
export interface ScheduleDialogProps
  extends Pick<MutationDialogProps, 'error' | 'isPending' | 'onClose' | 'onReturnFocus'> {
  schedule: Schedule;
}

export function DeleteScheduleDialog({
  schedule,
  onDelete,
  ...mutation
}: ScheduleDialogProps & { onDelete: () => void }) {
  const { t } = useI18n();
  return (
    <MutationDialog
      {...mutation}
      title={t('schedules.deleteTitle', { name: schedule.draft.name })}
      description={t('schedules.deleteText')}
      submitLabel={t('schedules.deleteSubmit')}
      variant="danger"
      isReady
      onSubmit={onDelete}
    >
      {null}
    </MutationDialog>
  );
}
