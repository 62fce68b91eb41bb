import { copyText } from '../../browser/copy-text';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Button } from '../../ui/button';
import { showToast } from '../../ui/toast-store';

const COMMAND = 'VPS_API_TOKEN=vps_… npm start';

/** How to leave the sandbox: the token goes to the program, never through this page. */
export function ConnectDialog({ onClose, onReturnFocus }: DialogCallbacks) {
  const { t } = useI18n();
  const copy = async () => {
    const isCopied = await copyText(COMMAND);
    showToast(
      isCopied ? { tone: 'ok', text: t('action.copied') } : { tone: 'bad', text: t('backups.copied.failed') },
    );
  };
  return (
    <InfoDialog title={t('demo.dialogTitle')} onClose={onClose} onReturnFocus={onReturnFocus}>
      <p>{t('demo.dialogIntro')}</p>
      <div className="connect-command">
        <code translate="no">{COMMAND}</code>
        <Button onClick={() => void copy()}>{t('action.copy')}</Button>
      </div>
      <p>{t('demo.dialogToken')}</p>
      <p className="muted">{t('demo.dialogOther')}</p>
    </InfoDialog>
  );
}
