import { useState } from 'react';
import { askForNotifications, notificationPermission } from '../../browser/notify';
import { setPreferences, usePreferences } from '../../browser/storage/preferences';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { SettingsCard } from './settings-card';

/** Turns desktop notifications on and off. */
export function NotificationsCard() {
  const { t } = useI18n();
  const { isNotifying } = usePreferences();
  const [permission, setPermission] = useState(notificationPermission);
  const allow = async () => {
    const answer = await askForNotifications();
    setPermission(answer);
    setPreferences({ isNotifying: answer === 'granted' });
  };
  const isOn = isNotifying && permission === 'granted';
  return (
    <SettingsCard title={t('notify.title')} intro={t('notify.text')}>
      {permission === 'unsupported' ? (
        <p>{t('notify.unsupported')}</p>
      ) : permission === 'denied' ? (
        <Notice tone="warn" role="status">
          {t('notify.denied')}
        </Notice>
      ) : isOn ? (
        <div className="settings-card__actions">
          <span role="status">{t('notify.on')}</span>
          <Button onClick={() => setPreferences({ isNotifying: false })}>{t('notify.off')}</Button>
        </div>
      ) : (
        <div className="settings-card__actions">
          <Button onClick={() => void allow()}>{t('notify.allow')}</Button>
        </div>
      )}
    </SettingsCard>
  );
}
