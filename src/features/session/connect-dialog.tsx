import { CopyBlock } from '../../components/copy-block';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';

const COMMAND = 'VPS_API_TOKEN=vps_… npm start';

/** How to connect a real account: the token goes to the gateway's environment, never through this page. */
export function ConnectDialog({ onClose, onReturnFocus }: DialogCallbacks) {
  const { t } = useI18n();
  return (
    <InfoDialog title={t('demo.dialogTitle')} onClose={onClose} onReturnFocus={onReturnFocus}>
      <p>{t('demo.dialogIntro')}</p>
      <CopyBlock text={COMMAND} />
      <p>{t('demo.dialogToken')}</p>
      <p className="muted">{t('demo.dialogOther')}</p>
    </InfoDialog>
  );
}
