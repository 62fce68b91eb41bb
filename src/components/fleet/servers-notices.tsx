import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { serversQuery } from '../../api/servers';
import type { ServerList } from '../../core/servers/server';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { errorLine } from '../list/error-text';
import { useServersAnswer } from './use-fleet';

// One watcher a page: a new one that begins while an error stands would ask the provider again by itself.
type ServersResult = UseQueryResult<ServerList>;

function RetryButton({ isFetching, refetch }: Pick<ServersResult, 'isFetching' | 'refetch'>) {
  const { t } = useI18n();
  return (
    <Button onClick={() => void refetch()} isPending={isFetching}>
      {t('action.retry')}
    </Button>
  );
}

/** Says that the last refresh of the servers failed: who is gone, and what is restored, is as old as that. */
function StaleNotice({ result, hasAction }: { result: ServersResult; hasAction: boolean }) {
  const i18n = useI18n();
  const { data, error, dataUpdatedAt } = result;
  if (data === undefined || error === null) return null;
  const params = { reason: errorLine(error, i18n), time: i18n.format.time(dataUpdatedAt) };
  return (
    <Notice tone="warn" role="status" action={hasAction ? <RetryButton {...result} /> : null}>
      {i18n.t('overview.serversStale', params)}
    </Notice>
  );
}

/** Says where a part of the list of servers must not be taken for the whole. */
function PartialNotices({ list }: { list: ServerList }) {
  const { t } = useI18n();
  return (
    <>
      {list.isComplete ? null : (
        <Notice tone="warn" role="status">
          {t('overview.serversPartial', {
            expected: list.expectedCount ?? t('common.unknown'),
            received: list.servers.length,
          })}
        </Notice>
      )}
      {list.skippedCount === 0 ? null : (
        <Notice tone="warn" role="status">
          {t('overview.serversSkipped', { count: list.skippedCount })}
        </Notice>
      )}
    </>
  );
}

/**
 * Says what cannot be seen where the Servers API does not answer, answered long ago, or not in full; on the wall
 * without a button.
 */
export function ServersNotices({ hasAction = true }: { hasAction?: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const result = useQuery(serversQuery());
  const { serversError, isServersForbidden } = useServersAnswer().state;
  if (serversError !== null) {
    const params = { reason: errorLine(serversError, i18n) };
    return (
      <Notice
        tone={isServersForbidden ? 'info' : 'warn'}
        role="status"
        action={hasAction ? <RetryButton {...result} /> : null}
      >
        {isServersForbidden ? t('overview.serversForbidden', params) : t('overview.serversFailed', params)}
      </Notice>
    );
  }
  return (
    <>
      <StaleNotice result={result} hasAction={hasAction} />
      {result.data === undefined ? null : <PartialNotices list={result.data} />}
    </>
  );
}

/** The same on the page of one server: a part matters only while the list does not name that server. */
export function ServerListNotices({ isListed }: { isListed: boolean }) {
  const result = useQuery(serversQuery());
  return (
    <>
      <StaleNotice result={result} hasAction />
      {isListed || result.data === undefined ? null : <PartialNotices list={result.data} />}
    </>
  );
}
