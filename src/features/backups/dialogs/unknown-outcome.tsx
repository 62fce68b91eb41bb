import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readServerBackups } from '../../../api/queries';
import { idKey } from '../../../domain/backup';
import { useI18n } from '../../../i18n/i18n-provider';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/feedback';
import { statusLabel } from '../../shared/backup-labels';
import { errorLine } from '../../shared/error-text';
import type { ServerChoice } from '../use-server-options';

export interface UnknownOutcomeProps {
  error: Error;
  choice: ServerChoice;
  /** The backups of the server that were known before the request was sent. */
  knownKeys: ReadonlySet<string>;
}

/**
 * After a create whose answer never came: says that nobody knows, reads the server's backups again and shows
 * whether a new one is there. Sending again is left to the person.
 */
export function UnknownOutcome({ error, choice, knownKeys }: UnknownOutcomeProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const look = useQuery({
    queryKey: ['unknown-create', choice.value],
    queryFn: ({ signal }) => readServerBackups(client, choice.id, signal),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: true,
  });
  const found = look.data?.backups.find(
    (backup) => backup.type === 'manual' && !knownKeys.has(idKey(backup.id)),
  );
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
      <p>{t('create.unknown.text', { reason: errorLine(error, i18n), server: choice.label })}</p>
      <p>
        {look.isPending
          ? t('create.unknown.reading', { server: choice.label })
          : look.error !== null
            ? t('create.unknown.readFailed', { reason: errorLine(look.error, i18n) })
            : found === undefined
              ? t('create.unknown.notFound', { server: choice.label })
              : t('create.unknown.found', {
                  id: idKey(found.id),
                  status: statusLabel(found.status, i18n).toLowerCase(),
                  time: found.createdAt === null ? t('common.unknown') : format.dateTime(found.createdAt),
                })}
      </p>
    </Notice>
  );
}
