import LogOut from 'lucide-react/icons/log-out';
import { useState } from 'react';
import { signOut } from '../api/session';
import { navigation } from '../browser/navigation';
import { clearStorage } from '../browser/storage/account-storage';
import { paths } from '../routes/paths';
import { Button } from '../ui/button';
import { showToast } from '../ui/overlays/toast-store';
import { failedOutcome } from './failed-write';
import { useI18n } from './i18n/i18n-provider';
import { errorLine } from './loading/error-text';

/** Signs out and clears what this browser stored for the account. */
export function SignOutButton() {
  const i18n = useI18n();
  const { t } = i18n;
  const [isPending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    try {
      await signOut();
    } catch (error) {
      setPending(false);
      showToast({
        tone: 'bad',
        text: t(`session.signOutFailed.${failedOutcome(error)}`, { reason: errorLine(error, i18n) }),
      });
      return;
    }
    clearStorage();
    navigation.replace(paths.signIn('/', null));
  };
  return (
    <Button icon={<LogOut size={15} aria-hidden="true" />} isPending={isPending} onClick={() => void leave()}>
      {t('session.signOut')}
    </Button>
  );
}
