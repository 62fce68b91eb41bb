import Plus from 'lucide-react/icons/plus';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { useI18n } from '../i18n/i18n-provider';
import { WriteButton } from '../write-lock';

export interface CreateBackupButtonProps {
  /** The preselected server; null for none. */
  serverKey?: string | null;
}

/** Opens the dialog for a new backup: in a page's header, and in an empty list. */
export function CreateBackupButton({ serverKey = null }: CreateBackupButtonProps) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  return (
    <WriteButton
      variant="primary"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => openDialog({ kind: 'create', serverKey })}
    >
      {t('create.button')}
    </WriteButton>
  );
}
