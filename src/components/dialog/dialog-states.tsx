import SearchX from 'lucide-react/icons/search-x';
import { Button } from '../../ui/button';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { ListLoad } from '../list/list-load';
import { InfoDialog } from './dialog-shell';
import type { DialogBackup } from './use-dialog-backup';

export interface DialogStateProps {
  title: string;
  backupKey: string;
  target: DialogBackup;
  onClose: () => void;
}

/** The dialog while its backup is not known: loading, not readable, or not there. */
export function DialogWithoutBackup({ title, backupKey, target, onClose }: DialogStateProps) {
  const { t } = useI18n();
  return (
    <InfoDialog title={title} onClose={onClose}>
      {target.isUnread ? (
        <ListLoad skeleton={<Skeleton rows={3} rowHeightPx={36} label={t('list.loading')} />} />
      ) : (
        <StateMessage
          icon={<SearchX size={22} />}
          title={t('gone.title', { id: backupKey })}
          role="status"
          actions={
            target.isPartial ? (
              <Button onClick={target.retry} isPending={target.isRetrying}>
                {t('action.retry')}
              </Button>
            ) : null
          }
        >
          {t(target.isPartial ? 'gone.textPartial' : 'gone.text')}
        </StateMessage>
      )}
    </InfoDialog>
  );
}
