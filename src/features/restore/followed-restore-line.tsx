import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { Link } from 'react-router-dom';
import { dismissFailedRestore } from '../../components/followed-restores';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useServerLabel } from '../../components/use-server-label';
import type { FollowedRestore } from '../../core/restore/followed-restore';
import { paths } from '../../routes/paths';
import { Button } from '../../ui/button';

/** A restore without a safety backup while it runs, and any failed restore until it is dismissed. */
export function FollowedRestoreLine({ restore }: { restore: FollowedRestore }) {
  const { t } = useI18n();
  const { serverKey, failedAtMs } = restore;
  const server = useServerLabel(serverKey, restore.serverName);
  const hasFailed = failedAtMs !== null;
  const Icon = hasFailed ? CircleAlert : RotateCcw;
  return (
    <li className="safe-bar__line" data-tone={hasFailed ? 'bad' : undefined}>
      <Icon size={15} aria-hidden="true" />
      <span role="status">
        {hasFailed
          ? t('safe.end.failed', { server })
          : [t('safe.indicator', { server }), t('safe.step.watch')].join(': ')}
      </span>
      <span className="safe-bar__actions">
        {hasFailed ? (
          <Button onClick={() => dismissFailedRestore(serverKey)}>{t('action.dismiss')}</Button>
        ) : null}
        <Link className="button button--default" to={paths.server(serverKey)}>
          {t('safe.show')}
        </Link>
      </span>
    </li>
  );
}
