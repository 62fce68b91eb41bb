import './session.css';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/queries';
import { useI18n } from '../../i18n/i18n-provider';

/** Whose backups these are: account and name of the token, at the foot of the side. */
export function AccountBadge() {
  const { t } = useI18n();
  const { data } = useQuery(accountQuery());
  if (data === undefined || (data.email === null && data.tokenName === null)) return null;
  return (
    <div className="account-badge">
      {data.email === null ? null : <div className="truncate">{data.email}</div>}
      {data.tokenName === null ? null : (
        <div className="truncate">
          {t('settings.token')} <code>{data.tokenName}</code>
        </div>
      )}
    </div>
  );
}
