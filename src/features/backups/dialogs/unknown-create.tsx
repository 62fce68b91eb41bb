import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../../api/backup-changes';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { statusLabel } from '../../../components/i18n/provider-words';
import { errorLine } from '../../../components/loading/error-text';
import { type LoadingQuery, useFailedLoad } from '../../../components/loading/first-load';
import { RetryTime } from '../../../components/loading/lazy-failures';
import type { ServerChoice } from '../../../components/servers/use-server-options';
import { idKey } from '../../../core/backups/backup';
import { appearedSince } from '../../../core/fleet/create-many';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/feedback';

/** A request for a new backup, as it was sent. */
export interface SentCreate {
  readonly choice: ServerChoice;
  readonly description: string;
  /** Backups of the server known before. */
  readonly knownKeys: ReadonlySet<string>;
}

/**
 * Looks for the backup that a request without an answer may have started: a new manual one of the server, preferably
 * with the description that was sent.
 * @param sent null unless the outcome is unknown: then nothing is read
 * @param submittedAt epoch ms; identifies the request
 */
export function useUnknownCreate(sent: SentCreate | null, submittedAt: number) {
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
  const found = sent === null ? null : appearedSince(look.data?.backups ?? [], sent.choice.value, sent);
  return { look, found };
}

/** The search failed and is retried: until it succeeds, sending again may create a second backup. */
function LookFailed({ query, error }: { query: LoadingQuery; error: Error }) {
  const i18n = useI18n();
  const { nextTry, isRetrying } = useFailedLoad(query, error);
  return (
    <>
      <span>{i18n.t('create.unknown.readFailed', { reason: errorLine(error, i18n) })}</span>{' '}
      {nextTry === null ? null : <RetryTime nextTry={nextTry} isRetrying={isRetrying} />}
    </>
  );
}

export interface UnknownOutcomeProps extends ReturnType<typeof useUnknownCreate> {
  error: Error;
  server: string;
}

/** Says that the outcome is unknown, and whether a new backup was found. Only the user sends it again. */
export function UnknownOutcome({ error, server, look, found }: UnknownOutcomeProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <Notice
      tone="bad"
      role="alert"
      title={t('create.unknown.title')}
      action={
        <Button onClick={() => void look.refetch()} isPending={look.isFetching}>
          {t('create.unknown.look')}
        </Button>
      }
    >
      <p>{t('create.unknown.text', { reason: errorLine(error, i18n), server })}</p>
      <p>
        {look.isPending ? (
          <span>{t('create.unknown.reading', { server })}</span>
        ) : look.error !== null ? (
          <LookFailed query={look} error={look.error} />
        ) : (
          <span>
            {found === null
              ? t('create.unknown.notFound', { server })
              : t('create.unknown.found', {
                  id: idKey(found.id),
                  status: statusLabel(found.status, i18n).toLowerCase(),
                  time: found.createdAt === null ? t('common.unknown') : format.dateTime(found.createdAt),
                })}
          </span>
        )}
      </p>
    </Notice>
  );
}
