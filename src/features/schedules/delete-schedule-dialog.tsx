import { MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { Schedule } from '../../core/schedules/schedule-wire';

export interface DeleteScheduleDialogProps {
  schedule: Schedule;
  error: string | null;
  isPending: boolean;
  onDelete: () => void;
  onClose: () => void;
  onReturnFocus: () => void;
}

export function DeleteScheduleDialog(props: DeleteScheduleDialogProps) {
  const { schedule, error, isPending, onDelete, onClose, onReturnFocus } = props;
  const { t } = useI18n();
  return (
    <MutationDialog
      title={t('schedules.deleteTitle', { name: schedule.draft.name })}
      description={t('schedules.deleteText')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      error={error}
      isPending={isPending}
      submitLabel={t('schedules.deleteSubmit')}
      variant="danger"
      isReady
      onSubmit={onDelete}
    >
      {null}
    </MutationDialog>
  );
}
