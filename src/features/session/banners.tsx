import './session.css';
import { useQuery } from '@tanstack/react-query';
import FlaskConical from 'lucide-react/icons/flask-conical';
import Info from 'lucide-react/icons/info';
import { Link } from 'react-router-dom';
import { gatewayQuery } from '../../api/gateway';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useWriteLock } from '../../components/write-lock';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';

/** Says on every page that the sandbox is the provider, so nothing here is real. */
export function DemoBanner() {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { data } = useQuery(gatewayQuery());
  // Until the gateway has answered, the page itself knows (see server/http/static.ts).
  const isDemo = data === undefined ? 'demo' in document.documentElement.dataset : data.mode === 'sandbox';
  if (!isDemo) return null;
  return (
    <>
      <aside className="demo-banner" aria-label={t('demo.title')}>
        <FlaskConical size={15} aria-hidden="true" />
        <span>
          <b>{t('demo.title')}</b> <span className="demo-banner__text">{t('demo.text')}</span>
        </span>
        <button type="button" className="link" onClick={() => openDialog({ kind: 'connect' })}>
          {t('demo.how')}
        </button>
      </aside>
      <p className="print-only">
        <b>{t('demo.title')}</b> <span>{t('demo.text')}</span>
      </p>
    </>
  );
}

/** Says on every page that nothing can be changed, and why. */
export function ReadOnlyBanner() {
  const { t } = useI18n();
  const lock = useWriteLock();
  if (lock === null) return null;
  return (
    <aside className="demo-banner" aria-label={t('readOnly.title')}>
      <Info size={15} aria-hidden="true" />
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
