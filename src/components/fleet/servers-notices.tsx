import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { serversQuery } from '../../api/servers';
import type { ServerList } from '../../core/servers/server';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { useFailedLoad } from '../list/first-load';
import { LateFailureNotice } from '../list/late-failures';
import { StaleQueryNotice } from '../list/list-notices';
import { useServersAnswer } from './use-fleet';

/** Says that the list of servers is incomplete. */
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

interface FailedNoticeProps {
  query: UseQueryResult;
  error: Error;
  isForbidden: boolean;
  hasAction: boolean;
}

/** Says that the servers could not be read even once, and when they are asked for again. */
function FailedNotice({ query, error, isForbidden, hasAction }: FailedNoticeProps) {
  return (
    <LateFailureNotice
      what={isForbidden ? 'serversForbidden' : 'serversFailed'}
      error={error}
      readAtMs={query.dataUpdatedAt}
      retries={useFailedLoad(query, error)}
      hasAction={hasAction}
    />
  );
}

/** Says what is unknown because the Servers API failed, is stale, or gave a part; without buttons on the wall. */
export function ServersNotices({ hasAction = true }: { hasAction?: boolean }) {
  // One observer a page: a new one, mounted while an error stands, would ask the provider again.
  const query = useQuery(serversQuery());
  const { serversError, isServersForbidden } = useServersAnswer().state;
  if (serversError !== null) {
    return (
      <FailedNotice
        query={query}
        error={serversError}
        isForbidden={isServersForbidden}
        hasAction={hasAction}
      />
    );
  }
  return (
    <>
      <StaleQueryNotice query={query} what="serversStale" hasAction={hasAction} />
      {query.data === undefined ? null : <PartialNotices list={query.data} />}
    </>
  );
}

/** On the page of one server: an incomplete list matters only if that server is missing from it. */
export function ServerListNotices({ isListed }: { isListed: boolean }) {
  const query = useQuery(serversQuery());
  return (
    <>
      <StaleQueryNotice query={query} what="serversStale" />
      {isListed || query.data === undefined ? null : <PartialNotices list={query.data} />}
    </>
  );
}
