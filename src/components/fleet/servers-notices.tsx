import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { serversQuery } from '../../api/servers';
import type { ServerList } from '../../core/servers/server';
import { useFailedLoad } from '../loading/first-load';
import { LateFailureNotice, LateIncompleteNotices } from '../loading/late-failures';
import { StaleQueryNotice } from '../loading/list-notices';
import { useServersAnswer } from './use-fleet';

export function PartialServersNotices({ list }: { list: ServerList }) {
  return <LateIncompleteNotices what="servers" list={list} received={list.servers.length} />;
}

interface FailedNoticeProps {
  query: UseQueryResult;
  error: Error;
  isForbidden: boolean;
  hasAction: boolean;
}

/** Says that the servers were never read, and when the next attempt is. */
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

/** Says what is unknown because the Servers API failed, is stale or incomplete; without buttons on the wall. */
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
      {query.data === undefined ? null : <PartialServersNotices list={query.data} />}
    </>
  );
}

/** On the page of one server: an incomplete list matters only if that server is missing from it. */
export function ServerListNotices({ isListed }: { isListed: boolean }) {
  const query = useQuery(serversQuery());
  return (
    <>
      <StaleQueryNotice query={query} what="serversStale" />
      {isListed || query.data === undefined ? null : <PartialServersNotices list={query.data} />}
    </>
  );
}
