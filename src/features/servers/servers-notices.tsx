import { useQuery } from '@tanstack/react-query';
import { serversQuery } from '../../api/queries';
import { useI18n } from '../../i18n/i18n-provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { errorLine } from '../shared/error-text';
import { useFleet } from './use-fleet';

/** Says what cannot be seen where the Servers API does not answer, or not in full; on the wall without a button. */
export function ServersNotices({ hasAction = true }: { hasAction?: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { data, isFetching, refetch } = useQuery(serversQuery());
  const { serversError, isServersForbidden } = useFleet();
  if (serversError !== null) {
    const params = { reason: errorLine(serversError, i18n) };
    return (
      <Notice
        tone={isServersForbidden ? 'info' : 'warn'}
        role="status"
        action={
          hasAction ? (
            <Button onClick={() => void refetch()} isPending={isFetching}>
              {t('action.retry')}
            </Button>
          ) : null
        }
      >
        {isServersForbidden ? t('overview.serversForbidden', params) : t('overview.serversFailed', params)}
      </Notice>
    );
  }
  if (data === undefined || data.isComplete) return null;
  return (
    <Notice tone="warn" role="status">
      {t('overview.serversPartial', {
        expected: data.expectedCount ?? t('common.unknown'),
        received: data.servers.length,
      })}
    </Notice>
  );
}
