import './session.css';
import Lock from 'lucide-react/icons/lock';
import { Link } from 'react-router-dom';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useWriteLock } from '../../components/write-lock';
import { paths } from '../../routes/paths';

/** Says on every page that nothing can be changed, and why. */
export function ReadOnlyBanner() {
  const { t } = useI18n();
  const lock = useWriteLock();
  if (lock === null) return null;
  return (
    <aside className="demo-banner" aria-label={t('readOnly.title')}>
      <Lock size={15} aria-hidden="true" />
      <span>
        <b>{t('readOnly.title')}</b> <span>{t(`readOnly.reason.${lock}`)}</span>
      </span>
      {lock === 'session' ? (
        <Link className="link" to={paths.settings()}>
          {t('readOnly.settings')}
        </Link>
      ) : null}
    </aside>
  );
}
