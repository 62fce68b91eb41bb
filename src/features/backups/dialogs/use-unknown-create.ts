import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../../api/backups';
import type { LoadingQuery } from '../../../components/list/first-load';
import type { ServerChoice } from '../../../components/use-server-options';
import { type Backup, idKey } from '../../../core/backups/backup';

/** A request for a new backup, as it was sent. */
export interface SentCreate {
  readonly choice: ServerChoice;
  readonly description: string;
  /** The backups of the server that were known before. */
  readonly knownKeys: ReadonlySet<string>;
}

export interface UnknownCreate {
  /** The backup that the lost request most likely started; null while none is to be seen. */
  readonly found: Backup | null;
  readonly isReading: boolean;
  readonly error: Error | null;
  /** For the retry of a look that failed. */
  readonly query: LoadingQuery;
  readonly lookAgain: () => void;
  readonly isLooking: boolean;
}

/**
 * Looks for the backup of a request whose answer never came: a new manual one of that server, first of all with the
 * description that was sent.
 * @param sent null while the outcome is known: then nothing is read
 * @param submittedAt epoch ms; tells one request from the next
 */
export function useUnknownCreate(sent: SentCreate | null, submittedAt: number): UnknownCreate {
  const client = useQueryClient();
  const look = useQuery({
    queryKey: ['unknown-create', sent?.choice.value, submittedAt],
    queryFn: ({ signal }) => readServerBackups(client, sent?.choice.id ?? '', signal),
    enabled: sent !== null,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: true,
  });
  const fresh =
    sent === null
      ? []
      : (look.data?.backups ?? []).filter(
          ({ type, id }) => type === 'manual' && !sent.knownKeys.has(idKey(id)),
        );
  return {
    found: fresh.find(({ description }) => description === sent?.description) ?? fresh[0] ?? null,
    isReading: look.isPending,
    error: look.error,
    query: look,
    lookAgain: () => void look.refetch(),
    isLooking: look.isFetching,
  };
}
